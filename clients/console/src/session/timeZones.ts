/** The time zones of the world, those of this browser's own list. */
import type { SelectOption } from "@deskbell/ui";

export function localTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

export function timeZoneOptions(): SelectOption<string>[] {
  const names = new Set([...Intl.supportedValuesOf("timeZone"), "UTC", localTimeZone()]);
  return [...names].toSorted().map((name) => ({ value: name, label: name.replaceAll("_", " ") }));
}
