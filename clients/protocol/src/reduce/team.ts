/**
 * How the view of colleagues, inboxes, permission groups and seats follows the bodies of its stream.
 *
 * Owns: the twin of audience/reduce.py for `board:team`; both are held to the same test vectors.
 * Holds: the view is changed in place; view at n + bodies n+1 … m = view at m.
 */
import type { TeamBody, TeamMemberState, TeamView } from "../wire";

/** What is known of somebody's presence before he has ever been here. */
const NEVER_HERE = { status: "offline", reason: "", connection: "gone", lease_until: 0, on_hold: false } as const;

export function applyToTeam(view: TeamView, _seq: number, at: number, body: TeamBody): void {
  switch (body.type) {
    case "member": {
      const { type: _, ...settings } = body;
      const known = view.members[body.member];
      view.members[body.member] = { ...(known ?? { ...NEVER_HERE, status_since: at }), ...settings };
      return;
    }
    case "status":
      return change(view, body.member, { status: body.status, reason: body.reason, status_since: at });
    case "connection":
      return change(view, body.member, { connection: body.connection, lease_until: body.lease_until });
    case "hold":
      return change(view, body.member, { on_hold: body.on_hold });
    case "inbox": {
      const { type: _, ...inbox } = body;
      view.inboxes[body.inbox] = inbox;
      return;
    }
    case "inbox_gone":
      delete view.inboxes[body.inbox];
      return;
    case "group": {
      const { type: _, ...group } = body;
      view.groups[body.group] = group;
      return;
    }
    case "group_gone":
      delete view.groups[body.group];
      return;
    case "seats":
      view.seats[body.licence] = body.seats;
      return;
    case "overriding":
      view.overriding = body.allowed;
  }
}

function change(view: TeamView, id: string, what: Partial<TeamMemberState>): void {
  const member = view.members[id];
  if (member) view.members[id] = { ...member, ...what };
}
