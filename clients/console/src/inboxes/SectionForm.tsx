/**
 * The frame of every section of an inbox: a card with its form, what is wrong, who changed it meanwhile, and its buttons.
 *
 * Holds: in the wizard the buttons lead on and back; on the inbox's page they save and discard. Both save the same way.
 */
import { Banner, Button, Card, ErrorSummary } from "@deskbell/ui";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { describeProblem } from "../http/describe.ts";
import { t } from "../language/language.ts";
import { NotAllowedNote } from "../settings/NotAllowedNote.tsx";
import { SavedNote } from "../settings/SavedNote.tsx";
import { ClashBanner } from "./ClashBanner.tsx";
import { fieldId } from "./faults.ts";
import type { EditedInbox, SectionEdit } from "./useSection.ts";
import css from "../settings/settings.module.css";

/** How a step of the wizard leads on and back. */
export interface StepWay {
  back?: string;
  /** Goes on without saving what was changed in this step. */
  skip?: string;
  submit: string;
  onDone: () => void;
}

export interface SectionFormProps {
  edited: EditedInbox;
  edit: SectionEdit;
  title: string;
  way: StepWay | undefined;
  /** What belongs to the section and brings forms of its own. */
  after?: ComponentChildren;
  children: ComponentChildren;
}

export function SectionForm({ edited, edit, title, way, after, children }: SectionFormProps) {
  const id = useId();
  const onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (await edit.save()) way?.onDone();
  };
  const errors = Object.entries(edit.faults).map(([field, message]) => ({ fieldId: fieldId(field), message }));
  const { problem } = edit;
  return (
    <div class={css.stack}>
      {edit.clashes.length > 0 && <ClashBanner draft={edited.draft} edit={edit} />}
      {edit.clashes.length === 0 && edited.draft.hasNews(edit.section) && <Banner title={t("clash.taken")} />}
      <Card title={title} actions={<SavedNote savedAt={edit.savedAt} undo={edit.undo} />}>
        <form id={id} class={css.form} noValidate onSubmit={(event) => void onSubmit(event)}>
          {edit.attempt > 0 && <ErrorSummary title={t("form.mend")} attempt={edit.attempt} errors={errors} />}
          {children}
        </form>
      </Card>
      {after}
      {problem && (problem.code === "not_allowed" ? <NotAllowedNote /> : <Banner tone="bad" title={describeProblem(problem)}>{t("section.notSaved")}</Banner>)}
      <div class={css.buttons}>{way ? <WizardButtons edit={edit} form={id} way={way} /> : <SaveButtons edit={edit} form={id} />}</div>
    </div>
  );
}

function WizardButtons({ edit, form, way }: { edit: SectionEdit; form: string; way: StepWay }) {
  return (
    <>
      {way.skip !== undefined && (
        // The link leads on by itself; what was changed here stays behind.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- it is the link inside that is pressed
        <span onClick={edit.discard}>
          <Button variant="quiet" href={way.skip}>
            {t("wizard.skip")}
          </Button>
        </span>
      )}
      {way.back !== undefined && <Button href={way.back}>{t("form.back")}</Button>}
      <Button variant="primary" type="submit" form={form} busy={edit.busy} busyLabel={t("section.saving")} disabledReason={whyNot(edit)}>
        {way.submit}
      </Button>
    </>
  );
}

function SaveButtons({ edit, form }: { edit: SectionEdit; form: string }) {
  return (
    <>
      {edit.unsaved && !edit.busy && (
        <Button variant="quiet" onClick={edit.discard}>
          {t("section.discard")}
        </Button>
      )}
      <Button
        variant="primary"
        type="submit"
        form={form}
        busy={edit.busy}
        busyLabel={t("section.saving")}
        disabledReason={edit.unsaved ? whyNot(edit) : t("section.nothing")}
      >
        {t("section.save")}
      </Button>
    </>
  );
}

function whyNot({ clashes }: SectionEdit): string | undefined {
  return clashes.length > 0 ? t("clash.chooseFirst") : undefined;
}
