/** Chats to begin with. */
import type { BoardChat, ConversationView, StaffBody, StaffEntry } from "@deskbell/protocol";
import { SHOP } from "./fakeServer.ts";

export const CONTACT = "c".repeat(26);

export function conversation(id: string, change: Partial<ConversationView> = {}): ConversationView {
  return {
    conversation: id, inbox: SHOP, contact: CONTACT, visitor_name: "Elif Demir", state: "waiting", waiting_since: Date.now() - 5000,
    agent: "", agent_name: "Ann Berg", offer: 0, offer_expires_at: 0, transfer: null, visitor_left: 0, opened_at: Date.now() - 5000, visitor_read: 0, agent_read: 0,
    first_seq: 1, entries: [], ...change,
  };
}

export function entries(...bodies: StaffBody[]): StaffEntry[] {
  return bodies.map((body, index) => ({ seq: index + 1, at: Date.now() - 60_000 + index * 1000, body }));
}

export const fromVisitor = (text: string): StaffBody => ({ type: "message", author: { kind: "visitor", id: CONTACT, name: "" }, text, cid: "" });

export const fromMember = (id: string, text: string, cid = ""): StaffBody => ({ type: "message", author: { kind: "member", id, name: "Ann Berg" }, text, cid });

export function boardChat(id: string, change: Partial<BoardChat> = {}): BoardChat {
  return {
    conversation: id, state: "waiting", visitor_name: "Omar Haddad", opening: "Where is my order?", opened_at: Date.now(),
    since: Date.now() - 1000, priority: 0, number: 1, visitor_left: 0, round: 1, agent: "", offer: 0, expires_at: 0,
    transfer_to: "", transfer_expires_at: 0, ...change,
  };
}
