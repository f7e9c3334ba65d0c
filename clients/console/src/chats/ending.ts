/**
 * Ending a chat, with five seconds to think again.
 *
 * Owns: the chats that are about to end. The request goes out when the five seconds are over; it goes out at once when the
 * page is left, so that a closed tab leaves nothing open.
 * Holds: if the customer writes in those seconds, the chat does not end: nobody is shut out in the middle of a word.
 */
import { endToast, showToast } from "@deskbell/ui";
import { signal } from "@preact/signals";
import { t } from "../language/language.ts";
import { close } from "../live/actions.ts";
import type { Workplace } from "../live/context.ts";

const UNDO_SECONDS = 5;

/** Chats about to end, and the toast of each. */
export const ending = signal<ReadonlyMap<string, number>>(new Map());

export function endChat({ live }: Workplace, conversation: string, name: string, onUndo: () => void): void {
  if (ending.peek().has(conversation)) return;
  const toast = showToast({
    message: t("end.ending", { name }),
    seconds: UNDO_SECONDS,
    onUndo,
    onEnd: (how) => {
      forget(conversation);
      if (how !== "undone") void close(live, conversation);
    },
  });
  ending.value = new Map([...ending.peek(), [conversation, toast]]);
}

export function undoEnding(conversation: string): void {
  const toast = ending.peek().get(conversation);
  if (toast !== undefined) endToast(toast, "undone");
}

/** Watches for what changes an ending under way. Returns how to stop. */
export function watchEndings({ live }: Workplace): () => void {
  const sendNow = (): void => {
    for (const toast of ending.peek().values()) endToast(toast, "expired");
  };
  const unlisten = live.conversations.onEntry((conversation, { body }) => {
    if (!ending.peek().has(conversation)) return;
    if (body.type === "closed") return forgetQuietly(conversation);
    if (body.type !== "message" || body.author.kind !== "visitor") return;
    undoEnding(conversation);
    showToast({ message: t("end.wroteAgain"), seconds: 8 });
  });
  addEventListener("pagehide", sendNow);
  return () => {
    sendNow();
    unlisten();
    removeEventListener("pagehide", sendNow);
  };
}

function forget(conversation: string): void {
  ending.value = new Map([...ending.peek()].filter(([id]) => id !== conversation));
}

/** It has ended by other hands: nothing is left to ask or to undo. */
function forgetQuietly(conversation: string): void {
  const toast = ending.peek().get(conversation);
  forget(conversation);
  if (toast !== undefined) endToast(toast, "undone");
}
