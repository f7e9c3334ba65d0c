/**
 * The chats that come to me, offered or passed on by a colleague, and the latest offer that I let go.
 *
 * Owns: which of them is shown first, what answering it asks, and what becomes of an offer that ended without me.
 */
import type { OfferEnding, YourOfferBody, YourTransferBody } from "@deskbell/protocol";
import { signal } from "@preact/signals";
import { accept, acceptTransfer, decline, declineTransfer } from "../live/actions.ts";
import type { Workplace } from "../live/context.ts";
import type { Live } from "../live/live.ts";
import { navigate } from "../routing/router.ts";
import { showToast } from "@deskbell/ui";
import { t } from "../language/language.ts";

/** What rings, and is accepted or declined in time. */
export type Incoming = YourOfferBody | YourTransferBody;

export interface MissedOffer {
  conversation: string;
  at: number;
  ending: OfferEnding;
}

export const missedOffer = signal<MissedOffer | null>(null);

/** Chats that are being accepted at this moment. */
export const answering = signal<ReadonlySet<string>>(new Set());

export function forgetMissed(): void {
  missedOffer.value = null;
}

/** All that is coming, the one that runs out first in front. */
export function currentIncoming(live: Live): Incoming[] {
  const plate = live.plate.seen.value?.view;
  const all = [...Object.values(plate?.offers ?? {}), ...Object.values(plate?.transfers ?? {})];
  return all.toSorted((one, other) => one.expires_at - other.expires_at);
}

/** Of the same chat the next offer, or a transfer after an offer, is another one. */
export function keyOfIncoming(incoming: Incoming): string {
  return `${incoming.conversation} ${incoming.type} ${numberOf(incoming)}`;
}

function numberOf(incoming: Incoming): number {
  return incoming.type === "offer" ? incoming.offer : incoming.transfer;
}

/** Remembers offers that end without an answer of mine. Returns how to stop. */
export function watchMissedOffers(live: Live): () => void {
  return live.onMember((body, at) => {
    if (body.type === "offer_ended" && body.ending !== "declined") {
      missedOffer.value = { conversation: body.conversation, at, ending: body.ending };
    }
    // News of a chat that came after all is better news.
    if (body.type === "chat" && missedOffer.peek()?.conversation === body.conversation) forgetMissed();
  });
}

/**
 * Accepts, and opens the chat: unless the agent is writing to somebody else just now, whose draft stays under his hands.
 */
export async function acceptAndOpen({ live }: Workplace, incoming: Incoming): Promise<void> {
  const { conversation, visitor_name } = incoming;
  if (answering.peek().has(conversation)) return;
  const busyWriting = isWriting(document.activeElement);
  answering.value = new Set([...answering.peek(), conversation]);
  const ask = incoming.type === "offer" ? accept : acceptTransfer;
  const done = await ask(live, conversation, numberOf(incoming));
  answering.value = new Set([...answering.peek()].filter((id) => id !== conversation));
  if (!done) return;
  if (!busyWriting) return navigate(`/chats/${conversation}`);
  showToast({ tone: "ok", message: t("offer.acceptedMeanwhile", { name: visitor_name || t("visitor") }) });
}

export function declineIncoming(live: Live, incoming: Incoming, reason: string): Promise<boolean> {
  const ask = incoming.type === "offer" ? decline : declineTransfer;
  return ask(live, incoming.conversation, numberOf(incoming), reason);
}

function isWriting(element: Element | null): boolean {
  return element instanceof HTMLTextAreaElement && element.value.trim() !== "";
}
