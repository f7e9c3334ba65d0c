/** Inboxes and their channels over HTTP. */
import { get, patch, post, remove } from "../http/client.ts";
import { createResource } from "../http/resource.ts";
import type { ChannelDetail, ChannelState, Inbox, InboxType, Member } from "../http/shapes.ts";
import type { InboxChange } from "./form.ts";
import type { InboxDeletion, ManagedInbox } from "./shapes.ts";

export const inboxList = createResource(async () => (await get<{ inboxes: Inbox[] }>("/inboxes")).inboxes);

export const memberList = createResource(async () => (await get<{ members: Member[] }>("/members")).members);

export const loadInbox = (id: string): Promise<ManagedInbox> => get(`/inboxes/${id}`);
export const createInbox = (name: string, type: InboxType): Promise<ManagedInbox> => post("/inboxes", { name, type });
export const changeInbox = (id: string, change: InboxChange): Promise<ManagedInbox> => patch(`/inboxes/${id}`, change);
export const loadDeletion = (id: string): Promise<InboxDeletion> => get(`/inboxes/${id}/deletion`);
export const deleteInbox = (id: string, name: string): Promise<void> => remove(`/inboxes/${id}`, { name });

export const loadChannel = (id: string): Promise<ChannelDetail> => get(`/channels/${id}`);

export interface ChannelChange {
  allowed_domains?: string[];
  state?: Exclude<ChannelState, "deactivated">;
}

export const changeChannel = (id: string, change: ChannelChange): Promise<ChannelDetail> => patch(`/channels/${id}`, change);
