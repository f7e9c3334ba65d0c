/**
 * A link: what carries frames to the server and back, by socket or by polling.
 *
 * Owns: the shape both kinds share.
 * Never: a decision about when to open or what to send.
 * Holds: `closed` is heard at most once. A link that was closed from here may still speak: the session does not listen.
 */
import type { ClientFrame, ServerFrame } from "./wire";

export interface Link {
  send(frame: ClientFrame): void;
  close(): void;
}

/** What a link reports. */
export interface Ear {
  opened(): void;
  frame(frame: ServerFrame): void;
  /** A sign of life without a frame. */
  heard(): void;
  /** `code` as in the wire's close codes; 0 or a code of the browser's own where the server named none. */
  closed(code: number): void;
}

export type OpenLink = (ear: Ear) => Link;
