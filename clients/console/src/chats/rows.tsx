/** One row of a list of chats. Two lines: who and how long, what and where. */
import { Badge, Pill, WaitTime } from "@deskbell/ui";
import { t } from "../language/language.ts";
import { useWorkplace } from "../live/context.ts";
import { ANSWER_TARGET_SECONDS, QUEUE_TARGET_SECONDS } from "../live/facts.ts";
import { findInbox, findMember, type BoardRow, type MyChat } from "../live/lists.ts";
import type { Live } from "../live/live.ts";
import css from "./list.module.css";

/** A chat of mine: the clock is how long the customer has been waiting for me. */
export function MyRow({ chat, current }: { chat: MyChat; current: boolean }) {
  const { live } = useWorkplace();
  const text = chat.textByUs ? t("list.you", { text: chat.text }) : chat.text;
  return (
    <a class={css.row} href={`/chats/${chat.id}`} aria-current={current || undefined} data-unread={chat.unread > 0 || undefined}>
      {chat.unread > 0 && <span class={css.unreadDot} />}
      <span class={css.name} dir="auto">
        {chat.name || t("visitor")}
      </span>
      <span class={css.when}>
        {chat.awaitingSince > 0 && <WaitTime since={chat.awaitingSince} targetSeconds={ANSWER_TARGET_SECONDS} />}
      </span>
      <span class={css.text} dir="auto">
        {text}
      </span>
      <span class={css.side}>
        <Badge count={chat.unread} label={t("list.unread")} />
        <span class={css.sideText}>{findInbox(live, chat.inbox)?.name}</span>
      </span>
    </a>
  );
}

/** A chat of a board: it waits, is on offer, or somebody has it. */
export function BoardRowLink({ chat, current }: { chat: BoardRow; current: boolean }) {
  const { live } = useWorkplace();
  return (
    <a class={css.row} href={`/chats/${chat.conversation}`} aria-current={current || undefined}>
      <span class={css.name} dir="auto">
        {chat.visitor_name || t("visitor")}
      </span>
      <span class={css.when}>
        <BoardState chat={chat} />
      </span>
      <span class={css.text} dir="auto">
        {chat.opening}
      </span>
      <span class={css.side}>
        <span class={css.sideText}>
          {chat.state === "offered" ? t("list.offeredTo", { name: nameOf(live, chat.agent) }) : findInbox(live, chat.inbox)?.name}
        </span>
      </span>
    </a>
  );
}

function nameOf(live: Live, member: string): string {
  return member === live.me ? t("you") : (findMember(live, member)?.name ?? "");
}

function BoardState({ chat }: { chat: BoardRow }) {
  const { live } = useWorkplace();
  if (chat.state === "active") {
    return (
      <Pill plain tone="ok" dot="full">
        {nameOf(live, chat.agent)}
      </Pill>
    );
  }
  return <WaitTime since={chat.since} targetSeconds={QUEUE_TARGET_SECONDS} />;
}
