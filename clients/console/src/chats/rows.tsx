/** One row of a list of chats. Two lines: who and how long, what and where. */
import { Badge, IconTransfer, IconWarning, Pill, VisuallyHidden, WaitTime } from "@deskbell/ui";
import { t } from "../language/language.ts";
import { useWorkplace } from "../live/context.ts";
import { ANSWER_TARGET_SECONDS, QUEUE_TARGET_SECONDS } from "../live/facts.ts";
import { findInbox, findMember, type BoardRow, type MyChat } from "../live/lists.ts";
import type { Live } from "../live/live.ts";
import { VisitorLeft } from "./VisitorLeft.tsx";
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
      <Text text={text} visitorLeft={chat.visitorLeft} />
      <span class={css.side}>
        <Badge count={chat.unread} label={t("list.unread")} />
        {chat.passingTo === "" ? <span class={css.sideText}>{findInbox(live, chat.inbox)?.name}</span> : <Passing to={chat.passingTo} />}
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
      <Text
        text={chat.opening}
        visitorLeft={chat.visitor_left}
        first={chat.state !== "active" && chat.priority > 0}
        asked={chat.state === "waiting" && chat.round > 1 && live.supervises.value}
      />
      <span class={css.side}>
        {chat.transfer_to !== "" ? (
          <Passing to={nameOf(live, chat.transfer_to)} />
        ) : (
          <span class={css.sideText}>
            {chat.state === "offered" ? t("list.offeredTo", { name: nameOf(live, chat.agent) }) : findInbox(live, chat.inbox)?.name}
          </span>
        )}
      </span>
    </a>
  );
}

/** The second line: what keeps this chat from going its way, then the latest words. */
function Text({ text, visitorLeft, first = false, asked = false }: { text: string; visitorLeft: number; first?: boolean; asked?: boolean }) {
  return (
    <span class={css.text}>
      {first && <span class={css.first}>{t("list.goesFirst")}</span>}
      {asked && (
        <span class={css.asked}>
          <IconWarning size={14} /> {t("list.everybodyAsked")}
        </span>
      )}
      {visitorLeft > 0 && (
        <span class={css.away}>
          <VisitorLeft since={visitorLeft} />
        </span>
      )}
      <span class={css.said} dir="auto">
        {text}
      </span>
    </span>
  );
}

/** Somebody is asked to take it over. */
function Passing({ to }: { to: string }) {
  return (
    <span class={css.passing} title={t("list.passingTo", { name: to })}>
      <IconTransfer size={14} />
      <VisuallyHidden>{t("transfer.do")}</VisuallyHidden>
      <bdi class={css.sideText}>{to}</bdi>
    </span>
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
