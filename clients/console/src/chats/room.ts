/** Whether I could take a chat at this moment, as far as this console can know. */
import type { ConversationView } from "@deskbell/protocol";
import { t } from "../language/language.ts";
import { findInbox, myLoad } from "../live/lists.ts";
import type { Live } from "../live/live.ts";

export function whyNotTake(live: Live, view: ConversationView): string | undefined {
  const myself = live.myself.value;
  if (!myself?.contact_center || !myself.live_chat) return t("refusal.notLicensed");
  const load = myLoad(live);
  const limit = Math.min(myself.capacity, findInbox(live, view.inbox)?.capacity ?? Infinity);
  return load >= limit ? t("chat.noRoom", { load, capacity: limit }) : undefined;
}
