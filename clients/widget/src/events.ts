/** What happened in the chat besides messages, in a visitor's words. */
import type { VisitorBody } from "@deskbell/protocol";
import { t } from "./texts";

/** The sentence for it, or nothing where it goes without saying. */
export function sayEvent(body: VisitorBody): string {
  switch (body.type) {
    case "agent_joined":
      return t("joined", { name: body.name });
    case "agent_left":
      return t("agent_left");
    case "ended":
      return t(`ended_${body.cause}`);
    default:
      return "";
  }
}
