/**
 * What a list shows of a chat, read off its log.
 *
 * Holds: the clock of a chat is how long the customer has been waiting for us: it starts with his first word after ours
 * and stops with our answer, not with his next word. Notes and automatic messages are nobody's answer.
 */
import type { ConversationView, StaffEntry } from "@deskbell/protocol";

export interface ChatFacts {
  /** Since when the customer waits for an answer; 0: he does not. */
  awaitingSince: number;
  /** The latest message either side wrote; "" if there is none yet. */
  latestText: string;
  latestByUs: boolean;
}

/** After this long without an answer a customer counts as neglected: the screens say "late". */
export const ANSWER_TARGET_SECONDS = 300;
/** The same for a chat that no agent has yet. */
export const QUEUE_TARGET_SECONDS = 120;

export function readFacts(view: ConversationView): ChatFacts {
  let awaitingSince = 0;
  let answered = false;
  let latest: { text: string; byUs: boolean } | null = null;
  for (let index = view.entries.length - 1; index >= 0 && !answered; index -= 1) {
    const { at, body } = view.entries[index]!;
    if (body.type !== "message") continue;
    const { kind } = body.author;
    latest ??= { text: body.text, byUs: kind !== "visitor" };
    if (kind === "member") answered = true;
    if (kind === "visitor") awaitingSince = at;
  }
  const firstAnswerDue = !answered && view.waiting_since > 0;
  const since = firstAnswerDue && awaitingSince > 0 ? Math.min(awaitingSince, view.waiting_since) : awaitingSince;
  return {
    awaitingSince: view.state === "closed" ? 0 : since,
    latestText: latest?.text ?? "",
    latestByUs: latest?.byUs ?? false,
  };
}

/** How many messages of the visitor came after number `read` of the log. */
export function countUnread(entries: StaffEntry[], read: number): number {
  let count = 0;
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const { seq, body } = entries[index]!;
    if (seq <= read) break;
    if (body.type === "message" && body.author.kind === "visitor") count += 1;
  }
  return count;
}
