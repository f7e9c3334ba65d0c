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
import { describeRefusal, type No } from "./refusals.ts";

/** Why nothing can be asked at the moment; undefined: it can. */
export function whyNotNow(live: Live): string | undefined {
  return live.isLive.value ? undefined : t("link.actionsWait");
}

/** Asks. Null if it was done, else the no, for whoever shows it himself. */
export async function request(live: Live, ask: Ask): Promise<No | null> {
  const answer = await live.session.ask(ask);
  return answer.t === "ack" ? null : answer;
}

export function sayNo(live: Live, no: No): string {
  return describeRefusal(no, (member) => findMember(live, member)?.name);
}

export function showNo(live: Live, no: No): void {
  showToast({ message: sayNo(live, no), tone: "bad", seconds: 12 });
}

/** Asks, and shows a refusal. True if it was done. */
async function perform(live: Live, ask: Ask): Promise<boolean> {
  const no = await request(live, ask);
  if (no) showNo(live, no);
  return no === null;
}

export const accept = (live: Live, conversation: string, offer: number): Promise<boolean> =>
  perform(live, { verb: "accept", conversation, offer });

export const decline = (live: Live, conversation: string, offer: number, reason = ""): Promise<boolean> =>
  perform(live, { verb: "decline", conversation, offer, ...(reason === "" ? {} : { reason }) });

export const acceptTransfer = (live: Live, conversation: string, transfer: number): Promise<boolean> =>
  perform(live, { verb: "accept_transfer", conversation, transfer });

export const declineTransfer = (live: Live, conversation: string, transfer: number, reason = ""): Promise<boolean> =>
  perform(live, { verb: "decline_transfer", conversation, transfer, ...(reason === "" ? {} : { reason }) });

export const cancelTransfer = (live: Live, conversation: string, transfer: number): Promise<boolean> =>
  perform(live, { verb: "cancel_transfer", conversation, transfer });

export const claim = (live: Live, conversation: string): Promise<boolean> => perform(live, { verb: "claim", conversation });

export const prioritise = (live: Live, conversation: string, priority: number): Promise<boolean> =>
  perform(live, { verb: "prioritise", conversation, priority });

export const close = (live: Live, conversation: string): Promise<boolean> => perform(live, { verb: "close", conversation });

export const chooseStatus = (live: Live, status: Status, reason = ""): Promise<boolean> =>
  perform(live, { verb: "status", status, ...(reason === "" ? {} : { reason }) });

export const returnFromHold = (live: Live): Promise<boolean> => perform(live, { verb: "return" });
