/**
 * What the API says about an inbox beyond the list that other screens share: inactivity, and what deleting it would hit.
 *
 * Holds: names and types follow the server's OpenAPI document (product, sections 3 and 8).
 */
import type { Inactivity, InactivityAction } from "@deskbell/protocol";
import type { ChannelState, Inbox } from "../http/shapes.ts";

export const INACTIVITY_ACTIONS: InactivityAction[] = ["close", "message", "message_and_close"];

/** An inbox as Inbox Management has it. */
export interface ManagedInbox extends Inbox {
  /** Null: nothing happens when a customer goes silent. */
  inactivity: Inactivity | null;
  /** Null: an accepted chat stays with an agent who cannot be reached, however long. */
  grace_seconds: number | null;
  prefers_last_agent: boolean;
  /** Null: a chat waits on without its visitor, however long. */
  abandon_minutes: number | null;
}

/** What would end if the inbox were deleted now, and what would stay. */
export interface InboxDeletion {
  name: string;
  waiting: number;
  open: number;
  past: number;
  widgets: { id: string; state: ChannelState; last_seen_on: string }[];
}
