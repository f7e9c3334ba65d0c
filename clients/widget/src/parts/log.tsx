/**
 * The conversation: what was said and what happened, oldest first.
 *
 * Holds: what is read does not move when something arrives; a message of our own stays one element from "sending" to
 * "read", so that it neither blinks nor is read out twice.
 */
import type { PendingMessage, VisitorEntry } from "@deskbell/protocol";
import type { Chat } from "../chat";
import { sayEvent } from "../events";
import { isWaiting } from "../state";
import type { State } from "../state";
import { clockTime, day, t } from "../texts";
import { Bubble } from "./bubble";
import { Icon } from "./icons";

/** This close to the end, the reader is at the end. */
const NEAR_PIXELS = 60;

export function Log({ state, chat }: { state: State; chat: Chat }) {
  const { view, typing, isAtEnd, isLoadingEarlier, later } = state;
  const entries = view?.entries ?? [];
  // What became of a message is said once: at the latest one that was read, and at the latest one of all.
  const [lastRead, lastSent] = [lastOwn(entries, view?.agent_read ?? 0), lastOwn(entries, Infinity)];
  const noticeScroll = ({ currentTarget: box }: { currentTarget: HTMLElement }): void => {
    const isNow = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PIXELS;
    if (isNow !== isAtEnd) chat.set({ isAtEnd: isNow });
  };
  return (
    <div class="log" onScroll={noticeScroll}>
      {view && view.first_seq > 1 && (
        <button
          type="button"
          class="link earlier"
          aria-disabled={isLoadingEarlier}
          onClick={() => isLoadingEarlier || void chat.loadEarlier()}
        >
          {t("earlier")}
        </button>
      )}
      {/* The text scrolls, and keyboards have to reach it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div role="log" aria-label={t("log")} tabIndex={0}>
        {entries.map((entry, index) => (
          <Entry
            key={keyOf(entry)}
            status={entry.seq === lastRead ? "read" : entry.seq === lastSent ? "sent" : ""}
            entry={entry}
            before={entries[index - 1]}
            after={entries[index + 1]}
          />
        ))}
        {allPending(state).map((message) => (
          <Pending key={message.cid} chat={chat} message={message} />
        ))}
      </div>
      {isWaiting(state) && (
        <div class="notice">
          <p role="status">{t("waiting")}</p>
          {later && <later.Waiting state={state} chat={chat} />}
        </div>
      )}
      {typing && (
        <p class="typing">
          <i aria-hidden="true" />
          {t("typing", { name: typing })}
        </p>
      )}
      {!isAtEnd && (
        <button type="button" class="to-end" onClick={() => chat.set({ isAtEnd: true })}>
          <Icon of="down" />
          {t("new_below")}
        </button>
      )}
    </div>
  );
}

/** The message a chat is being begun with, and those under way. */
function allPending({ beginning, pending }: State): PendingMessage[] {
  return beginning ? [{ ...beginning, conversation: "", state: "sending", refusal: null }, ...pending] : pending;
}

function keyOf({ seq, body }: VisitorEntry): string | number {
  return body.type === "message" && body.mine ? body.cid : seq;
}

interface EntryProps {
  entry: VisitorEntry;
  before: VisitorEntry | undefined;
  after: VisitorEntry | undefined;
  status: "sent" | "read" | "";
}

function Entry({ entry, before, after, status }: EntryProps) {
  const { at, body } = entry;
  const today = day(at);
  const happened = sayEvent(body);
  return (
    <>
      {(!before || day(before.at) !== today) && <p class="day">{today}</p>}
      {body.type === "message" && (
        <Bubble
          mine={body.mine}
          name={body.mine || isSameWriter(before, entry) ? "" : body.name || t("team")}
          text={body.text}
          note={noteOf(entry, after, status)}
        />
      )}
      {happened && <p class="event">{happened}</p>}
    </>
  );
}

function isSameWriter(one: VisitorEntry | undefined, other: VisitorEntry): boolean {
  const [a, b] = [one?.body, other.body];
  return a?.type === "message" && b.type === "message" && a.mine === b.mine && a.name === b.name;
}

/** The number of the visitor's latest message up to there. */
function lastOwn(entries: VisitorEntry[], until: number): number {
  const own = entries.filter(({ seq, body }) => seq <= until && body.type === "message" && body.mine);
  return own.at(-1)?.seq ?? 0;
}

/** Under a message: what became of it; at the last one of a writer also when it was written. */
function noteOf(entry: VisitorEntry, after: VisitorEntry | undefined, status: EntryProps["status"]): string {
  if (status) return `${clockTime(entry.at)} · ${t(status)}`;
  return after && isSameWriter(entry, after) ? "" : clockTime(entry.at);
}

function Pending({ chat, message: { cid, text, state, refusal } }: { chat: Chat; message: PendingMessage }) {
  if (state !== "failed") return <Bubble mine text={text} note={t(state)} />;
  return (
    <Bubble mine text={text} isFailed note={t("not_sent")}>
      {refusal?.code !== "chat_closed" && (
        <button type="button" class="link" onClick={() => chat.retry(cid)}>
          {t("retry")}
        </button>
      )}
      <button type="button" class="link" onClick={() => chat.discard(cid)}>
        {t("discard")}
      </button>
    </Bubble>
  );
}
