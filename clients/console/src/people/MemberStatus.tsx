/** A colleague's presence in words, and how many of the places are taken. */
import { Pill } from "@deskbell/ui";
import { describeStatus } from "../frame/StatusMenu.tsx";
import type { Member } from "../http/shapes.ts";
import { t } from "../language/language.ts";
import { useWorkplace } from "../live/context.ts";
import { findMember } from "../live/lists.ts";
import css from "../settings/settings.module.css";

const TONES = { available: "ok", busy: "bad", away: "warn", offline: "neutral" } as const;
const DOTS = { available: "full", busy: "full", away: "half", offline: "ring" } as const;

export function MemberStatus({ member }: { member: Member }) {
  const { live, loads } = useWorkplace();
  const told = findMember(live, member.id);
  if (!member.active) return <Pill>{t("people.deactivated")}</Pill>;
  if (!told) return null;
  const gone = told.connection === "gone" && told.status !== "offline";
  const inConversation = told.status === "available" && !gone && !told.on_hold && (loads.value.get(member.id) ?? 0) > 0;
  return (
    <span>
      <Pill plain tone={gone ? "neutral" : TONES[told.status]} dot={gone ? "ring" : DOTS[told.status]}>
        {inConversation ? t("status.inConversation") : describeStatus(told)}
      </Pill>
      {gone && <span class={css.cellSub}>{t("passed.unreachable")}</span>}
    </span>
  );
}

/** Chats are for those who hold both licences. */
export function answersChats(member: Pick<Member, "contact_center" | "live_chat">): boolean {
  return member.contact_center && member.live_chat;
}

/** How many places of this member are taken now. */
export function useLoad(member: string): number {
  return useWorkplace().loads.value.get(member) ?? 0;
}
