/** Members and invitations over HTTP. */
import { get, patch, post, remove } from "../http/client.ts";
import { createResource } from "../http/resource.ts";
import type { Member } from "../http/shapes.ts";
import { memberList } from "../inboxes/data.ts";
import { licenceList } from "../licences/data.ts";
import type { IssuedLink, NewInvitation, OpenInvitation } from "./shapes.ts";

export const invitationList = createResource(async () => (await get<{ invitations: OpenInvitation[] }>("/invitations")).invitations);

export const invite = (body: NewInvitation): Promise<IssuedLink> => post("/invitations", body);
export const renewInvitation = (id: string): Promise<IssuedLink> => post(`/invitations/${id}/renew`);
export const revokeInvitation = (id: string): Promise<void> => remove(`/invitations/${id}`);

export type MemberChange = Partial<Pick<Member, "name" | "role" | "active" | "group" | "contact_center" | "live_chat" | "capacity">>;

/** Changes a member; lists and seats on the screen follow. */
export async function changeMember(id: string, change: MemberChange): Promise<void> {
  await patch(`/members/${id}`, change);
  await Promise.all([memberList.refresh(), licenceList.refresh()]);
}

export const resetPassword = (id: string): Promise<IssuedLink> => post(`/members/${id}/password-reset`);
export const endSecondFactor = (id: string): Promise<void> => remove(`/members/${id}/second-factor`);
