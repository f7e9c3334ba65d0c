/**
 * What the HTTP API says, as the screens use it.
 *
 * Holds: names and types follow the server's OpenAPI document; unknown fields are ignored.
 */
import type { AssignmentMode, Permission, Role } from "@deskbell/protocol";

export interface Member {
  id: string;
  name: string;
  /** Empty where the reader may not see it. */
  email: string;
  role: Role;
  active: boolean;
  /** The permission group of an Admin; "" is none. */
  group: string;
  contact_center: boolean;
  live_chat: boolean;
  capacity: number;
}

export interface Organisation {
  id: string;
  name: string;
  time_zone: string;
}

export interface SignedIn {
  member: Member;
  /** All that this member may; the Owner has every one. */
  permissions: Permission[];
  /** A code is asked for when this member signs in. */
  second_factor: boolean;
  organisation: Organisation;
  language: string;
  csrf: string;
}

export interface Invitation {
  id: string;
  name: string;
  email: string;
  role: Role;
  contact_center: boolean;
  live_chat: boolean;
  created_at: number;
  expires_at: number;
}

export interface InvitationLook {
  organisation: string;
  name: string;
  email: string;
}

export type ChannelState = "active" | "disabled" | "deactivated";

export interface Channel {
  id: string;
  state: ChannelState;
  allowed_domains: string[];
  /** Milliseconds since the epoch, or null: never. */
  last_seen_at: number | null;
  last_seen_on: string;
}

export type InboxType = "live_chat";

export interface Inbox {
  id: string;
  type: InboxType;
  name: string;
  mode: AssignmentMode;
  offer_seconds: number;
  claiming: boolean;
  priority: number;
  capacity: number | null;
  agents: string[];
  waiting: number;
  active: number;
  created_at: number;
  channel: Channel | null;
}

/** A channel by itself, with the line to paste into a site and the page to try it on. */
export interface ChannelDetail extends Channel {
  inbox: string;
  snippet: string;
  try_url: string;
}

export interface ConversationRow {
  id: string;
  inbox: string;
  accepted_at: number | null;
}

export interface ContactChat {
  conversation: string;
  inbox: string;
  opened_at: number;
  closed_at: number | null;
  /** Empty while it is open. */
  close_reason: string;
  page_url: string;
  page_title: string;
  /** How it began. */
  opening: string;
}

export interface Contact {
  id: string;
  name: string;
  email: string;
  verified: boolean;
  conversations: ContactChat[];
}
