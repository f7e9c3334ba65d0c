/**
 * The messages that visitors left: how many wait to be dealt with, and when there is news of them.
 *
 * Owns: the count on the rail.
 * Holds: the boards say that somebody left a message; what colleagues do with it is not on the wire, so it is asked for
 * anew whenever somebody comes back to this window.
 */
import { effect, signal } from "@preact/signals";
import { get } from "../http/client.ts";
import { createResource } from "../http/resource.ts";
import type { Live } from "./live.ts";

export interface OpenMessages {
  open: number;
  /** Mail is configured: they can be answered from here. */
  can_reply: boolean;
}

export const openMessages = createResource(() => get<OpenMessages>("/offline-messages/count"));

/** Counts up when something may have happened to a message. */
export const messageNews = signal(0);

export function tellMessageNews(): void {
  messageNews.value = messageNews.peek() + 1;
  void openMessages.refresh();
}

/** Keeps the count fresh until the returned function is called. */
export function watchMessages(live: Live): () => void {
  const onFocus = (): void => tellMessageNews();
  addEventListener("focus", onFocus);
  const stops = [
    () => removeEventListener("focus", onFocus),
    live.onBoard((body) => {
      if (body.type === "chat_closed" && body.reason === "message_left") tellMessageNews();
    }),
    // What happened while the connection was gone is in no frame.
    effect(() => {
      if (live.isLive.value) tellMessageNews();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
