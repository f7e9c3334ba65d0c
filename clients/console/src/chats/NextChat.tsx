/**
 * The place for the next chat: always of the same height, so that nothing below it ever moves.
 *
 * Owns: what stands there: the chat that comes; else what keeps chats from coming; else that all is well.
 */
import type { TeamMemberState } from "@deskbell/protocol";
import { Button, IconBell, IconClock, IconClose, IconButton, formatTimeOfDay } from "@deskbell/ui";
import type { ComponentChildren } from "preact";
import { shiftCheckWanted, ShiftCheck } from "../alerts/ShiftCheck.tsx";
import { region, t } from "../language/language.ts";
import { chooseStatus, returnFromHold, whyNotNow } from "../live/actions.ts";
import { useWorkplace } from "../live/context.ts";
import { findMember, myLoad } from "../live/lists.ts";
import { OfferCard } from "./OfferCard.tsx";
import { currentIncoming, forgetMissed, keyOfIncoming, missedOffer, type MissedOffer } from "./offers.ts";
import css from "./nextChat.module.css";

export function NextChat() {
  const { live } = useWorkplace();
  const myself = live.myself.value;
  if (!myself?.contact_center || !myself.live_chat) return null;
  const coming = currentIncoming(live);
  const first = coming[0];
  const missed = missedOffer.value;
  return (
    <div class={css.slot} role="region" aria-label={t("next.place")}>
      {first ? (
        <OfferCard key={keyOfIncoming(first)} incoming={first} more={coming.length - 1} />
      ) : (
        <div class={css.calm}>
          {missed && <Missed missed={missed} />}
          <Readiness myself={myself} roomy={!missed} />
        </div>
      )}
    </div>
  );
}

/** What keeps chats from coming, with the one press that changes it. */
function Readiness({ myself, roomy }: { myself: TeamMemberState; roomy: boolean }) {
  const { live } = useWorkplace();
  const reason = whyNotNow(live);
  if (myself.on_hold) {
    return (
      <Line tone="warn" title={t("hold.state")} action={<Button variant="primary" disabledReason={reason} onClick={() => void returnFromHold(live)}>{t("hold.back")}</Button>}>
        {t("hold.why")}
      </Line>
    );
  }
  if (myself.status !== "available") {
    return (
      <Line
        title={t(`next.${myself.status}`)}
        action={
          <Button variant="primary" disabledReason={reason} onClick={() => void chooseStatus(live, "available")}>
            {t("next.goAvailable")}
          </Button>
        }
      >
        {t("next.noChats")}
      </Line>
    );
  }
  if (roomy && shiftCheckWanted.value) return <ShiftCheck />;
  const full = myLoad(live) >= myself.capacity;
  return (
    <Line title={t(full ? "next.full" : "next.ready")}>
      {t(full ? "next.fullHow" : "next.readyHow")}
    </Line>
  );
}

function Line(props: { title: string; tone?: "warn"; action?: ComponentChildren; children?: ComponentChildren }) {
  return (
    <div class={css.line} data-tone={props.tone}>
      <span class={css.icon}>
        <IconBell size={20} />
      </span>
      <div class={css.words}>
        <p class={css.title}>{props.title}</p>
        <p class={css.text}>{props.children}</p>
        {props.action}
      </div>
    </div>
  );
}

function Missed({ missed }: { missed: MissedOffer }) {
  const { live, lists } = useWorkplace();
  const chat = lists.byId.value.get(missed.conversation);
  const name = chat && chat.agent !== "" ? findMember(live, chat.agent)?.name : undefined;
  const after =
    missed.ending === "rescinded"
      ? t("missed.withdrawn")
      : !chat
        ? t("missed.ended")
        : name
          ? t(chat.state === "active" ? "missed.has" : "missed.offeredTo", { name })
          : t("missed.waits");
  return (
    <div class={css.missed}>
      <IconClock size={14} />
      <a class={css.missedText} href={`/chats/${missed.conversation}`}>
        {t(missed.ending === "rescinded" ? "missed.gone" : "missed.at", { time: formatTimeOfDay(missed.at, region.value) })} · {after}
      </a>
      <IconButton size={24} icon={IconClose} label={t("missed.forget")} onClick={forgetMissed} />
    </div>
  );
}
