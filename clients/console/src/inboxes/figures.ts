/** What an inbox has to do at this moment, by the live data where they are there. */
import type { Inbox } from "../http/shapes.ts";
import type { Live } from "../live/live.ts";

export interface ChatCounts {
  waiting: number;
  open: number;
}

/** Chats that nobody has accepted yet, and chats that somebody has. */
export function countChats(inbox: Pick<Inbox, "id" | "waiting" | "active">, live: Live): ChatCounts {
  const board = live.boards.value.get(inbox.id)?.seen.value?.view;
  if (!board) return { waiting: inbox.waiting, open: inbox.active };
  const chats = Object.values(board.chats);
  const open = chats.filter(({ state }) => state === "active").length;
  return { waiting: chats.length - open, open };
}

/** Whether the chats of every inbox are heard here: only then is it known how many somebody holds. */
export function hearsAll(live: Live): boolean {
  const inboxes = Object.keys(live.team.seen.value?.view.inboxes ?? {});
  return inboxes.every((id) => live.boards.value.get(id)?.seen.value);
}

/** How many of the agents could take a chat now. */
export function countOn(inbox: Pick<Inbox, "agents">, live: Live): number {
  const members = live.team.seen.value?.view.members ?? {};
  return inbox.agents.filter((id) => {
    const member = members[id];
    if (!member || member.on_hold) return false;
    return member.contact_center && member.live_chat && member.status === "available" && member.connection !== "gone";
  }).length;
}
