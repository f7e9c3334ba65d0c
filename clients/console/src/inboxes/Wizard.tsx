/**
 * The steps of the wizard after the first: the inbox exists, each step saves its own section.
 *
 * Holds: Back and the steps keep what was typed; what is not saved is named, and leaving asks first.
 */
import { Banner, Button, VisuallyHidden } from "@deskbell/ui";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../language/language.ts";
import { navigate } from "../routing/router.ts";
import { UnsavedGuard } from "../settings/UnsavedGuard.tsx";
import { AgentSection } from "./AgentSection.tsx";
import { InactivitySection } from "./InactivitySection.tsx";
import { InstallTab } from "./InstallTab.tsx";
import { NameSection } from "./NameSection.tsx";
import { isStepOf, STEP_OF, STEPS, wizardAddress, type WizardStep } from "./steps.ts";
import type { EditedInbox } from "./useSection.ts";
import { WizardSteps } from "./WizardSteps.tsx";
import css from "../settings/settings.module.css";

export function Wizard({ edited, step }: { edited: EditedInbox; step: WizardStep }) {
  const { inbox, draft } = edited;
  const unsaved = draft.unsaved.value;
  const elsewhere = unsaved.filter((section) => STEP_OF[section] !== step);
  const heading = useFocusOnChange(step);
  return (
    <div class={css.stack}>
      <div class={css.title}>
        <h1 ref={heading} tabIndex={-1}>
          {inbox.name}
          <VisuallyHidden>
            : {t("wizard.place", { step: t(`wizard.${step}`), number: STEPS.indexOf(step) + 1, all: STEPS.length })}
          </VisuallyHidden>
        </h1>
      </div>
      <WizardSteps current={step} inbox={inbox.id} />
      {elsewhere.map((section) => (
        <Banner
          key={section}
          tone="warn"
          title={t("wizard.unsaved", { step: t(`wizard.${STEP_OF[section]}`) })}
          actions={
            <Button size={24} href={wizardAddress(inbox.id, STEP_OF[section])}>
              {t("wizard.goThere")}
            </Button>
          }
        />
      ))}
      <Step edited={edited} step={step} />
      <UnsavedGuard unsaved={unsaved.map((section) => t(`wizard.${STEP_OF[section]}`))} isInside={(to) => isStepOf(inbox.id, to)} />
    </div>
  );
}

function Step({ edited, step }: { edited: EditedInbox; step: WizardStep }) {
  const { id } = edited.inbox;
  const to = (next: WizardStep) => () => navigate(wizardAddress(id, next));
  const next = t("wizard.next");
  if (step === "name") return <NameSection edited={edited} way={{ submit: next, onDone: to("agents") }} />;
  if (step === "agents") {
    return <AgentSection edited={edited} way={{ back: wizardAddress(id, "name"), skip: wizardAddress(id, "inactivity"), submit: next, onDone: to("inactivity") }} />;
  }
  if (step === "inactivity") {
    return <InactivitySection edited={edited} way={{ back: wizardAddress(id, "agents"), submit: t("section.save"), onDone: to("install") }} />;
  }
  return (
    <>
      <InstallTab inbox={edited.inbox} />
      <div class={css.buttons}>
        <Button href={wizardAddress(id, "inactivity")}>{t("form.back")}</Button>
        <Button variant="primary" href={`/settings/inboxes/${id}`}>
          {t("wizard.done")}
        </Button>
      </div>
    </>
  );
}

/** The heading takes the focus when the step under it changes: the button that led here is gone. */
function useFocusOnChange(step: WizardStep) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    heading.current?.focus();
  }, [step]);
  return heading;
}
