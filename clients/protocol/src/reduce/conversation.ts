/**
 * How a staff member's view of a chat follows the bodies of its stream.
 *
 * Owns: the twin of audience/reduce.py for `conversation:<id>`; both are held to the same test vectors.
 * Holds: the view is changed in place; view at n + bodies n+1 … m = view at m.
 */
import type { ConversationView, StaffBody } from "../wire";

const NO_OFFER = { offer: 0, offer_expires_at: 0 };
const WAITING = { state: "waiting", agent: "", agent_name: "", ...NO_OFFER } as const;

export function applyToConversation(view: ConversationView, seq: number, at: number, body: StaffBody): void {
  if (view.entries.length === 0) view.first_seq = seq;
  view.entries.push({ seq, at, body });
  Object.assign(view, changeOf(at, body));
}

function changeOf(at: number, body: StaffBody): Partial<ConversationView> {
  switch (body.type) {
    case "opened":
      return { inbox: body.inbox, contact: body.contact, visitor_name: body.visitor_name, opened_at: at };
    case "queued":
      return { inbox: body.inbox, waiting_since: body.since, visitor_left: body.visitor_left, ...WAITING };
    case "offered":
      return {
        state: "offered",
        agent: body.agent,
        agent_name: body.agent_name,
        offer: body.offer,
        offer_expires_at: body.expires_at,
      };
    case "offer_ended":
      return WAITING;
    case "taken":
      return { state: "active", agent: body.agent, agent_name: body.agent_name, ...NO_OFFER };
    case "transfer_asked": {
      const { type: _, beyond: __, ...transfer } = body;
      return { transfer };
    }
    case "transfer_ended":
      return { transfer: null };
    case "transferred":
      return { agent: body.agent, agent_name: body.agent_name, transfer: null };
    case "visitor_presence":
      return { visitor_left: body.here ? 0 : at };
    case "closed":
      return { state: "closed" };
    default:
      return {};
  }
}
