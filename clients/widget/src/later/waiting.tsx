/**
 * While nobody answers: the place in the queue, how long it may take, and a way out of waiting.
 *
 * Holds: what nobody knows is not guessed.
 */
import type { Chat } from "../chat";
import type { Standing, State } from "../state";
import { number, plural, t } from "../texts";

const MINUTE_MS = 60_000;

export function Waiting({ state: { standing, announced }, chat }: { state: State; chat: Chat }) {
  return (
    <>
      {standing && <p class="place">{sayStanding(standing)}</p>}
      {!standing?.estimate_ms && <small>{t("waiting_how_long")}</small>}
      <p class="unseen" aria-live="polite" aria-atomic="true">
        {announced && sayStanding(announced)}
      </p>
      <button type="button" class="secondary" onClick={() => chat.set({ isLeaving: true, fault: "" })}>
        {t("leave")}
      </button>
    </>
  );
}

function sayStanding({ place, estimate_ms }: Standing): string {
  const where = place > 1 ? t("place", { place: number(place) }) : t("place_next");
  return estimate_ms ? `${where} · ${plural("about", Math.ceil(estimate_ms / MINUTE_MS))}` : where;
}
