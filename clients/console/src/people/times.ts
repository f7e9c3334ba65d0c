/** How long a member was in each status, over HTTP. */
import { startOfDay } from "../audit/days.ts";
import { get, query } from "../http/client.ts";

export const SPANS = ["today", "week"] as const;
export type Span = (typeof SPANS)[number];

const DAYS_BEFORE: Record<Span, number> = { today: 0, week: -6 };

export const STATUSES = ["available", "busy", "away", "offline"] as const;
export type TimedStatus = (typeof STATUSES)[number];

/** Milliseconds. The four statuses add up to the time in which he was an active member. */
export type MemberTimes = Record<`${TimedStatus}_ms`, number> & {
  away: { reason: string; ms: number }[];
  reachable_ms: number;
  on_hold_ms: number;
};

/** The whole days of the organisation that the span takes in; the server leaves out what is still to come. */
export function daysOf(span: Span, now: number, timeZone: string): { from: string; to: string } {
  const today = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(now);
  return { from: startOfDay(today, timeZone, DAYS_BEFORE[span])!, to: startOfDay(today, timeZone, 1)! };
}

/** Null where nothing was counted. */
export async function loadTimes(member: string, days: { from: string; to: string }): Promise<MemberTimes | null> {
  const { members } = await get<{ members: MemberTimes[] }>(`/reports/statuses${query({ ...days, member })}`);
  return members[0] ?? null;
}
