/** What happened in a chat besides messages, in plain words. */
import type { ClosedBody, Considered, EndedBody, OfferedBody, QueuedBody, StaffBody, StaffEntry, TakenBody, TransferAskedBody, TransferEndedBody } from "@deskbell/protocol";
import { t, type Word } from "../language/language.ts";

export interface Names {
  inbox: (id: string) => string;
  member: (id: string) => string;
  visitor: string;
}

/** Whether it is a line of the log. Where the visitor is changes often, and is shown as a state instead. */
export function isLine({ body }: StaffEntry): boolean {
  return body.type !== "visitor_presence";
}

/** The sentence for an entry, or null for those that stand for themselves (messages, notes). */
export function describeEntry(body: StaffBody, names: Names): string | null {
  switch (body.type) {
    case "opened":
      return t("entry.opened", { name: names.visitor });
    case "queued":
      return describeQueueing(body, names);
    case "offered":
      return describeOffer(body, names);
    case "offer_ended":
      return describeOfferEnd(body);
    case "round_began":
      return t("entry.round");
    case "taken":
      return describeTaking(body);
    case "transfer_asked":
      return describeAsking(body);
    case "transfer_ended":
      return describeTransferEnd(body);
    case "transferred":
      return withBeyond(body.beyond, t(body.transfer > 0 ? "entry.transferred" : "entry.takenOver", { name: body.agent_name, from: body.released_name }));
    case "prioritised":
      return t(body.priority > 0 ? "entry.prioritised" : "entry.unprioritised", { by: body.by_name });
    case "message_left":
      return t("entry.messageLeft", { name: names.visitor, email: body.email });
    case "closed":
      return describeClosing(body, names);
    case "idled":
      return t(body.action === "close" ? "entry.idled" : "entry.idledMessage", { count: body.minutes });
    default:
      return null;
  }
}

function withBeyond(beyond: boolean, text: string): string {
  return beyond ? t("entry.beyond", { text }) : text;
}

function describeQueueing({ cause, inbox, moved_from, by_name, note }: QueuedBody, names: Names): string {
  if (cause === "opened") return t("entry.queued", { inbox: names.inbox(inbox) });
  if (cause !== "moved") return t(`entry.queued.${cause}`);
  return t(note === "" ? "entry.moved" : "entry.movedNote", { by: by_name, from: names.inbox(moved_from), inbox: names.inbox(inbox), note });
}

function describeOffer({ agent_name, by, beyond }: OfferedBody, names: Names): string {
  if (by === "") return t("entry.offered", { name: agent_name });
  return withBeyond(beyond, t("entry.assigned", { name: agent_name, by: names.member(by) }));
}

function describeTaking({ agent_name, claimed, beyond }: TakenBody): string {
  return withBeyond(beyond, t(claimed ? "entry.claimed" : "entry.accepted", { name: agent_name }));
}

function describeAsking({ agent_name, by_name, note, beyond }: TransferAskedBody): string {
  return withBeyond(beyond, t(note === "" ? "entry.transferAsked" : "entry.transferAskedNote", { name: agent_name, by: by_name, note }));
}

function describeTransferEnd({ agent_name: name, ending, cause, reason }: TransferEndedBody): string {
  if (ending === "declined" && reason !== "") return t("entry.declinedWhy", { name, reason });
  if (ending === "withdrawn") return cause === null ? t("entry.withdrawn", { name }) : t(`entry.withdrawn.${cause}`, { name });
  return ending === "cancelled" ? t("entry.transferCancelled", { name }) : t(`entry.${ending}`, { name });
}

function describeOfferEnd(body: EndedBody): string {
  const name = body.agent_name;
  if (body.ending === "declined" && body.reason !== "") return t("entry.declinedWhy", { name, reason: body.reason });
  if (body.ending === "rescinded" && body.cause !== null) return t(`entry.rescinded.${body.cause}`, { name });
  return t(`entry.${body.ending}`, { name });
}

function describeClosing({ reason, by_name }: ClosedBody, names: Names): string {
  if (reason === "visitor" || reason === "abandoned" || reason === "message_left") return t(`closed.${reason}`, { name: names.visitor });
  return t(`closed.${reason}`, { name: by_name });
}

/** "at capacity, 3 of 3": why an agent was chosen or passed over. */
export function describeConsidered({ why, load, capacity }: Considered): string {
  return t(`passed.${why}` as Word, { load, capacity });
}
