/**
 * What nobody needs before a chat has begun, in a file of its own.
 *
 * Owns: fetching it.
 * Holds: it is fetched as soon as there is a chat, not when it is needed first: by then the network may be gone, or the
 * server may have a newer one. Until it is there the chat works without it.
 */
import type { OpenLink } from "@deskbell/protocol";
import type { Chat } from "./chat";
import type * as parts from "./later/parts";

export type Later = typeof parts;

/** Hands the visitor his chat as a file. */
export async function saveTranscript(chat: Chat, title: string): Promise<void> {
  await (await fetchLater())?.saveTranscript(chat, title);
}

/** For networks that let no socket through. */
export async function fetchPolling(url: string): Promise<OpenLink> {
  const later = await fetchLater();
  if (!later) throw new Error();
  return later.openPolling(url);
}

let fetching: Promise<Later | null> | null = null;

export function fetchLater(): Promise<Later | null> {
  fetching ??= import("./later/parts").catch(() => (fetching = null));
  return fetching;
}
