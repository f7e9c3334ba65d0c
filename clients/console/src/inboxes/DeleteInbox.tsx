/** Deleting an inbox: says what it does, how many chats it hits now, and asks for the name. */
import { Banner, Button, Dialog, showToast, TextField } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { describeField, describeProblem } from "../http/describe.ts";
import { useSubmit } from "../http/useSubmit.ts";
import type { Inbox } from "../http/shapes.ts";
import { t } from "../language/language.ts";
import { useLive } from "../live/context.ts";
import { deleteInbox } from "./data.ts";
import css from "../settings/settings.module.css";

export interface DeleteInboxProps {
  inbox: Inbox;
  onClose: () => void;
  onDeleted: () => void;
}

export function DeleteInbox({ inbox, onClose, onDeleted }: DeleteInboxProps) {
  const live = useLive();
  const [typed, setTyped] = useState("");
  const { busy, problem, submit } = useSubmit();
  const chats = Object.values(live.boards.value.get(inbox.id)?.seen.value?.view.chats ?? {});
  const active = chats.filter(({ state }) => state === "active").length;
  const waiting = chats.length - active;
  const equal = typed.trim() === inbox.name;
  const onSubmit = async (): Promise<void> => {
    if (!equal) return;
    if (!(await submit(() => deleteInbox(inbox.id, typed.trim())))) return;
    showToast({ tone: "ok", message: t("delete.done", { name: inbox.name }) });
    onClose();
    onDeleted();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("delete.title", { name: inbox.name })}
      onSubmit={() => void onSubmit()}
      footer={
        <>
          <Button onClick={onClose}>{t("delete.keep")}</Button>
          <Button variant="danger" type="submit" busy={busy} busyLabel={t("delete.busy")} disabledReason={equal ? undefined : t("delete.typeFirst")}>
            {t("delete.do")}
          </Button>
        </>
      }
    >
      <ul class={css.list}>
        {chats.length > 0 && (
          <li>
            {t("delete.open", { count: active })} {t("delete.waiting", { count: waiting })} {t("delete.visitors")}
          </li>
        )}
        <li>{t("delete.widget")}</li>
        <li>{t("delete.history")}</li>
      </ul>
      {problem && problem.errors.length === 0 && <Banner tone="bad" title={describeProblem(problem)} />}
      <TextField
        label={t("delete.type")}
        hint={t("delete.typeHint", { name: inbox.name })}
        autocomplete="off"
        spellcheck={false}
        value={typed}
        onValue={setTyped}
        error={describeField(problem, "name", t("field.name"))}
      />
    </Dialog>
  );
}
