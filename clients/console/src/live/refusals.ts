/**
 * Why not, in words.
 *
 * Holds: where the server's own sentence says more than a code can (names, figures), it is shown as it is.
 */
import { t, type Word } from "../language/language.ts";

export interface No {
  code: string;
  detail: string;
  /** Who has the thing now, if that is known. */
  agent?: string;
}

const SENTENCES: Record<string, Word> = {
  offer_expired: "refusal.offerExpired",
  offer_ended: "refusal.offerEnded",
  you_elsewhere: "refusal.youElsewhere",
  chat_closed: "refusal.chatClosed",
  chat_not_waiting: "refusal.chatNotWaiting",
  claiming_off: "refusal.claimingOff",
  not_agent_of_inbox: "refusal.notAgentOfInbox",
  not_licensed: "refusal.notLicensed",
  not_allowed: "refusal.notAllowed",
  unknown_conversation: "refusal.unknownConversation",
  override_off: "refusal.overrideOff",
  transfer_ended: "refusal.transferEnded",
  chat_not_active: "refusal.chatNotActive",
  busy: "refusal.busy",
  rate_limited: "refusal.busy",
  disconnected: "refusal.disconnected",
  no_answer: "refusal.noAnswer",
};

/** Codes that say more once we know who has it. */
const WITH_NAME: Record<string, Word> = {
  offer_taken: "refusal.takenBy",
  chat_taken: "refusal.takenBy",
  not_your_chat: "refusal.belongsTo",
  transfer_pending: "refusal.transferPending",
  transfer_ended: "refusal.transferEndedHas",
  unavailable: "refusal.unavailable",
};

export function describeRefusal(no: No, nameOf: (member: string) => string | undefined): string {
  const name = no.agent ? nameOf(no.agent) : undefined;
  const named = WITH_NAME[no.code];
  if (named && name !== undefined) return t(named, { name });
  const own = SENTENCES[no.code];
  if (own) return t(own);
  if (no.code === "offer_taken" || no.code === "chat_taken") return t("refusal.taken");
  return no.detail || t("refusal.unknown");
}
