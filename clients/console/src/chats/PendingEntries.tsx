/** What this agent wrote and what is not in the log yet: sending, or not sent, with a way on. */
import type { PendingMessage } from "@deskbell/protocol";
import { Button, IconClock, IconWarning } from "@deskbell/ui";
import { t } from "../language/language.ts";
import { useWorkplace } from "../live/context.ts";
import { findMember } from "../live/lists.ts";
import { describeRefusal } from "../live/refusals.ts";
import { Bubble, NoteFrame } from "./Entry.tsx";
import { Words } from "./Words.tsx";
import css from "./log.module.css";

export function PendingEntries({ conversation }: { conversation: string }) {
  const { live, notes } = useWorkplace();
  const messages = live.pending.value.filter((one) => one.conversation === conversation);
  return (
    <>
      {messages.map((message) => (
        <Bubble key={message.cid} side="out" faint={message.state !== "sent"} foot={<MessageState message={message} />}>
          <Words text={message.text} />
        </Bubble>
      ))}
      {notes.pending.value
        .filter((note) => note.conversation === conversation)
        .map((note) => (
          <NoteFrame key={note.id} title={t("note.yours")}>
            <Words text={note.text} />
            <div class={css.foot}>
              {note.state === "sending" ? <Sending /> : <NotSent why={note.why} onRetry={() => notes.retry(note.id)} onDiscard={() => notes.discard(note.id)} />}
            </div>
          </NoteFrame>
        ))}
    </>
  );
}

function MessageState({ message }: { message: PendingMessage }) {
  const { live } = useWorkplace();
  if (message.state === "sent") return <>{t("chat.sent")}</>;
  if (message.state === "sending") return <Sending />;
  const why = message.refusal ? describeRefusal(message.refusal, (id) => findMember(live, id)?.name) : "";
  return <NotSent why={why} onRetry={() => live.session.retry(message.cid)} onDiscard={() => live.session.discard(message.cid)} />;
}

function Sending() {
  const { live } = useWorkplace();
  return (
    <span class={css.sending}>
      <IconClock size={12} />
      {t(live.isLive.value ? "chat.sending" : "chat.sendingLater")}
    </span>
  );
}

function NotSent({ why, onRetry, onDiscard }: { why: string; onRetry: () => void; onDiscard: () => void }) {
  return (
    <span class={css.notSent} role="alert">
      <IconWarning size={12} />
      {t("chat.notSent")} {why}
      <Button size={24} variant="quiet" onClick={onRetry}>
        {t("chat.retry")}
      </Button>
      <Button size={24} variant="quiet" onClick={onDiscard}>
        {t("chat.discard")}
      </Button>
    </span>
  );
}
