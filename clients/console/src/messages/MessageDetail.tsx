/** One message: who left it, the whole conversation, and what becomes of it. */
import { Button, EmptyState, ErrorState, IconCheck, IconChevronEnd, IconLock, IconUndo, Pill, SkeletonRows } from "@deskbell/ui";
import { useEffect } from "preact/hooks";
import { MessageLog } from "../chats/MessageLog.tsx";
import chats from "../chats/chats.module.css";
import { describeProblem } from "../http/describe.ts";
import { t } from "../language/language.ts";
import { useLive } from "../live/context.ts";
import { Answer } from "./Answer.tsx";
import { finish, reopen } from "./data.ts";
import { addressOf } from "./filters.ts";
import { describeMoment } from "./moment.ts";
import type { LeftMessage } from "./shapes.ts";
import { type MessageWork, useMessage } from "./useMessage.ts";
import css from "./messages.module.css";

export function MessageDetail({ id, onePane }: { id: string; onePane: boolean }) {
  const work = useMessage(id);
  const { data, problem, loading } = work.found;
  if (data) return <OpenMessage message={data} work={work} onePane={onePane} />;
  if (problem?.status === 404) return <NotYours />;
  return (
    <section class={chats.nothing} aria-label={t("messages.pane")}>
      {problem ? (
        <ErrorState title={t("messages.failed")} onRetry={work.retry} retrying={loading} requestId={problem.requestId || undefined}>
          {describeProblem(problem)}
        </ErrorState>
      ) : (
        <SkeletonRows />
      )}
    </section>
  );
}

function NotYours() {
  return (
    <section class={chats.nothing} aria-label={t("messages.notYours")}>
      <EmptyState icon={IconLock} title={t("messages.notYours")} action={<Button href="/messages">{t("messages.back")}</Button>}>
        {t("messages.notYoursHow")}
      </EmptyState>
    </section>
  );
}

interface OpenMessageProps {
  message: LeftMessage;
  work: MessageWork;
  onePane: boolean;
}

function OpenMessage({ message, work, onePane }: OpenMessageProps) {
  const name = message.visitor_name || t("visitor");
  return (
    <section class={`${chats.conversation} ${css.detail}`} aria-label={t("messages.from", { name })}>
      <header class={chats.header}>
        {onePane && (
          <a class={chats.back} href={addressOf()} aria-label={t("messages.back")}>
            <IconChevronEnd size={20} />
          </a>
        )}
        <div class={chats.who}>
          <h2 class={chats.name} dir="auto">
            {name}
          </h2>
          <div class={css.meta}>
            {message.email !== "" && <a href={`mailto:${encodeURIComponent(message.email).replace("%40", "@")}`}>{message.email}</a>}
            <span>{message.inbox_name || t("inbox.gone")}</span>
            <time dateTime={new Date(message.left_at).toISOString()}>{describeMoment(message.left_at)}</time>
          </div>
        </div>
        <div class={chats.buttons}>
          <Pill tone={message.state === "open" ? "warn" : "ok"} dot={message.state === "open" ? "ring" : "full"}>
            {t(`messages.${message.state}`)}
          </Pill>
          <Turn message={message} work={work} />
        </div>
      </header>
      <WholeConversation id={message.conversation} />
      <Answer message={message} work={work} />
    </section>
  );
}

function Turn({ message, work }: { message: LeftMessage; work: MessageWork }) {
  const id = message.conversation;
  const busy = work.doing === "turn";
  if (message.state === "done") {
    return (
      <Button icon={IconUndo} busy={busy} onClick={() => void work.run("turn", () => reopen(id))}>
        {t("messages.reopen")}
      </Button>
    );
  }
  return (
    <Button icon={IconCheck} busy={busy} onClick={() => void work.run("turn", () => finish(id))}>
      {t("messages.finish")}
    </Button>
  );
}

/** What was said, as it stands in every chat that has ended. */
function WholeConversation({ id }: { id: string }) {
  const live = useLive();
  useEffect(() => live.conversations.show(id), [live, id]);
  const conversation = live.conversations.find(id);
  if (conversation?.missing.value) return <p class={css.noLog}>{t("messages.noConversation")}</p>;
  return conversation?.stream.seen.value ? <MessageLog conversation={conversation} /> : <SkeletonRows />;
}
