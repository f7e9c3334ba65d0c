/** One more question before something that hits others: what will happen, and two plain answers. */
import { Banner, Button, Dialog } from "@deskbell/ui";
import type { ComponentChildren } from "preact";
import { describeProblem } from "../http/describe.ts";
import { useSubmit } from "../http/useSubmit.ts";
import { t } from "../language/language.ts";
import css from "./settings.module.css";

export interface ConfirmDialogProps {
  title: string;
  /** What will happen, one sentence each. */
  consequences: string[];
  children?: ComponentChildren;
  /** What the button that does it says. */
  act: string;
  danger?: boolean;
  /** Does it; what it throws is shown, and the question stays. */
  onConfirm: () => Promise<void>;
  onClose: () => void;
}

export function ConfirmDialog({ title, consequences, children, act, danger = false, onConfirm, onClose }: ConfirmDialogProps) {
  const { busy, problem, submit } = useSubmit();
  const confirm = async (): Promise<void> => {
    if (await submit(onConfirm)) onClose();
  };
  return (
    <Dialog
      open
      size="small"
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>{t("form.cancel")}</Button>
          <Button variant={danger ? "danger" : "primary"} busy={busy} onClick={() => void confirm()}>
            {act}
          </Button>
        </>
      }
    >
      {problem && <Banner tone="bad" title={describeProblem(problem)} />}
      <ul class={css.list}>
        {consequences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {children}
    </Dialog>
  );
}
