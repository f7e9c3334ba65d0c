/** Step 1 of the wizard: type and name. From here on the inbox exists, with its defaults. */
import { Banner, Button, Card, ErrorSummary, Select, TextField } from "@deskbell/ui";
import { NAME_CHARACTERS_MAX } from "@deskbell/protocol";
import { useState } from "preact/hooks";
import { describeField, describeProblem } from "../http/describe.ts";
import { useSubmit } from "../http/useSubmit.ts";
import type { InboxType } from "../http/shapes.ts";
import { t } from "../language/language.ts";
import { navigate } from "../routing/router.ts";
import { checkName } from "../session/checks.ts";
import { createInbox } from "./data.ts";
import { WizardSteps } from "./WizardSteps.tsx";
import css from "../settings/settings.module.css";

export function NewInboxPage() {
  const [name, setName] = useState("");
  const [type, setType] = useState<InboxType>("live_chat");
  const [shown, setShown] = useState<string | undefined>(undefined);
  const [checked, setChecked] = useState(0);
  const { busy, problem, attempt, submit } = useSubmit();
  const onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const wrong = checkName(name);
    setShown(wrong);
    setChecked((count) => count + 1);
    if (wrong) return;
    await submit(async () => {
      const inbox = await createInbox(name.trim());
      navigate(`/settings/inboxes/${inbox.id}/agents?wizard=1`, { replace: true });
    });
  };
  const error = shown ?? describeField(problem, "name", t("inbox.name"));
  const errors = [
    ...(error ? [{ fieldId: "inbox-name", message: error }] : []),
    ...(problem && problem.errors.length === 0 && problem.code !== "licence_missing" ? [{ message: describeProblem(problem) }] : []),
  ];
  return (
    <div class={css.stack}>
      <div class={css.title}>
        <h1>{t("inboxes.new")}</h1>
      </div>
      <WizardSteps current="name" inbox={undefined} />
      <Card>
        <form class={css.form} noValidate onSubmit={(event) => void onSubmit(event)}>
          {problem?.code === "licence_missing" && (
            <Banner tone="warn" title={t("inbox.licenceMissing")} actions={<Button href="/settings/people" size={24}>{t("inbox.licences")}</Button>}>
              {problem.detail}
            </Banner>
          )}
          <ErrorSummary title={t("form.mend")} attempt={checked + attempt} errors={errors} />
          <Select
            label={t("inboxes.type")}
            value={type}
            onValue={setType}
            hint={t("inbox.typeHint")}
            options={[{ value: "live_chat", label: t("inboxType.live_chat") }]}
          />
          <TextField
            id="inbox-name"
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
