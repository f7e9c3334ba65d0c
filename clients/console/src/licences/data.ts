/** Licences over HTTP: the seats, and who holds them. */
import type { Licence } from "@deskbell/protocol";
import { get, post, put } from "../http/client.ts";
import { createResource } from "../http/resource.ts";
import type { Assignment, Seats } from "./shapes.ts";

export const licenceList = createResource(async () => (await get<{ licences: Seats[] }>("/licences")).licences);

export const setSeats = (licence: Licence, seats: number | null): Promise<Seats> => put(`/licences/${licence}`, { seats });

export const assignByCsv = (csv: string, dryRun: boolean): Promise<Assignment> =>
  post("/licences/assignments", { csv, dry_run: dryRun });

/** How many seats of a licence are free; null: there is no limit, or it is not known. */
export function freeSeats(list: Seats[] | undefined, licence: Licence): number | null {
  const found = list?.find((one) => one.licence === licence);
  return found && found.seats !== null ? Math.max(0, found.seats - found.assigned) : null;
}
