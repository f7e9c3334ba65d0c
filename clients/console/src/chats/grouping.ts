/** How entries stand together: by day, and messages of one author in close succession. */
import type { StaffEntry } from "@deskbell/protocol";

/** A pause longer than this begins a new group, with its own name and time. */
const PAUSE_MS = 5 * 60_000;

export interface GroupedEntry {
  entry: StaffEntry;
  startsDay: boolean;
  startsGroup: boolean;
}

export function groupEntries(entries: StaffEntry[]): GroupedEntry[] {
  return entries.map((entry, index) => {
    const before = entries[index - 1];
    const startsDay = !before || dayOf(before.at) !== dayOf(entry.at);
    return { entry, startsDay, startsGroup: startsDay || !continues(before!, entry) };
  });
}

function continues(before: StaffEntry, entry: StaffEntry): boolean {
  if (before.body.type !== "message" || entry.body.type !== "message") return false;
  return before.body.author.id === entry.body.author.id && entry.at - before.at < PAUSE_MS;
}

function dayOf(at: number): string {
  return new Date(at).toDateString();
}
