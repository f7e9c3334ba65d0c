/**
 * The three lists of chats, as ids in their order and as facts of one chat.
 *
 * Owns: who belongs in Mine, Queue and All, and in which order.
 * Holds: a row reads its own chat only, so that an event draws one row anew and not the list.
 */
import type { BoardChat, TeamInboxState, TeamMemberState } from "@deskbell/protocol";
import { computed, type ReadonlySignal } from "@preact/signals";
import { countUnread, readFacts } from "./facts.ts";
import type { Live } from "./live.ts";

export interface BoardRow extends BoardChat {
  inbox: string;
}

export interface MyChat {
  id: string;
  inbox: string;
  name: string;
  text: string;
  textByUs: boolean;
  awaitingSince: number;
  unread: number;
  startedAt: number;
  /** Who is asked to take it over; "" for nobody. */
  passingTo: string;
  /** Since when the visitor has been away; 0: he is here. */
  visitorLeft: number;
}

export interface Lists {
  mine: ReadonlySignal<MyChat[]>;
  queue: ReadonlySignal<BoardRow[]>;
  all: ReadonlySignal<BoardRow[]>;
  /** All chats of all boards by id. */
  byId: ReadonlySignal<ReadonlyMap<string, BoardRow>>;
  unread: ReadonlySignal<number>;
}

export function createLists(live: Live): Lists {
  const all = computed(() => {
    const rows: BoardRow[] = [];
    for (const [inbox, board] of live.boards.value) {
      for (const chat of Object.values(board.seen.value?.view.chats ?? {})) rows.push(asRow(chat, inbox));
    }
    return rows.toSorted(byTurn);
  });
  const mine = computed(() => {
    const chats = Object.values(live.plate.seen.value?.view.chats ?? {});
    return chats.map((chat) => readMine(live, chat)).toSorted(byNeed);
  });
  return {
    all,
    mine,
    queue: computed(() => all.value.filter(({ state }) => state === "waiting" || state === "offered")),
    byId: computed(() => new Map(all.value.map((row) => [row.conversation, row]))),
    unread: computed(() => mine.value.reduce((sum, { unread }) => sum + unread, 0)),
  };
}

/** A board replaces the chats that change and keeps the others: so are their rows kept. */
const rowOf = new WeakMap<BoardChat, BoardRow>();

function asRow(chat: BoardChat, inbox: string): BoardRow {
  const known = rowOf.get(chat);
  if (known) return known;
  const row = { ...chat, inbox };
  rowOf.set(chat, row);
  return row;
}

interface PlateChat {
  conversation: string;
  inbox: string;
  waiting_since: number;
  visitor_name: string;
  opening: string;
}

function readMine(live: Live, chat: PlateChat): MyChat {
  const conversation = live.conversations.find(chat.conversation);
  const view = conversation?.view;
  const facts = view ? readFacts(view) : { awaitingSince: chat.waiting_since, latestText: "", latestByUs: false };
  return {
    id: chat.conversation,
    inbox: chat.inbox,
    name: chat.visitor_name,
    text: facts.latestText || chat.opening,
    textByUs: facts.latestByUs,
    awaitingSince: facts.awaitingSince,
    unread: conversation && view ? countUnread(view.entries, conversation.readByUs) : 0,
    startedAt: chat.waiting_since,
    passingTo: live.plate.seen.value?.view.passing[chat.conversation]?.agent_name ?? "",
    visitorLeft: view?.visitor_left ?? 0,
  };
}

/** Whose turn it is in the queue: by priority, then by the time the wait began. */
function byTurn(one: BoardRow, other: BoardRow): number {
  return other.priority - one.priority || one.since - other.since || one.number - other.number;
}

/** Who has waited longest for our answer comes first; then those who wait for nothing, oldest chat first. */
function byNeed(one: MyChat, other: MyChat): number {
  if (one.awaitingSince > 0 !== other.awaitingSince > 0) return one.awaitingSince > 0 ? -1 : 1;
  return one.awaitingSince - other.awaitingSince || one.startedAt - other.startedAt || one.id.localeCompare(other.id);
}

// ── who and where, by id ──────────────────────────────────────────────────────────────────────────

export function findInbox(live: Live, id: string): TeamInboxState | undefined {
  return live.team.seen.value?.view.inboxes[id];
}

export function findMember(live: Live, id: string): TeamMemberState | undefined {
  return live.team.seen.value?.view.members[id];
}

/** Somebody whom the queue can count on: he is offered chats, now or as soon as he has room. */
export function isAvailable(agent: TeamMemberState | undefined): boolean {
  if (!agent?.active || !agent.contact_center || !agent.live_chat) return false;
  return agent.status === "available" && agent.connection !== "gone" && !agent.on_hold;
}

/** How many places of each member are taken: chats he has, chats on offer to him, and transfers coming to him. */
export function createLoads(lists: Lists): ReadonlySignal<ReadonlyMap<string, number>> {
  return computed(() => countHeld(lists.all.value));
}

export function countHeld(chats: BoardRow[]): Map<string, number> {
  const held = new Map<string, number>();
  for (const { agent, transfer_to } of chats) {
    for (const member of [agent, transfer_to]) if (member !== "") held.set(member, (held.get(member) ?? 0) + 1);
  }
  return held;
}

/** How many places of this member are taken, from his own plate, which is complete. */
export function myLoad(live: Live): number {
  const plate = live.plate.seen.value?.view;
  return plate ? [plate.chats, plate.offers, plate.transfers].reduce((sum, kind) => sum + Object.keys(kind).length, 0) : 0;
}
