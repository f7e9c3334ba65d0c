/**
 * Settings / Inboxes / New: the wizard.
 *
 * Holds: step 1 creates the inbox, with defaults. From there on the address carries it, so that the wizard can be left and
 * taken up again at any step.
 */
import { CreateStep } from "./CreateStep.tsx";
import { InboxLoader } from "./InboxLoader.tsx";
import { readStep, readWizardInbox } from "./steps.ts";
import { Wizard } from "./Wizard.tsx";

export function NewInboxPage() {
  const id = readWizardInbox();
  if (id === "") return <CreateStep />;
  return (
    <InboxLoader key={id} id={id}>
      {(edited) => <Wizard edited={edited} step={readStep()} />}
    </InboxLoader>
  );
}
