/**
 * Keeps what is known about people fresh: somebody joined, or was changed by somebody else.
 *
 * Holds: the team's stream says that there is news, HTTP says what: addresses are not on the wire.
 */
import type { TeamView } from "@deskbell/protocol";
import { useEffect } from "preact/hooks";
import { groupList } from "../groups/data.ts";
import { memberList } from "../inboxes/data.ts";
import { licenceList } from "../licences/data.ts";
import { useLive } from "../live/context.ts";
import { invitationList } from "./data.ts";

export function usePeopleNews(): void {
  const told = useLive().team.seen.value?.view;
  const signature = told && signatureOf(told);
  useEffect(() => {
    if (signature === undefined) return;
    for (const list of [memberList, invitationList, groupList, licenceList]) void list.refresh();
  }, [signature]);
}

/** All that these lists show, and nothing of who is online. */
function signatureOf({ members, groups, seats }: TeamView): string {
  const people = Object.values(members).map((one) => [one.member, one.name, one.role, one.group, one.active, one.capacity, one.live_chat, one.contact_center].join());
  const rights = Object.values(groups).map((one) => [one.group, one.name, ...one.permissions].join());
  return [...people, ...rights, seats.contact_center, seats.live_chat].join(";");
}
