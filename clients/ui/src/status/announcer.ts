/**
 * Says something to screen readers without moving the focus.
 *
 * Holds: the same words said twice are heard twice, and two messages at once are both heard. Needs one <LiveRegion />
 * on the page.
 */
import { signal } from "@preact/signals";

/** Messages closer together than this are joined, because the later would cut the earlier off. */
const JOIN_WITHIN_MS = 150;
/** Then the words go, so that nobody finds old news while reading the page. */
const CLEAR_AFTER_MS = 7000;

export type Politeness = "polite" | "assertive";

interface Announcement {
  text: string;
  at: number;
  /** Alternates, so that a repeated text is a change. */
  turn: 0 | 1;
}

export const announcements = {
  polite: /* @__PURE__ */ signal<Announcement>({ text: "", at: 0, turn: 0 }),
  assertive: /* @__PURE__ */ signal<Announcement>({ text: "", at: 0, turn: 0 }),
};

/** "assertive" interrupts; keep it for an offer and for what stops the work. */
export function announce(text: string, politeness: Politeness = "polite"): void {
  const channel = announcements[politeness];
  const before = channel.peek();
  const now = Date.now();
  const joined = before.text !== "" && now - before.at < JOIN_WITHIN_MS;
  const next: Announcement = joined
    ? { ...before, text: `${before.text} ${text}` }
    : { text, at: now, turn: before.turn === 0 ? 1 : 0 };
  channel.value = next;
  setTimeout(() => {
    if (channel.peek() === next) channel.value = { ...next, text: "" };
  }, CLEAR_AFTER_MS);
}
