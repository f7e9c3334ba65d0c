/** When something happened: the time of today, with the day before it otherwise. */
import { formatDay, formatTimeOfDay, serverNow } from "@deskbell/ui";
import { region, t } from "../language/language.ts";

export function describeMoment(at: number): string {
  const time = formatTimeOfDay(at, region.value);
  const isToday = new Date(at).toDateString() === new Date(serverNow()).toDateString();
  return isToday ? time : t("context.dayTime", { day: formatDay(at, serverNow(), region.value), time });
}
