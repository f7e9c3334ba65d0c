/**
 * Which inboxes the list shows, and in which order.
 *
 * Holds: the address says it all, so that a filtered list can be sent to somebody or come back to. The set of types is open:
 * one that this console does not know yet is listed under its own name.
 */
import type { TableSort } from "@deskbell/ui";
import type { Inbox, InboxType } from "../http/shapes.ts";
import { t, type Word } from "../language/language.ts";
import type { Live } from "../live/live.ts";
import { replaceSearch, searchParams } from "../routing/router.ts";
import { countChats } from "./figures.ts";

/** The types that can be created. */
export const INBOX_TYPES: InboxType[] = ["live_chat"];

const TYPE_WORDS: Record<string, Word> = { live_chat: "inboxType.live_chat" };

export const SORT_KEYS = ["name", "type", "mode", "agents", "waiting", "open", "created"] as const;
export type SortKey = (typeof SORT_KEYS)[number];

/** What of these columns is asked for first: names from the start of the alphabet, figures and days from the top. */
const FIRST_UP = new Set<SortKey>(["name", "type", "mode"]);

export interface Wanted {
  type: string;
  search: string;
  sort: TableSort;
}

export function typeName(type: string): string {
  const word = TYPE_WORDS[type];
  return word ? t(word) : type;
}

/** All types that can be filtered by: those that can be created, and those that are there. */
export function listTypes(inboxes: Inbox[]): string[] {
  return [...new Set([...INBOX_TYPES, ...inboxes.map(({ type }) => type)])];
}

export function readWanted(): Wanted {
  const asked = searchParams.value.get("sort") ?? "name";
  const key = SORT_KEYS.find((one) => one === asked.replace(/^-/, "")) ?? "name";
  return {
    type: searchParams.value.get("type") ?? "",
    search: searchParams.value.get("search") ?? "",
    sort: { key, direction: asked.startsWith("-") ? "down" : "up" },
  };
}

export function sortBy({ key, direction }: TableSort): void {
  const asked = direction === "down" ? `-${key}` : key;
  replaceSearch({ sort: asked === "name" ? undefined : asked });
}

/** By another column, in the direction that is asked for first. */
export function sortByColumn(key: SortKey): void {
  sortBy({ key, direction: FIRST_UP.has(key) ? "up" : "down" });
}

export function showAll(): void {
  replaceSearch({ type: undefined, search: undefined });
}

export function selectRows(inboxes: Inbox[], { type, search, sort }: Wanted, live: Live): Inbox[] {
  const sought = search.trim().toLocaleLowerCase();
  const fitting = inboxes.filter((inbox) => (type === "" || inbox.type === type) && inbox.name.toLocaleLowerCase().includes(sought));
  const sign = sort.direction === "up" ? 1 : -1;
  const compare = COMPARE[sort.key as SortKey];
  return fitting.toSorted((one, other) => sign * compare(one, other, live) || one.name.localeCompare(other.name));
}

type Compare = (one: Inbox, other: Inbox, live: Live) => number;

const COMPARE: Record<SortKey, Compare> = {
  name: (one, other) => one.name.localeCompare(other.name),
  type: (one, other) => typeName(one.type).localeCompare(typeName(other.type)),
  mode: (one, other) => one.mode.localeCompare(other.mode),
  agents: (one, other) => one.agents.length - other.agents.length,
  waiting: (one, other, live) => countChats(one, live).waiting - countChats(other, live).waiting,
  open: (one, other, live) => countChats(one, live).open - countChats(other, live).open,
  created: (one, other) => one.created_at - other.created_at,
};

/** Why nothing is listed: the filter by name, for example "No Live chat inbox is called “bill”." */
export function describeNone({ type, search }: Wanted): string {
  if (type !== "" && search !== "") return t("inboxes.noneOfTypeFits", { type: typeName(type), text: search });
  if (search !== "") return t("inboxes.noneFits", { text: search });
  return t("inboxes.noneOfType", { type: typeName(type) });
}
