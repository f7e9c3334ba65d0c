/**
 * Messages that were written and not yet sent, over a reload of this tab.
 *
 * Holds: kept for the member who wrote them only, and only as long as the tab lives; what was sent is forgotten at once.
 */
import type { Unsent } from "@deskbell/protocol";
import { effect } from "@preact/signals";
import type { Live } from "./live.ts";

/** Puts back what an earlier page of this tab left, and keeps what is unsent from now on. Returns how to stop. */
export function keepUnsent(live: Live): () => void {
  const place = `deskbell.unsent.${live.me}`;
  const kept = read(place);
  if (kept.length > 0) live.session.restore(kept);
  return effect(() => {
    void live.pending.value;
    const unsent = live.session.unsent();
    try {
      if (unsent.length === 0) sessionStorage.removeItem(place);
      else sessionStorage.setItem(place, JSON.stringify(unsent));
    } catch {
      // They are still on the screen, and go out unless the page is left first.
    }
  });
}

function read(place: string): Unsent[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(place) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isUnsent) : [];
  } catch {
    return [];
  }
}

function isUnsent(one: unknown): one is Unsent {
  if (typeof one !== "object" || one === null) return false;
  const { cid, conversation, text } = one as Partial<Unsent>;
  return typeof cid === "string" && typeof conversation === "string" && typeof text === "string";
}
