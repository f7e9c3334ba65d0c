/**
 * The recovery codes, shown this once: to copy, to save as a file, or to write down.
 *
 * Holds: it closes only by its own button, so that a slip of the hand loses nothing.
 */
import { Banner, Button, Checkbox, CopyField, Dialog } from "@deskbell/ui";
import type { RefObject } from "preact";
import { useState } from "preact/hooks";
import { t } from "../language/language.ts";
import { signedIn } from "../session/session.ts";
import { saveText } from "./saveText.ts";
import css from "./account.module.css";

interface RecoveryCodesProps {
  codes: string[];
  returnFocus: RefObject<HTMLElement>;
  onClose: () => void;
}

export function RecoveryCodesDialog({ codes, returnFocus, onClose }: RecoveryCodesProps) {
  const [kept, setKept] = useState(false);
  const text = codes.join("\n");
  const save = (): void => saveText("deskbell-recovery-codes.txt", `${t("recovery.fileTitle", { email: signedIn.peek()!.member.email })}\n\n${text}\n`);
  return (
    <Dialog
      open
      dismissible={false}
      returnFocus={returnFocus}
      onClose={onClose}
      title={t("recovery.title")}
      footer={
        <Button variant="primary" disabledReason={kept ? undefined : t("recovery.keepFirst")} onClick={onClose}>
          {t("invited.done")}
        </Button>
      }
    >
      <p>{t("recovery.how")}</p>
      <div class={css.codes}>
        <CopyField label={t("recovery.codes")} value={text} />
      </div>
      <div>
        <Button onClick={save}>{t("recovery.save")}</Button>
      </div>
      <Banner tone="warn" live="off" title={t("recovery.once")}>
        {t("recovery.onceHow")}
      </Banner>
      <Checkbox label={t("recovery.kept")} checked={kept} onChecked={setKept} />
    </Dialog>
  );
}
