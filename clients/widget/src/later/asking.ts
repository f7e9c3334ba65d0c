/**
 * Asking the server to take a message instead of a wait.
 *
 * Owns: what is checked before, and what each refusal means for the visitor.
 * Holds: asked once, however often the link breaks meanwhile; the text stays in the field until it was taken.
 */
import { EMAIL_CHARACTERS_MAX, MESSAGE_CHARACTERS_MAX } from "@deskbell/protocol";
import type { Answer } from "@deskbell/protocol";
import { clean } from "../chat";
import type { Chat } from "../chat";
import { lengthOf } from "../parts/remaining";
import type { Fault } from "../state";

/** Whoever has it now, or that it is over, is told by the conversation itself. */
const TOLD_ANYWAY = new Set(["chat_taken", "chat_closed"]);

export async function leaveMessage(chat: Chat): Promise<void> {
  const { view, email: typed, draft, isAsking } = chat.state();
  const [email, body] = [typed.trim(), clean(draft)];
  if (!view || isAsking || lengthOf(draft) > MESSAGE_CHARACTERS_MAX) return;
  if (!isAddress(email)) return chat.set({ fault: "email_wrong" });
  chat.set({ isAsking: true, fault: "" });
  const { conversation } = view;
  const answer = await chat.ask({ verb: "leave_message", conversation, email, ...(body && { body }) });
  chat.set({ isAsking: false });
  const now = chat.state();
  if (now.view?.conversation !== conversation) return;
  if (answer.t === "nack") return chat.set({ fault: now.isLeaving ? faultOf(answer) : "" });
  chat.set({ left: email, draft: now.draft === draft ? "" : now.draft });
  chat.keep();
}

function faultOf({ code, field }: Extract<Answer, { t: "nack" }>): Fault | "" {
  if (TOLD_ANYWAY.has(code)) return "";
  if (code !== "invalid") return "unreachable";
  return field === "email" ? "email_wrong" : "text_wrong";
}

/** As the server decides it: a name, an @, a host with a dot in it, and nothing that is no character of an address. */
export function isAddress(email: string): boolean {
  const at = email.lastIndexOf("@");
  const host = email.slice(at + 1).replace(/^\.+|\.+$/g, "");
  const isInBounds = Array.from(email).length <= EMAIL_CHARACTERS_MAX;
  return at > 0 && host.includes(".") && !/[\p{C}\p{Z}]/u.test(email) && isInBounds;
}
