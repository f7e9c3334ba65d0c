/**
 * What was said, and what happened, in order.
 *
 * Owns: the log's scroll: it stays at the end while one is there, and stands still while one reads further up; earlier
 * entries are fetched page by page on the way up.
 * Holds: `role="log"`: what arrives is announced politely; entries out of sight cost no layout, and can still be found by
 * the browser's search.
 */
import { ENTRIES_PER_PAGE, type StaffEntry } from "@deskbell/protocol";
import { Button, IconChevronDown } from "@deskbell/ui";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { get, query } from "../http/client.ts";
import { t } from "../language/language.ts";
import { useWorkplace } from "../live/context.ts";
import type { LiveConversation } from "../live/conversations.ts";
import { Entry } from "./Entry.tsx";
import { groupEntries } from "./grouping.ts";
import { PendingEntries } from "./PendingEntries.tsx";
import { isLine } from "./systemWords.ts";
import css from "./log.module.css";

/** This near to the end counts as being there. */
const END_PIXELS = 60;
/** This near to the top the earlier entries are fetched. */
const TOP_PIXELS = 240;

export function MessageLog({ conversation }: { conversation: LiveConversation }) {
  const { live } = useWorkplace();
  const seen = conversation.stream.seen.value!;
  const { view } = seen;
  const earlier = useEarlier(conversation);
  const lines = view.entries.filter(isLine);
  const { box, inside, atEnd, unseen, goToEnd, onScroll } = useLogScroll(lines, earlier.load);
  const groups = groupEntries(lines);
  const name = view.visitor_name || t("visitor");
  const lastMine = findLastMine(lines, live.me);
  return (
    <div class={css.frame}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable */}
      <div ref={box} class={css.log} role="log" aria-label={t("chat.log")} tabIndex={0} onScroll={onScroll}>
        <div ref={inside} class={css.inside}>
          <Earlier first={view.first_seq} {...earlier} />
          {groups.map((group) => (
            <Entry
              key={group.entry.seq}
              entry={group.entry}
              startsDay={group.startsDay}
              startsGroup={group.startsGroup}
              visitorName={name}
              inbox={view.inbox}
              read={group.entry.seq === lastMine ? conversation.readByVisitor >= lastMine : undefined}
            />
          ))}
          <PendingEntries conversation={conversation.id} />
          <Typing conversation={conversation} name={name} />
        </div>
      </div>
      {!atEnd && (
        <div class={css.toEnd}>
          <Button size={24} icon={IconChevronDown} onClick={goToEnd}>
            {unseen > 0 ? t("chat.newBelow", { count: unseen }) : t("chat.toEnd")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** The latest message of ours: the one that says whether it was read. */
function findLastMine(entries: StaffEntry[], me: string): number {
  return entries.findLast(({ body }) => body.type === "message" && body.author.id === me)?.seq ?? 0;
}

function Typing({ conversation, name }: { conversation: LiveConversation; name: string }) {
  if (conversation.visitorTyping.value === "") return null;
  return (
    <p class={css.typing}>
      <span class={css.dots} aria-hidden="true" />
      {t("chat.typing", { name })}
    </p>
  );
}

interface EarlierState {
  load: () => void;
  loading: boolean;
  failed: boolean;
}

function Earlier({ first, load, loading, failed }: EarlierState & { first: number }) {
  if (first <= 1) return null;
  return (
    <div class={css.earlier}>
      {failed && <span>{t("chat.earlierFailed")}</span>}
      <Button size={24} variant="quiet" busy={loading} busyLabel={t("chat.earlierLoading")} onClick={load}>
        {t("chat.earlier")}
      </Button>
    </div>
  );
}

function useEarlier(conversation: LiveConversation): EarlierState {
  const [state, setState] = useState({ loading: false, failed: false });
  const running = useRef(false);
  const load = (): void => {
    const first = conversation.stream.seen.peek()?.view.first_seq ?? 1;
    if (running.current || first <= 1) return;
    running.current = true;
    setState({ loading: true, failed: false });
    const page = `/conversations/${conversation.id}/entries${query({ before: first, limit: ENTRIES_PER_PAGE })}`;
    get<{ entries: StaffEntry[]; first_seq: number }>(page)
      .then(({ entries }) => {
        conversation.stream.change((view) => {
          const known = view.first_seq;
          const fresh = entries.filter(({ seq }) => seq < known);
          view.entries.unshift(...fresh);
          view.first_seq = fresh[0]?.seq ?? 1;
        });
        setState({ loading: false, failed: false });
      })
      .catch(() => setState({ loading: false, failed: true }))
      .finally(() => {
        running.current = false;
      });
  };
  return { ...state, load };
}

function useLogScroll(lines: StaffEntry[], loadEarlier: () => void) {
  const lastSeq = lines.at(-1)?.seq ?? 0;
  const box = useRef<HTMLDivElement>(null);
  const inside = useRef<HTMLDivElement>(null);
  const pinned = useRef(true);
  const [atEnd, setAtEnd] = useState(true);
  const seenSeq = useRef(lastSeq);
  const goToEnd = (): void => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  };
  // Whatever changes the height (a message, a typing line, a row that gets its true size): who is at the end stays there.
  useEffect(() => {
    const observer = new ResizeObserver(() => pinned.current && goToEnd());
    if (inside.current) observer.observe(inside.current);
    if (box.current) observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (!pinned.current) return;
    seenSeq.current = lastSeq;
    goToEnd();
  }, [lastSeq]);
  const onScroll = (): void => {
    const element = box.current;
    if (!element) return;
    pinned.current = element.scrollHeight - element.scrollTop - element.clientHeight <= END_PIXELS;
    if (pinned.current) seenSeq.current = lastSeq;
    setAtEnd(pinned.current);
    if (element.scrollTop > TOP_PIXELS || pinned.current) return;
    // At the very top browsers do not hold what is read in place while something is put above it.
    if (element.scrollTop === 0) element.scrollTop = 1;
    loadEarlier();
  };
  const unseen = atEnd ? 0 : lines.filter(({ seq }) => seq > seenSeq.current).length;
  return { box, inside, atEnd, unseen, goToEnd, onScroll };
}
