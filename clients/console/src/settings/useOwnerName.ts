/** Who can do what only the Owner can. */
import { useLive } from "../live/context.ts";

/** The Owner's name, or "" while the team is not known yet. */
export function useOwnerName(): string {
  const members = Object.values(useLive().team.seen.value?.view.members ?? {});
  return members.find(({ role }) => role === "owner")?.name ?? "";
}
