/** Days, as date fields have them ("2026-11-03"), and the instants they begin at in a time zone. */

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;

/** The first instant of the day `daysLater` after `day`, in milliseconds; undefined where it is no day. */
export function startOfDay(day: string, timeZone: string, daysLater = 0): string | undefined {
  const utc = DAY.test(day) ? Date.parse(`${day}T00:00:00Z`) + daysLater * DAY_MS : Number.NaN;
  if (Number.isNaN(utc)) return undefined;
  // The distance to UTC is that of the day itself, which is known only nearly before it is found.
  const nearly = utc - zoneAhead(utc, timeZone);
  return String(Math.max(0, utc - zoneAhead(nearly, timeZone)));
}

/** By how many milliseconds the clocks of `timeZone` are ahead of UTC at an instant. */
function zoneAhead(at: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
  });
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/** "3 November 2026", whatever the zone; a text that is no day as it is. */
export function formatWholeDay(day: string, locale: string): string {
  if (startOfDay(day, "UTC") === undefined) return day;
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(Date.parse(`${day}T00:00:00Z`));
}
