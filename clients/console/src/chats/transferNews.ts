/**
 * What became of a transfer, told to everybody it concerns: who asked, whose chat it is, who was asked.
 *
 * Never: what he has just done himself: a card that is answered goes, and that is the answer.
 */
import type { MemberBody, YourTransferEndedBody } from "@deskbell/protocol";
import { showToast, type ToastOptions } from "@deskbell/ui";
import { t } from "../language/language.ts";
import type { Workplace } from "../live/context.ts";

/** Names of customers are read: longer than "saved". */
const SHOWN_SECONDS = 12;

type News = Pick<ToastOptions, "message" | "tone">;

/** Tells what happens to transfers from now on. Returns how to stop. */
export function watchTransfers({ live, lists }: Workplace): () => void {
  return live.onMember((body) => {
    const visitor = lists.byId.peek().get(body.conversation)?.visitor_name || t("visitor");
    const news = describeNews(body, visitor, live.me);
    if (news) showToast({ ...news, seconds: SHOWN_SECONDS });
  });
}

export function describeNews(body: MemberBody, visitor: string, me: string): News | null {
  switch (body.type) {
    case "transfer_done":
      return { tone: "ok", message: t("transferNews.done", { name: body.agent_name, visitor }) };
    case "transfer_ended":
      return body.agent === me ? describeMine(body, visitor) : describeTheirs(body, visitor);
    case "chat_gone":
      if (body.reason === "transferred") return { tone: "ok", message: t("transferNews.done", { name: body.agent_name, visitor }) };
      if (body.reason === "taken_over") return { message: t("transferNews.takenOver", { name: body.agent_name, visitor }) };
      return body.reason === "moved" ? { message: t("transferNews.moved", { visitor }) } : null;
    default:
      return null;
  }
}

/** I was asked. */
function describeMine({ ending }: YourTransferEndedBody, visitor: string): News | null {
  if (ending === "declined") return null;
  return { message: t(ending === "expired" ? "transferNews.missed" : "transferNews.takenBack", { visitor }) };
}

/** I asked, or it is my chat. Where the chat itself is gone, that is told anyway. */
function describeTheirs({ ending, agent_name: name, reason, cause }: YourTransferEndedBody, visitor: string): News | null {
  if (ending === "cancelled") return null;
  if (ending === "withdrawn" && (cause === "chat_closed" || cause === "moved" || cause === "taken_over")) return null;
  if (ending === "declined" && reason !== "") return { tone: "bad", message: t("transferNews.declinedWhy", { name, visitor, reason }) };
  return { tone: "bad", message: t(`transferNews.${ending}`, { name, visitor }) };
}
