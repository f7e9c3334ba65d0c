/** What the API says about invitations and links, as these screens use it. */
import type { Licence, Role } from "@deskbell/protocol";

export const LICENCES: Licence[] = ["contact_center", "live_chat"];

/** A link that somebody hands over, or that went out by mail already. It is shown this once. */
export interface IssuedLink {
  link: string;
  expires_at: number;
  /** A mail with it is on its way. */
  sent: boolean;
}

export interface OpenInvitation {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** The permission group of an invited Admin; "" is none. */
  group: string;
  contact_center: boolean;
  live_chat: boolean;
  created_at: number;
  expires_at: number;
}

export interface NewInvitation {
  name: string;
  email: string;
  role: Exclude<Role, "owner">;
  group?: string;
  contact_center: boolean;
  live_chat: boolean;
}
