/**
 * How the view of an inbox's open chats follows the bodies of its stream.
 *
 * Owns: the twin of audience/reduce.py for `board:<inbox>`; both are held to the same test vectors.
 * Holds: the view is changed in place; view at n + bodies n+1 … m = view at m.
 */
import type { BoardBody, BoardChat, BoardView } from "../wire";

const NO_OFFER = { offer: 0, expires_at: 0 };

export function applyToBoard(view: BoardView, _seq: number, _at: number, body: BoardBody): void {
  const { conversation } = body;
  if (body.type === "chat_waiting") {
    const { type: _, ...facts } = body;
    view.chats[conversation] = { ...facts, state: "waiting", agent: "", ...NO_OFFER };
    return;
  }
  if (body.type === "chat_closed") {
    delete view.chats[conversation];
    return;
  }
  const chat = view.chats[conversation];
  if (chat) view.chats[conversation] = { ...chat, ...changeOf(body) };
}

function changeOf(body: Exclude<BoardBody, { type: "chat_waiting" | "chat_closed" }>): Partial<BoardChat> {
  switch (body.type) {
    case "chat_offered":
      return { state: "offered", agent: body.agent, offer: body.offer, expires_at: body.expires_at };
    case "chat_offer_ended":
      return { state: "waiting", agent: "", ...NO_OFFER };
    case "chat_taken":
      return { state: "active", agent: body.agent, ...NO_OFFER };
  }
}
