/**
 * The page around the frame: the loader's window, and nobody else.
 *
 * Owns: which window is listened to, which origin it has, what is sent there.
 * Never: a message to an origin that was not checked before; a message from a child, an opener or a stranger.
 * Holds: the first `init` of the parent's own window fixes its origin for the life of this frame. Which sites may embed
 * the frame at all is enforced by the server with `frame-ancestors`.
 */
import type { ToFrame, ToLoader } from "./messages";

export interface Parent {
  tell(message: ToLoader): void;
}

/** Calls back for each message of the loader, `init` always first. */
export function listenToParent(hear: (message: ToFrame, parent: Parent) => void): void {
  let origin = "";
  const parent: Parent = { tell: (message) => window.parent.postMessage(message, origin) };
  addEventListener("message", (event: MessageEvent<ToFrame | null>) => {
    if (event.source !== window.parent || window.parent === window) return;
    const { data } = event;
    if (!data?.deskbell) return;
    if (!origin && data.deskbell === "init" && isEmbedder(event.origin)) origin = event.origin;
    if (origin && event.origin === origin) hear(data, parent);
  });
}

function isEmbedder(origin: string): boolean {
  // Not every browser says who embeds us; where one does, it has to be the same.
  const known = (location as { ancestorOrigins?: DOMStringList }).ancestorOrigins?.[0] ?? origin;
  return origin.startsWith("http") && origin === known;
}
