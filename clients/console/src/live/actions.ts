/**
 * Everything this console asks of the floor.
 *
 * Holds: each request is answered exactly once; a no is shown as a sentence, never swallowed. What cannot be done without
 * a connection says so beforehand (`whyNotNow`).
 */
import type { Ask, Status } from "@deskbell/protocol";
import { showToast } from "@deskbell/ui";
import { t } from "../language/language.ts";
import { findMember } from "./lists.ts";
import type { Live } from "./live.ts";
import { describeRefusal } from "./refusals.ts";

/** Why nothing can be asked at the moment; undefined: it can. */
export function whyNotNow(live: Live): string | undefined {
  return live.isLive.value ? undefined : t("link.actionsWait");
}

/** Asks, and shows a refusal. True if it was done. */
async function perform(live: Live, ask: Ask): Promise<boolean> {
  const answer = await live.session.ask(ask);
  if (answer.t === "ack") return true;
  const message = describeRefusal(answer, (member) => findMember(live, member)?.name);
  showToast({ message, tone: "bad", seconds: 12 });
  return false;
}

export const accept = (live: Live, conversation: string, offer: number): Promise<boolean> =>
  perform(live, { verb: "accept", conversation, offer });

export const decline = (live: Live, conversation: string, offer: number, reason = ""): Promise<boolean> =>
  perform(live, { verb: "decline", conversation, offer, ...(reason === "" ? {} : { reason }) });

export const claim = (live: Live, conversation: string): Promise<boolean> => perform(live, { verb: "claim", conversation });

export const assign = (live: Live, conversation: string, agent: string): Promise<boolean> =>
  perform(live, { verb: "assign", conversation, agent });

export const close = (live: Live, conversation: string): Promise<boolean> => perform(live, { verb: "close", conversation });

export const chooseStatus = (live: Live, status: Status, reason = ""): Promise<boolean> =>
  perform(live, { verb: "status", status, ...(reason === "" ? {} : { reason }) });

export const returnFromHold = (live: Live): Promise<boolean> => perform(live, { verb: "return" });
