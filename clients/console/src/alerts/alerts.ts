/**
 * Makes somebody who looks elsewhere look here: sound, the tab's title, a desktop notification.
 *
 * Owns: when each of them happens. A chat that comes (an offer, a transfer) repeats its sound until it is answered; nothing
 * else repeats.
 * Holds: what is seen already does not ring: a message in the chat that is open and in front is quiet.
 */
import { announce, formatClock, onEverySecond, secondsLeft, serverNow, showToast } from "@deskbell/ui";
import { effect, signal, untracked } from "@preact/signals";
import { currentIncoming } from "../chats/offers.ts";
import { titleAlert } from "../frame/pageTitle.ts";
import { t } from "../language/language.ts";
import type { Workplace } from "../live/context.ts";
import { findInbox, findMember } from "../live/lists.ts";
import { preferences } from "../preferences/preferences.ts";
import { path } from "../routing/router.ts";
import { watchBoardAlerts } from "./boardAlerts.ts";
import { notify } from "./notifications.ts";
import { createRinger } from "./ringer.ts";
import { playSound } from "./sounds.ts";

const RING_EVERY_MS = 4_000;
const MUTE_MS = 30 * 60_000;

/** Until when sounds are muted by the key for it, by this computer's clock. */
export const mutedUntil = signal(0);

export function toggleMute(): void {
  const muted = mutedUntil.value > Date.now();
  mutedUntil.value = muted ? 0 : Date.now() + MUTE_MS;
  announce(t(muted ? "sound.unmuted" : "sound.mutedHalfHour"));
}

/** Starts alerting for this workplace. Returns how to stop. */
export function startAlerts(workplace: Workplace): () => void {
  const { live } = workplace;
  const ringer = createRinger();
  const ring = (sound: "offer" | "message" | "assigned"): void => {
    if (ringer.isOurs() && mutedUntil.peek() <= Date.now()) playSound(sound);
  };
  const stops = [
    ringer.stop,
    ringForOffers(workplace, () => ring("offer")),
    showOffersInTitle(workplace),
    watchBoardAlerts(workplace, (words, alert) => {
      ring("assigned");
      notify({ conversation: alert.kind === "round" ? alert.conversation : "", title: t("boardAlert.menu", { count: 1 }), text: words });
    }),
    live.onMember((body) => {
      if (body.type === "offer") {
        const inbox = findInbox(live, body.inbox)?.name ?? "";
        notify({ conversation: body.conversation, title: t("notify.offer", { inbox }), text: body.opening });
      }
      if (body.type === "transfer") {
        const inbox = findInbox(live, body.inbox)?.name ?? "";
        notify({ conversation: body.conversation, title: t("notify.transfer", { name: body.by_name, inbox }), text: body.note || body.opening });
      }
      if (body.type === "assignment_failed") {
        ring("assigned");
        const name = body.agent_name || findMember(live, body.agent)?.name || "";
        showToast({ message: t(`assignmentFailed.${body.ending}`, { name }), tone: "bad", seconds: 15 });
      }
    }),
    live.conversations.onEntry((conversation, { body }) => {
      if (body.type !== "message" || body.author.kind !== "visitor") return;
      const chat = workplace.lists.mine.peek().find(({ id }) => id === conversation);
      if (!chat || isInFront(conversation)) return;
      if (preferences.peek().messageSound) ring("message");
      notify({ conversation, title: t("notify.message", { name: chat.name || t("visitor") }), text: body.text });
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    titleAlert.value = "";
  };
}

/** The chat is open on the screen, and the window is the one in use. */
function isInFront(conversation: string): boolean {
  return path.peek() === `/chats/${conversation}` && !document.hidden && document.hasFocus();
}

function ringForOffers({ live }: Workplace, ring: () => void): () => void {
  let timer: ReturnType<typeof setInterval> | undefined;
  const stopRinging = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  const end = effect(() => {
    const offered = currentIncoming(live).length > 0;
    if (!offered || !preferences.value.offerSound) return stopRinging();
    if (timer !== undefined) return;
    ring();
    timer = setInterval(ring, RING_EVERY_MS);
  });
  return () => {
    end();
    stopRinging();
  };
}

/** "(2) 0:14 New chat — Deskbell": how much wants attention, and how long the offer still stands. */
function showOffersInTitle({ live, lists }: Workplace): () => void {
  const write = (): void => {
    const coming = untracked(() => currentIncoming(live));
    const unread = lists.unread.peek();
    const first = coming[0];
    const count = coming.length + unread > 0 ? `(${coming.length + unread})` : "";
    titleAlert.value = first
      ? `${count} ${formatClock(secondsLeft(first.expires_at, serverNow()))} ${t(first.type === "offer" ? "title.newChat" : "title.transfer")}`
      : count && `${count} ${t("title.unread")}`;
  };
  const end = effect(() => {
    void live.plate.seen.value;
    void lists.unread.value;
    write();
  });
  const stop = onEverySecond(write);
  return () => {
    end();
    stop();
  };
}
