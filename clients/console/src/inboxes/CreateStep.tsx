/** Step 1 of the wizard: type and name. From here on the inbox exists, with its defaults. */
import { NAME_CHARACTERS_MAX } from "@deskbell/protocol";
import { Button, Card, ErrorSummary, Select, TextField } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { usePageTitle } from "../frame/pageTitle.ts";
import { describeField, describeProblem } from "../http/describe.ts";
import { useSubmit } from "../http/useSubmit.ts";
import type { InboxType } from "../http/shapes.ts";
import { t } from "../language/language.ts";
import { navigate } from "../routing/router.ts";
import { checkName } from "../session/checks.ts";
import { NotAllowedNote } from "../settings/NotAllowedNote.tsx";
import { createInbox } from "./data.ts";
import { fieldId } from "./faults.ts";
import { LicenceMissing } from "./LicenceMissing.tsx";
import { INBOX_TYPES, typeName } from "./listing.ts";
import { wizardAddress } from "./steps.ts";
import { WizardSteps } from "./WizardSteps.tsx";
import css from "../settings/settings.module.css";

/** Codes that have a place of their own on the page. */
const SHOWN_APART = new Set(["licence_missing", "not_allowed"]);

export function CreateStep() {
  const [name, setName] = useState("");
  const [type, setType] = useState<InboxType>("live_chat");
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const [checked, setChecked] = useState(0);
  const { busy, problem, attempt, submit } = useSubmit();
  usePageTitle(t("inboxes.new"));
  const onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const fault = checkName(name);
    setWrong(fault);
    setChecked((count) => count + 1);
    if (fault) return;
    await submit(async () => {
      const inbox = await createInbox(name.trim(), type);
      // In the place of this step: going back must not create a second one.
      navigate(wizardAddress(inbox.id, "agents"), { replace: true });
    });
  };
  const error = wrong ?? describeField(problem, "name", t("inbox.name"));
  const other = problem && problem.errors.length === 0 && !SHOWN_APART.has(problem.code);
  const errors = [...(error ? [{ fieldId: fieldId("name"), message: error }] : []), ...(other ? [{ message: describeProblem(problem) }] : [])];
  return (
    <div class={css.stack}>
      <div class={css.title}>
        <h1>{t("inboxes.new")}</h1>
      </div>
      <WizardSteps current="name" inbox={undefined} />
      <Card>
        <form class={css.form} noValidate onSubmit={(event) => void onSubmit(event)}>
          {problem?.code === "licence_missing" && <LicenceMissing problem={problem} />}
          {problem?.code === "not_allowed" && <NotAllowedNote />}
          <ErrorSummary title={t("form.mend")} attempt={checked + attempt} errors={errors} />
          <Select
            label={t("inboxes.type")}
            value={type}
            onValue={setType}
            hint={t("inbox.typeHint")}
            options={INBOX_TYPES.map((value) => ({ value, label: typeName(value) }))}
          />
          <TextField
            id={fieldId("name")}
            label={t("inbox.name")}
            hint={t("inbox.nameHint")}
            value={name}
            onValue={setName}
            charactersMax={NAME_CHARACTERS_MAX}
            error={error}
            required
          />
          <div class={css.buttons}>
            <Button href="/settings/inboxes">{t("form.cancel")}</Button>
            <Button variant="primary" type="submit" busy={busy} busyLabel={t("inbox.creating")}>
              {t("inbox.create")}
            </Button>
          </div>
        </form>
      </Card>
    </div>
  );
}
