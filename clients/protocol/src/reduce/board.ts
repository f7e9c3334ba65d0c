/**
 * How the view of an inbox's open chats follows the bodies of its stream.
 *
 * Owns: the twin of audience/reduce.py for `board:<inbox>`; both are held to the same test vectors.
 * Holds: the view is changed in place; view at n + bodies n+1 … m = view at m.
 */
import type { BoardBody, BoardChat, BoardView } from "../wire";

const NO_OFFER = { offer: 0, expires_at: 0 };
const NO_TRANSFER = { transfer_to: "", transfer_expires_at: 0 };

export function applyToBoard(view: BoardView, _seq: number, at: number, body: BoardBody): void {
  const { conversation } = body;
  if (body.type === "chat_waiting") {
    const { type: _, ...facts } = body;
    view.chats[conversation] = { ...facts, state: "waiting", round: 1, agent: "", ...NO_OFFER, ...NO_TRANSFER };
    return;
  }
  if (body.type === "chat_closed" || body.type === "chat_moved") {
    delete view.chats[conversation];
    return;
  }
  const chat = view.chats[conversation];
  if (chat) view.chats[conversation] = { ...chat, ...changeOf(at, body) };
}

function changeOf(at: number, body: Exclude<BoardBody, { type: "chat_waiting" | "chat_closed" | "chat_moved" }>): Partial<BoardChat> {
  switch (body.type) {
    case "chat_offered":
      return { state: "offered", agent: body.agent, offer: body.offer, expires_at: body.expires_at };
    case "chat_offer_ended":
      return { state: "waiting", agent: "", ...NO_OFFER };
    case "chat_taken":
      return { state: "active", agent: body.agent, ...NO_OFFER, ...NO_TRANSFER };
    case "chat_transfer":
      return { transfer_to: body.agent, transfer_expires_at: body.expires_at };
    case "chat_transfer_ended":
      return NO_TRANSFER;
    case "chat_visitor":
      return { visitor_left: body.here ? 0 : at };
    case "chat_priority":
      return { priority: body.priority };
    case "chat_round":
      return { round: body.round };
  }
}
