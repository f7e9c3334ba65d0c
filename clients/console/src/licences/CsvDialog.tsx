/** Licences for many from a list: paste it or choose a file, look at what each line does, then apply all of it. */
import { Banner, Button, Dialog, Textarea } from "@deskbell/ui";
import { useRef, useState } from "preact/hooks";
import { saveText } from "../account/saveText.ts";
import { describeField, describeProblem } from "../http/describe.ts";
import type { Member } from "../http/shapes.ts";
import { t } from "../language/language.ts";
import { readCsv, writeCsv } from "./assignmentCsv.ts";
import { AssignmentLook } from "./AssignmentLook.tsx";
import { useAssignment } from "./useAssignment.ts";
import { whyNotApply } from "./whyNotApply.ts";
import css from "../settings/settings.module.css";
import own from "./licences.module.css";

const FILE_NAME = "deskbell-licences.csv";

export function CsvDialog({ members, onClose }: { members: Member[]; onClose: () => void }) {
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const run = useAssignment();
  const empty = text.trim() === "" ? t("csv.empty") : undefined;
  const onSubmit = async (): Promise<void> => {
    if (run.look) {
      if (whyNotApply(run.look) === undefined && (await run.apply())) onClose();
      return;
    }
    setTried(true);
    if (!empty) await run.check(readCsv(text));
  };
  return (
    <Dialog
      open
      size="large"
      onClose={onClose}
      title={t("csv.title")}
      onSubmit={() => void onSubmit()}
      footer={
        <>
          {run.look ? <Button onClick={run.forget}>{t("form.back")}</Button> : <Button onClick={onClose}>{t("form.cancel")}</Button>}
          <Button variant="primary" type="submit" busy={run.busy} disabledReason={run.look ? whyNotApply(run.look) : undefined}>
            {t(run.look ? "bulk.apply" : "csv.check")}
          </Button>
        </>
      }
    >
      {run.problem && run.problem.errors.length === 0 && <Banner tone="bad" live="assertive" title={describeProblem(run.problem)} />}
      {run.look ? (
        <AssignmentLook look={run.look} />
      ) : (
        <>
          <p>{t("csv.how")}</p>
          <div class={css.row}>
            <FileButton onText={setText} />
            <Button onClick={() => saveText(FILE_NAME, writeCsv(members.filter(({ active }) => active)))}>{t("csv.template")}</Button>
          </div>
          <div class={own.csv}>
            <Textarea
              label={t("csv.text")}
              rows={8}
              spellcheck={false}
              placeholder={"email,contact_center,live_chat\nann@shop.example,yes,yes"}
              value={text}
              onValue={setText}
              error={(tried ? empty : undefined) ?? describeField(run.problem, "csv", t("csv.text"))}
            />
          </div>
        </>
      )}
    </Dialog>
  );
}

function FileButton({ onText }: { onText: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [failed, setFailed] = useState(false);
  const read = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    try {
      onText(await file.text());
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <>
      <input
        ref={input}
        class={own.file}
        type="file"
        accept=".csv,text/csv,text/plain"
        aria-label={t("csv.file")}
        tabIndex={-1}
        onChange={(event) => {
          void read(event.currentTarget.files?.[0]);
          // The same file again is a choice as well.
          event.currentTarget.value = "";
        }}
      />
      <Button onClick={() => input.current?.click()}>{t("csv.file")}</Button>
      {failed && (
        <span class={css.failed} role="alert">
          {t("csv.fileFailed")}
        </span>
      )}
    </>
  );
}
