/** What happened in a chat besides messages, in plain words. */
import type { ClosedBody, Considered, EndedBody, StaffBody } from "@deskbell/protocol";
import { t, type Word } from "../language/language.ts";

export interface Names {
  inbox: (id: string) => string;
  member: (id: string) => string;
  visitor: string;
}

/** The sentence for an entry, or null for those that stand for themselves (messages, notes). */
export function describeEntry(body: StaffBody, names: Names): string | null {
  switch (body.type) {
    case "opened":
      return t("entry.opened", { name: names.visitor });
    case "queued":
      return body.cause === "opened" ? t("entry.queued", { inbox: names.inbox(body.inbox) }) : t(`entry.queued.${body.cause}`);
    case "offered":
      return body.by === ""
        ? t("entry.offered", { name: body.agent_name })
        : t("entry.assigned", { name: body.agent_name, by: names.member(body.by) });
    case "offer_ended":
      return describeOfferEnd(body);
    case "round_began":
      return t("entry.round");
    case "taken":
      return t(body.claimed ? "entry.claimed" : "entry.accepted", { name: body.agent_name });
    case "closed":
      return describeClosing(body, names);
    case "idled":
      return t(body.action === "close" ? "entry.idled" : "entry.idledMessage", { count: body.minutes });
    default:
      return null;
  }
}

function describeOfferEnd(body: EndedBody): string {
  const name = body.agent_name;
  if (body.ending === "declined" && body.reason !== "") return t("entry.declinedWhy", { name, reason: body.reason });
  if (body.ending === "rescinded" && body.cause !== null) return t(`entry.rescinded.${body.cause}`, { name });
  return t(`entry.${body.ending}`, { name });
}

function describeClosing({ reason, by_name }: ClosedBody, names: Names): string {
  if (reason === "visitor" || reason === "abandoned") return t(`closed.${reason}`, { name: names.visitor });
  return t(`closed.${reason}`, { name: by_name });
}

/** "at capacity, 3 of 3": why an agent was chosen or passed over. */
export function describeConsidered({ why, load, capacity }: Considered): string {
  return t(`passed.${why}` as Word, { load, capacity });
}
