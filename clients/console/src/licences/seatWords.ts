/** How many seats of a licence are left, in words. */
import type { Licence } from "@deskbell/protocol";
import { t } from "../language/language.ts";
import { freeSeats } from "./data.ts";
import type { Seats } from "./shapes.ts";

/** "2 of 5 Live Chat seats free"; nothing while it is not known. */
export function describeSeats(list: Seats[] | undefined, licence: Licence): string | undefined {
  const found = list?.find((one) => one.licence === licence);
  if (!found) return undefined;
  const name = t(`licence.${licence}`);
  if (found.seats === null) return t("seats.noLimitOf", { licence: name });
  return t("seats.free", { free: freeSeats(list, licence) ?? 0, count: found.seats, licence: name });
}

export function hasFreeSeat(list: Seats[] | undefined, licence: Licence): boolean {
  return freeSeats(list, licence) !== 0;
}
