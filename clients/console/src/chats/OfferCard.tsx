/**
 * One chat on offer: ink, a ring that runs down, and two answers.
 *
 * Holds: never takes the focus; is announced once, assertively, then at ten and at five seconds; the countdown follows the
 * server's clock.
 */
import type { YourOfferBody } from "@deskbell/protocol";
import { announce, Button, CountdownRing, formatClock, Popover, secondsLeft, serverNow, TextField, useNow } from "@deskbell/ui";
import { REASON_CHARACTERS_MAX } from "@deskbell/protocol";
import { useEffect, useRef, useState } from "preact/hooks";
import { useActions } from "../keys/actions.ts";
import { keyOf } from "../keys/keymap.ts";
import { t } from "../language/language.ts";
import { decline, whyNotNow } from "../live/actions.ts";
import { useWorkplace } from "../live/context.ts";
import { findInbox } from "../live/lists.ts";
import { acceptAndOpen, answering } from "./offers.ts";
import css from "./nextChat.module.css";

const SPOKEN_AT = [10, 5];

export interface OfferCardProps {
  offer: YourOfferBody;
  /** How many more are waiting behind it. */
  more: number;
}

export function OfferCard({ offer, more }: OfferCardProps) {
  const workplace = useWorkplace();
  const { live } = workplace;
  const inbox = findInbox(live, offer.inbox);
  const name = offer.visitor_name || t("visitor");
  const [total] = useState(() => Math.max(inbox?.offer_seconds ?? 0, secondsLeft(offer.expires_at, serverNow())));
  const box = useRef<HTMLDivElement>(null);
  const reason = whyNotNow(live);
  const busy = answering.value.has(offer.conversation);
  const acceptNow = (): void => void acceptAndOpen(workplace, offer);
  useActions({
    accept: reason ? undefined : acceptNow,
    acceptTyping: reason ? undefined : acceptNow,
    decline: reason ? undefined : () => box.current?.querySelector<HTMLElement>("[data-decline]")?.click(),
  });
  useEffect(() => {
    const seconds = secondsLeft(offer.expires_at, serverNow());
    announce(t("offer.announce", { name, inbox: inbox?.name ?? "", count: seconds }), "assertive");
    // oxlint-disable-next-line react/exhaustive-deps -- once for each offer: the card is keyed by it
  }, []);
  return (
    <div ref={box} class={css.card} data-surface="inverse" role="group" aria-label={t("offer.card", { name })}>
      <div class={css.cardHead}>
        <CountdownRing deadline={offer.expires_at} totalSeconds={total} label={t("offer.timeLeft")} announceAt={SPOKEN_AT} />
        <div class={css.cardTitles}>
          <p class={css.cardTitle}>{t(offer.assigned ? "offer.assigned" : "offer.new", { inbox: inbox?.name ?? "" })}</p>
          <p class={css.cardMeta}>
            <bdi>{name}</bdi> · <Waiting since={offer.waiting_since} />
          </p>
        </div>
        {more > 0 && <span class={css.more}>{t("offer.more", { count: more })}</span>}
      </div>
      <p class={css.opening} dir="auto">
        {offer.opening}
      </p>
      <div class={css.cardButtons}>
        <Button variant="primary" size={40} shortcut={keyOf("acceptTyping")} busy={busy} disabledReason={reason} onClick={acceptNow}>
          {t("offer.accept")}
        </Button>
        <Decline offer={offer} disabledReason={reason} />
      </div>
    </div>
  );
}

function Waiting({ since }: { since: number }) {
  return <>{t("offer.waiting", { time: formatClock((useNow() - since) / 1000) })}</>;
}

function Decline({ offer, disabledReason }: { offer: YourOfferBody; disabledReason: string | undefined }) {
  const { live } = useWorkplace();
  const [why, setWhy] = useState("");
  const send = (event: Event, close: () => void): void => {
    event.preventDefault();
    close();
    void decline(live, offer.conversation, offer.offer, why.trim());
  };
  return (
    <Popover
      label={t("offer.declineTitle")}
      placement="below-end"
      trigger={(props) => (
        <Button {...props} data-decline size={40} variant="secondary" disabledReason={disabledReason}>
          {t("offer.decline")}
        </Button>
      )}
    >
      {(close) => (
        <form class={css.declineForm} onSubmit={(event) => send(event, close)}>
          <TextField
            label={t("offer.why")}
            hint={t("offer.whyHint")}
            optional
            value={why}
            onValue={setWhy}
            charactersMax={REASON_CHARACTERS_MAX}
          />
          <div class={css.declineButtons}>
            <Button onClick={close}>{t("offer.keep")}</Button>
            <Button variant="primary" type="submit">
              {t("offer.decline")}
            </Button>
          </div>
        </form>
      )}
    </Popover>
  );
}
