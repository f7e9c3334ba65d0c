/**
 * Whom a chat can be passed on to: the agents of its inbox, and the other inboxes.
 *
 * Never: the decision: the floor makes it, when it is asked. This mirrors it, so that nobody is asked in vain.
 * Holds: who cannot take it is listed too, with the reason: "why not Ann?" is a question people have.
 */
import type { ConversationView, TeamInboxState, TeamMemberState } from "@deskbell/protocol";
import { describeStatus } from "../frame/StatusMenu.tsx";
import { t } from "../language/language.ts";
import type { Workplace } from "../live/context.ts";
import { countHeld, findInbox, isAvailable } from "../live/lists.ts";
import type { Live } from "../live/live.ts";
import { mayOverride } from "../live/overriding.ts";

export interface Candidate {
  id: string;
  name: string;
  /** Status and load, or why not. */
  hint: string;
  able: boolean;
}

/** Those who can take it first, the least busy in front. */
export function agentCandidates({ live, loads, lists }: Workplace, view: ConversationView): Candidate[] {
  const inbox = findInbox(live, view.inbox);
  const members = live.team.seen.value?.view.members ?? {};
  const held = countHeld(lists.all.value.filter((chat) => chat.inbox === view.inbox));
  return (inbox?.agents ?? [])
    .map((id) => members[id])
    .filter((agent): agent is TeamMemberState => agent !== undefined && agent.member !== view.agent)
    .map((agent) => {
      const load = loads.value.get(agent.member) ?? 0;
      const why = whyNotPossible(agent) ?? (mayOverride(live) ? undefined : whyNoRoom(agent, load, inbox!, held.get(agent.member) ?? 0));
      const state = `${describeStatus(agent)} · ${t("frame.load", { load, capacity: agent.capacity })}`;
      const name = agent.member === live.me ? t("assign.me", { name: agent.name }) : agent.name;
      return { id: agent.member, name, hint: why ?? state, able: why === undefined, load };
    })
    .toSorted((one, other) => Number(other.able) - Number(one.able) || one.load - other.load || one.name.localeCompare(other.name));
}

/** Busy, away and on hold are states in which one can still be asked; offline is not. */
function whyNotPossible(agent: TeamMemberState): string | undefined {
  if (!agent.active) return t("passed.deactivated");
  if (!agent.contact_center || !agent.live_chat) return t("passed.no_licence");
  if (agent.status === "offline") return t("passed.offline");
  return agent.connection === "gone" ? t("passed.unreachable") : undefined;
}

function whyNoRoom(agent: TeamMemberState, load: number, inbox: TeamInboxState, held: number): string | undefined {
  if (load >= agent.capacity) return t("passed.at_capacity", { load, capacity: agent.capacity });
  const limit = inbox.capacity ?? Infinity;
  return held >= limit ? t("passed.at_capacity", { load: held, capacity: limit }) : undefined;
}

export function inboxCandidates(live: Live, view: ConversationView): Candidate[] {
  const { inboxes = {}, members = {} } = live.team.seen.value?.view ?? {};
  return Object.values(inboxes)
    .filter(({ inbox }) => inbox !== view.inbox)
    .map(({ inbox, name, agents }) => {
      const on = agents.filter((id) => isAvailable(members[id])).length;
      return { id: inbox, name, hint: t("transfer.inboxAgents", { on, count: agents.length }), able: true };
    })
    .toSorted((one, other) => one.name.localeCompare(other.name));
}
