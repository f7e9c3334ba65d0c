/**
 * Writes durations and moments. Figures are meant for `font-variant-numeric: tabular-nums`, which the base style sets.
 *
 * Holds: durations come in seconds, moments in milliseconds since the epoch; both are never negative on screen.
 */

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

/** A running clock: "0:41", "12:05", "1:02:07". The same in every language, so that columns line up. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / HOUR_SECONDS);
  const minutes = Math.floor((whole % HOUR_SECONDS) / MINUTE_SECONDS);
  const rest = String(whole % MINUTE_SECONDS).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** A duration at a glance, in its two largest units: "45s", "12m", "1h 12m", "3d 4h". */
export function formatDuration(seconds: number, locale: string): string {
  return durationParts(seconds, locale, "narrow").join(" ");
}

/** A duration as it is read aloud: "12 minutes, 41 seconds". */
export function spokenDuration(seconds: number, locale: string): string {
  return new Intl.ListFormat(locale, { style: "long", type: "unit" }).format(durationParts(seconds, locale, "long"));
}

function durationParts(seconds: number, locale: string, unitDisplay: "narrow" | "long"): string[] {
  const whole = Math.max(0, Math.floor(seconds));
  const unit = (amount: number, name: string): string =>
    new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay }).format(amount);
  const pair = (amount: number, name: string, rest: number, restName: string): string[] =>
    rest > 0 ? [unit(amount, name), unit(rest, restName)] : [unit(amount, name)];
  const minutes = Math.floor((whole % HOUR_SECONDS) / MINUTE_SECONDS);
  if (whole < MINUTE_SECONDS) return [unit(whole, "second")];
  if (whole < HOUR_SECONDS) {
    const rest = unitDisplay === "long" ? whole % MINUTE_SECONDS : 0;
    return pair(minutes, "minute", rest, "second");
  }
  if (whole < DAY_SECONDS) return pair(Math.floor(whole / HOUR_SECONDS), "hour", minutes, "minute");
  const hours = Math.floor((whole % DAY_SECONDS) / HOUR_SECONDS);
  return pair(Math.floor(whole / DAY_SECONDS), "day", hours, "hour");
}

/** How far `at` is from `now`: "12 sec. ago", "in 3 min.", "yesterday". */
export function formatRelative(at: number, now: number, locale: string): string {
  const seconds = Math.round((at - now) / 1000);
  const distance = Math.abs(seconds);
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  if (distance < MINUTE_SECONDS) return format.format(seconds, "second");
  if (distance < HOUR_SECONDS) return format.format(Math.trunc(seconds / MINUTE_SECONDS), "minute");
  if (distance < DAY_SECONDS) return format.format(Math.trunc(seconds / HOUR_SECONDS), "hour");
  return format.format(Math.trunc(seconds / DAY_SECONDS), "day");
}

/** The time of day of a moment: "10:04" or "10:04 AM", as the language has it. */
export function formatTimeOfDay(at: number, locale: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", timeZone }).format(at);
}

/** The day of a moment, with the year only where it is not this one: "3 Nov", "3 Nov 2024". */
export function formatDay(at: number, now: number, locale: string, timeZone?: string): string {
  const year = (moment: number): string => new Intl.DateTimeFormat("en", { year: "numeric", timeZone }).format(moment);
  const withYear = year(at) === year(now) ? {} : ({ year: "numeric" } as const);
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone, ...withYear }).format(at);
}
