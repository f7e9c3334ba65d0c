/** How many Admins and Members there may be; deactivated ones and open invitations count (product, section 2). */
import type { Role } from "@deskbell/protocol";
import type { Member } from "../http/shapes.ts";
import type { OpenInvitation } from "./shapes.ts";

export type InvitedRole = Exclude<Role, "owner">;

export const MEMBERS_MAX: Record<InvitedRole, number> = { admin: 100, member: 10_000 };

export function countRole(role: InvitedRole, members: Member[], invitations: OpenInvitation[]): number {
  return [...members, ...invitations].filter((one) => one.role === role).length;
}
