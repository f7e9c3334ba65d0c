/**
 * Under a message: what has become of it, and the answer by e-mail.
 *
 * Holds: what is being written is kept through navigation and reload, and gone once it was sent.
 */
import { announce, Banner, Button, countCharacters, IconSend, Textarea } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { keepDraft, readDraft } from "../chats/drafts.ts";
import { describeField, describeProblem } from "../http/describe.ts";
import type { Problem } from "../http/problem.ts";
import { t } from "../language/language.ts";
import { openMessages } from "../live/leftMessages.ts";
import { answer } from "./data.ts";
import { describeMoment } from "./moment.ts";
import type { LeftMessage } from "./shapes.ts";
import type { MessageWork } from "./useMessage.ts";
import css from "./messages.module.css";

const ANSWER_CHARACTERS_MAX = 4000;

interface AnswerProps {
  message: LeftMessage;
  work: MessageWork;
}

export function Answer({ message, work }: AnswerProps) {
  return (
    <div class={css.answer}>
      <Standing message={message} />
      {work.problem && <Refused message={message} problem={work.problem} onDismiss={work.clear} />}
      {message.state === "open" && message.email !== "" && <Ways message={message} work={work} />}
    </div>
  );
}

/** Who has dealt with it, and who has written to the visitor. */
function Standing({ message }: { message: LeftMessage }) {
  const { answered_at: answeredAt, done_at: doneAt } = message;
  const somebody = t("messages.somebody");
  const answered = answeredAt !== null && { name: message.answered_by_name || somebody, when: describeMoment(answeredAt) };
  const finished = doneAt !== null && doneAt !== answeredAt && { name: message.done_by_name || somebody, when: describeMoment(doneAt) };
  return (
    <>
      {answered && <p class={css.standing}>{t("messages.answeredBy", answered)}</p>}
      {finished && <p class={css.standing}>{t("messages.finishedBy", finished)}</p>}
    </>
  );
}

function Refused({ message, problem, onDismiss }: { message: LeftMessage; problem: Problem; onDismiss: () => void }) {
  return <Banner tone="bad" live="assertive" title={describeRefusal(message, problem)} onDismiss={onDismiss} />;
}

function describeRefusal(message: LeftMessage, problem: Problem): string {
  if (problem.code === "mail_off") return t("messages.noMail");
  if (problem.code === "not_an_address") return t("messages.badAddress");
  if (problem.code !== "already_done" || message.state === "open") return describeProblem(problem);
  const name = message.done_by_name || t("messages.somebody");
  return t(message.answered_at === message.done_at ? "messages.taken.answered" : "messages.taken.finished", { name });
}

function Ways({ message, work }: AnswerProps) {
  const known = openMessages.state.value.data;
  if (!known) return null;
  return known.can_reply ? <ReplyForm message={message} work={work} /> : <ByMailProgram message={message} />;
}

function ByMailProgram({ message }: { message: LeftMessage }) {
  const address = encodeURIComponent(message.email).replace("%40", "@");
  return (
    <div class={css.byMail}>
      <p class={css.standing}>{t("messages.noMailHow")}</p>
      <div class={css.send}>
        <Button variant="primary" icon={IconSend} href={`mailto:${address}`}>
          {t("messages.byMailProgram")}
        </Button>
      </div>
    </div>
  );
}

function ReplyForm({ message, work }: AnswerProps) {
  const id = message.conversation;
  const [text, setText] = useState(() => readDraft(id).text);
  const change = (next: string): void => {
    setText(next);
    keepDraft(id, { text: next, mode: "reply" });
  };
  const over = countCharacters(text) - ANSWER_CHARACTERS_MAX;
  const blocked = text.trim() === "" ? t("composer.empty") : over > 0 ? t("composer.tooLong", { count: over }) : undefined;
  const send = async (): Promise<void> => {
    if (blocked !== undefined || !(await work.run("answer", () => answer(id, text.trim())))) return;
    keepDraft(id, { text: "", mode: "reply" });
    announce(t("messages.sent"));
  };
  return (
    <form
      class={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Textarea
        label={t("messages.answer")}
        placeholder={t("messages.answerHint", { email: message.email })}
        value={text}
        onValue={change}
        charactersMax={ANSWER_CHARACTERS_MAX}
        error={describeField(work.problem, "text", t("messages.answer"))}
      />
      <div class={css.send}>
        <Button type="submit" variant="primary" icon={IconSend} busy={work.doing === "answer"} busyLabel={t("chat.sending")} disabledReason={blocked}>
          {t("messages.send")}
        </Button>
      </div>
    </form>
  );
}
