/**
 * What the log is filtered by. It stands in the address, so that a view can be kept, and sent to somebody.
 *
 * Holds: days are those of the organisation's time zone, the last one included.
 */
import { locale, region, t } from "../language/language.ts";
import { replaceSearch, searchParams } from "../routing/router.ts";
import { describeAct } from "./acts.ts";
import { formatWholeDay, startOfDay } from "./days.ts";
import type { Question } from "./useActs.ts";

export const FILTERS = ["search", "by", "what", "from", "to"] as const;
export type Filters = Record<(typeof FILTERS)[number], string>;

export function readFilters(): Filters {
  const params = searchParams.value;
  return Object.fromEntries(FILTERS.map((name) => [name, params.get(name) ?? ""])) as Filters;
}

export function setFilters(change: Partial<Filters>): void {
  replaceSearch(change);
}

export function clearFilters(): void {
  replaceSearch(Object.fromEntries(FILTERS.map((name) => [name, ""])));
}

export function isFiltered(filters: Filters): boolean {
  return FILTERS.some((name) => filters[name].trim() !== "");
}

/** As the server wants to be asked. */
export function asQuestion({ search, by, what, from, to }: Filters, timeZone: string): Question {
  return { search: search.trim(), by, what, from: startOfDay(from, timeZone), to: startOfDay(to, timeZone, 1) };
}

/** "“Ravi”, Role changed and from 3 Nov": what nothing was found for. */
export function describeFilters({ search, by, what, from, to }: Filters, nameOf: (id: string) => string): string {
  const parts = [
    search.trim() && t("audit.quoted", { text: search.trim() }),
    by && nameOf(by),
    what && describeAct(what),
    from && t("audit.fromDay", { day: formatWholeDay(from, region.value) }),
    to && t("audit.toDay", { day: formatWholeDay(to, region.value) }),
  ].filter((part) => part !== "");
  return new Intl.ListFormat(locale.value, { type: "conjunction" }).format(parts);
}
