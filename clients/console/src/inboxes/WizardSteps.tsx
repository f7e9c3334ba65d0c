/** The steps of creating an inbox. They are links: going back loses nothing, because the inbox exists after the first. */
import { ProgressSteps } from "@deskbell/ui";
import { t } from "../language/language.ts";
import { STEPS, wizardAddress, type WizardStep } from "./steps.ts";

export function WizardSteps({ current, inbox }: { current: WizardStep; inbox: string | undefined }) {
  return (
    <ProgressSteps
      current={current}
      steps={STEPS.map((id) => ({
        id,
        label: t(`wizard.${id}`),
        done: STEPS.indexOf(id) < STEPS.indexOf(current),
        href: inbox === undefined ? undefined : wizardAddress(inbox, id),
      }))}
    />
  );
}
