/**
 * One chat that comes to me, on offer or passed on by a colleague: ink, a ring that runs down, and two answers.
 *
 * Holds: never takes the focus; is announced once, assertively, then at ten and at five seconds; the countdown follows the
 * server's clock.
 */
import { announce, Button, CountdownRing, formatClock, Popover, secondsLeft, serverNow, TextField, useNow } from "@deskbell/ui";
import { REASON_CHARACTERS_MAX } from "@deskbell/protocol";
import { useEffect, useRef, useState } from "preact/hooks";
import { useActions } from "../keys/actions.ts";
import { keyOf } from "../keys/keymap.ts";
import { t } from "../language/language.ts";
import { whyNotNow } from "../live/actions.ts";
import { useWorkplace } from "../live/context.ts";
import { findInbox } from "../live/lists.ts";
import { acceptAndOpen, answering, declineIncoming, type Incoming } from "./offers.ts";
import css from "./nextChat.module.css";

const SPOKEN_AT = [10, 5];

export interface OfferCardProps {
  incoming: Incoming;
  /** How many more are waiting behind it. */
  more: number;
}

export function OfferCard({ incoming, more }: OfferCardProps) {
  const workplace = useWorkplace();
  const { live } = workplace;
  const inbox = findInbox(live, incoming.inbox);
  const name = incoming.visitor_name || t("visitor");
  const words = wordsOf(incoming, name, inbox?.name ?? "");
  const [total] = useState(() => Math.max(inbox?.offer_seconds ?? 0, secondsLeft(incoming.expires_at, serverNow())));
  const box = useRef<HTMLDivElement>(null);
  const reason = whyNotNow(live);
  const busy = answering.value.has(incoming.conversation);
  const acceptNow = (): void => void acceptAndOpen(workplace, incoming);
  useActions({
    accept: reason ? undefined : acceptNow,
    acceptTyping: reason ? undefined : acceptNow,
    decline: reason ? undefined : () => box.current?.querySelector<HTMLElement>("[data-decline]")?.click(),
  });
  useEffect(() => {
    announce(words.announcement(secondsLeft(incoming.expires_at, serverNow())), "assertive");
    // oxlint-disable-next-line react/exhaustive-deps -- once for each offer: the card is keyed by it
  }, []);
  return (
    <div ref={box} class={css.card} data-surface="inverse" role="group" aria-label={words.card}>
      <div class={css.cardHead}>
        <CountdownRing deadline={incoming.expires_at} totalSeconds={total} label={words.timeLeft} announceAt={SPOKEN_AT} />
        <div class={css.cardTitles}>
          <p class={css.cardTitle}>{words.title}</p>
          <p class={css.cardMeta}>
            <bdi>{name}</bdi> · <Waiting since={incoming.waiting_since} />
          </p>
        </div>
        {more > 0 && <span class={css.more}>{t("offer.more", { count: more })}</span>}
      </div>
      <div class={css.said} data-lines={words.note === "" ? 2 : 1}>
        {words.note !== "" && (
          <p class={css.opening} dir="auto">
            {words.note}
          </p>
        )}
        <p class={css.opening} dir="auto">
          {incoming.opening}
        </p>
      </div>
      <div class={css.cardButtons}>
        <Button variant="primary" size={40} shortcut={keyOf("acceptTyping")} busy={busy} disabledReason={reason} onClick={acceptNow}>
          {t("offer.accept")}
        </Button>
        <Decline incoming={incoming} disabledReason={reason} />
      </div>
    </div>
  );
}

interface CardWords {
  /** The card's name. */
  card: string;
  title: string;
  timeLeft: string;
  /** What a colleague says about it; "" where nobody says anything. */
  note: string;
  announcement: (seconds: number) => string;
}

function wordsOf(incoming: Incoming, name: string, inbox: string): CardWords {
  if (incoming.type === "offer") {
    return {
      card: t("offer.card", { name }),
      title: t(incoming.assigned ? "offer.assigned" : "offer.new", { inbox }),
      timeLeft: t("offer.timeLeft"),
      note: "",
      announcement: (count) => t("offer.announce", { name, inbox, count }),
    };
  }
  const { owner_name, by, owner, by_name, note } = incoming;
  const asked = by === owner ? "" : t("transfer.askedBy", { name: by_name });
  return {
    card: t("transfer.card", { name }),
    title: t("transfer.from", { name: owner_name, inbox }),
    timeLeft: t("transfer.timeLeft"),
    note: note === "" ? asked : t("transfer.noteBy", { name: by_name, note }),
    announcement: (count) => `${t("transfer.announce", { from: by_name, name, inbox, count })} ${note}`,
  };
}

function Waiting({ since }: { since: number }) {
  return <>{t("offer.waiting", { time: formatClock((useNow() - since) / 1000) })}</>;
}

function Decline({ incoming, disabledReason }: { incoming: Incoming; disabledReason: string | undefined }) {
  const { live } = useWorkplace();
  const [why, setWhy] = useState("");
  const isTransfer = incoming.type === "transfer";
  const send = (event: Event, close: () => void): void => {
    event.preventDefault();
    close();
    void declineIncoming(live, incoming, why.trim());
  };
  return (
    <Popover
      label={t(isTransfer ? "transfer.declineTitle" : "offer.declineTitle")}
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
            hint={t(isTransfer ? "transfer.whyHint" : "offer.whyHint")}
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
