/**
 * The chats that are on offer to me, and the latest one that I let go.
 *
 * Owns: which offer is shown first, and what becomes of an offer that ended without me.
 */
import type { OfferEnding, YourOfferBody } from "@deskbell/protocol";
import { signal } from "@preact/signals";
import { accept } from "../live/actions.ts";
import type { Workplace } from "../live/context.ts";
import type { Live } from "../live/live.ts";
import { navigate } from "../routing/router.ts";
import { showToast } from "@deskbell/ui";
import { t } from "../language/language.ts";

export interface MissedOffer {
  conversation: string;
  at: number;
  ending: OfferEnding;
}

export const missedOffer = signal<MissedOffer | null>(null);

/** Offers that are being answered at this moment. */
export const answering = signal<ReadonlySet<string>>(new Set());

export function forgetMissed(): void {
  missedOffer.value = null;
}

/** Those on offer, the one that runs out first in front. */
export function currentOffers(live: Live): YourOfferBody[] {
  const offers = Object.values(live.plate.seen.value?.view.offers ?? {});
  return offers.toSorted((one, other) => one.expires_at - other.expires_at);
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
export async function acceptAndOpen({ live }: Workplace, { conversation, offer, visitor_name }: YourOfferBody): Promise<void> {
  if (answering.peek().has(conversation)) return;
  const busyWriting = isWriting(document.activeElement);
  answering.value = new Set([...answering.peek(), conversation]);
  const done = await accept(live, conversation, offer);
  answering.value = new Set([...answering.peek()].filter((id) => id !== conversation));
  if (!done) return;
  if (!busyWriting) return navigate(`/chats/${conversation}`);
  showToast({ tone: "ok", message: t("offer.acceptedMeanwhile", { name: visitor_name || t("visitor") }) });
}

function isWriting(element: Element | null): boolean {
  return element instanceof HTMLTextAreaElement && element.value.trim() !== "";
}
