/**
 * What the signed-in member may do, so that the screens show no door that does not open.
 *
 * Never: the decision itself: the server makes it, each time. This only mirrors it (product, section 2).
 */
import type { Permission } from "@deskbell/protocol";
import type { Member } from "../http/shapes.ts";

/** The part of the session that rights follow from. */
export interface Rights {
  member: Pick<Member, "role">;
  permissions: Permission[];
}

export function isOwner({ member }: Pick<Rights, "member">): boolean {
  return member.role === "owner";
}

export function may(me: Rights, permission: Permission): boolean {
  return isOwner(me) || me.permissions.includes(permission);
}

/** Assign a waiting chat, see every inbox, change another's status. */
export function supervises(me: Rights): boolean {
  return may(me, "conversations");
}

export function managesInboxes(me: Rights): boolean {
  return may(me, "phone_system");
}

/** Sees the list of people and may invite. */
export function managesPeople(me: Rights): boolean {
  return may(me, "members");
}

/** Name, activity and password reset: the Owner of everybody, an Admin of Members. */
export function mayChangeProfile(me: Rights, target: Pick<Member, "role">): boolean {
  return isOwner(me) || (managesPeople(me) && target.role === "member");
}

/** Who manages inboxes may set how many chats anybody holds at once. */
export function mayChangeCapacity(me: Rights, target: Pick<Member, "role">): boolean {
  return mayChangeProfile(me, target) || managesInboxes(me);
}
