/** The name of an inbox, and its type, which stays. */
import { NAME_CHARACTERS_MAX } from "@deskbell/protocol";
import { TextField } from "@deskbell/ui";
import { t } from "../language/language.ts";
import { fieldId } from "./faults.ts";
import { SectionForm, type StepWay } from "./SectionForm.tsx";
import { type EditedInbox, useSection } from "./useSection.ts";
import css from "../settings/settings.module.css";

export function NameSection({ edited, way }: { edited: EditedInbox; way?: StepWay | undefined }) {
  const edit = useSection(edited, "overview");
  return (
    <SectionForm edited={edited} edit={edit} title={t(way ? "wizard.name" : "inboxTab.overview")} way={way}>
      <div>
        <span class={css.quiet}>{t("inboxes.type")}</span>
        <p>{t(`inboxType.${edited.inbox.type}`)}</p>
      </div>
      <TextField
        id={fieldId("name")}
        label={t("inbox.name")}
        hint={t("inbox.nameHint")}
        value={edit.form.name}
        onValue={(name) => edit.change({ name })}
        onBlur={() => edit.look("name")}
        charactersMax={NAME_CHARACTERS_MAX}
        error={edit.faults["name"]}
        required
      />
    </SectionForm>
  );
}
