/**
 * How the view of what is on a member's plate follows the bodies of its stream.
 *
 * Owns: the twin of audience/reduce.py for `member:<id>`; both are held to the same test vectors.
 * Holds: the view is changed in place; view at n + bodies n+1 … m = view at m.
 */
import type { MemberBody, MemberView } from "../wire";

export function applyToMember(view: MemberView, _seq: number, _at: number, body: MemberBody): void {
  const { conversation } = body;
  switch (body.type) {
    case "offer":
      view.offers[conversation] = body;
      return;
    case "offer_ended":
      delete view.offers[conversation];
      return;
    case "chat":
      delete view.offers[conversation];
      delete view.transfers[conversation];
      view.chats[conversation] = body;
      return;
    case "chat_gone":
      delete view.chats[conversation];
      delete view.passing[conversation];
      return;
    case "transfer":
      view.transfers[conversation] = body;
      return;
    case "passing":
      view.passing[conversation] = body;
      return;
    case "transfer_ended":
      delete view.transfers[conversation];
      delete view.passing[conversation];
      return;
    case "transfer_done": // news, nothing that stays
    case "assignment_failed":
  }
}
