/** Permission groups over HTTP. */
import type { Permission } from "@deskbell/protocol";
import { get, patch, post, remove } from "../http/client.ts";
import { createResource } from "../http/resource.ts";

export interface Group {
  id: string;
  name: string;
  permissions: Permission[];
  /** The Admins in it, by id. */
  members: string[];
}

export type GroupChange = Pick<Group, "name" | "permissions">;

/** In the order of the screen. */
export const PERMISSIONS: Permission[] = ["phone_system", "conversations", "reports", "canned_responses", "members"];

export const groupList = createResource(async () => (await get<{ groups: Group[] }>("/permission-groups")).groups);

export const createGroup = (group: GroupChange): Promise<Group> => post("/permission-groups", group);
export const changeGroup = (id: string, change: GroupChange): Promise<Group> => patch(`/permission-groups/${id}`, change);
export const deleteGroup = (id: string): Promise<void> => remove(`/permission-groups/${id}`);
