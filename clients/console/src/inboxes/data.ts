/** Inboxes and their channels over HTTP. */
import { get, patch, post, remove } from "../http/client.ts";
import { createResource } from "../http/resource.ts";
import type { ChannelDetail, ChannelState, Inbox, Member } from "../http/shapes.ts";

export const inboxList = createResource(async () => (await get<{ inboxes: Inbox[] }>("/inboxes")).inboxes);

export const memberList = createResource(async () => (await get<{ members: Member[] }>("/members")).members);

export type InboxChange = Partial<Pick<Inbox, "name" | "mode" | "offer_seconds" | "claiming" | "capacity" | "agents">>;

export const loadInbox = (id: string): Promise<Inbox> => get(`/inboxes/${id}`);
export const createInbox = (name: string): Promise<Inbox> => post("/inboxes", { name, type: "live_chat" });
export const changeInbox = (id: string, change: InboxChange): Promise<Inbox> => patch(`/inboxes/${id}`, change);
export const deleteInbox = (id: string, name: string): Promise<void> => remove(`/inboxes/${id}`, { name });

export const loadChannel = (id: string): Promise<ChannelDetail> => get(`/channels/${id}`);

export interface ChannelChange {
  allowed_domains?: string[];
  state?: Exclude<ChannelState, "deactivated">;
}

export const changeChannel = (id: string, change: ChannelChange): Promise<ChannelDetail> => patch(`/channels/${id}`, change);
