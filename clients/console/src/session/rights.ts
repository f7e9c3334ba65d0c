/**
 * What the signed-in member may do, so that the screens show no door that does not open.
 *
 * Never: the decision itself: the server makes it, each time. This only mirrors it (product, section 2).
 */
import type { Member } from "../http/shapes.ts";

type Rights = Pick<Member, "role" | "manages_inboxes">;

/** Assign a waiting chat, see every inbox, change another's status. */
export function supervises({ role }: Pick<Member, "role">): boolean {
  return role !== "member";
}

export function managesInboxes({ role, manages_inboxes }: Rights): boolean {
  return role === "owner" || (role === "admin" && manages_inboxes);
}

/** Sees the list of people and may invite. */
export function managesPeople({ role }: Pick<Member, "role">): boolean {
  return role !== "member";
}

/** Name, capacity and activity: the Owner of everybody, an Admin of Members. */
export function mayChangeProfile(me: Pick<Member, "role">, target: Pick<Member, "role">): boolean {
  return me.role === "owner" || (me.role === "admin" && target.role === "member");
}

/** Role, licences and permissions are the Owner's. */
export function mayChangeAccess(me: Pick<Member, "role">): boolean {
  return me.role === "owner";
}
