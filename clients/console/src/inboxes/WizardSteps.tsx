/** The steps of creating an inbox. They are links: going back loses nothing, because the inbox exists after the first. */
import { ProgressSteps } from "@deskbell/ui";
import { t } from "../language/language.ts";

export type WizardStep = "name" | "agents" | "install";

export const WIZARD = "wizard";

const ORDER: WizardStep[] = ["name", "agents", "install"];

export function WizardSteps({ current, inbox }: { current: WizardStep; inbox: string | undefined }) {
  return (
    <ProgressSteps
      current={current}
      steps={ORDER.map((id) => ({
        id,
        label: t(`wizard.${id}`),
        done: ORDER.indexOf(id) < ORDER.indexOf(current),
        href: inbox === undefined ? undefined : wizardAddress(inbox, id),
      }))}
    />
  );
}

export function wizardAddress(inbox: string, step: WizardStep): string {
  return `/settings/inboxes/${inbox}/${step === "name" ? "overview" : step}?${WIZARD}=1`;
}
