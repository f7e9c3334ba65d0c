/**
 * Notes on their way: shown at once, like messages, until their entry is in the log.
 *
 * Holds: a note that was refused stays with its reason, to be tried again or thrown away; none is written twice, because
 * a retry asks under the same id.
 */
import { newId } from "@deskbell/protocol";
import { type ReadonlySignal, signal } from "@preact/signals";
import { findMember } from "./lists.ts";
import type { Live } from "./live.ts";
import { describeRefusal } from "./refusals.ts";

export interface PendingNote {
  id: string;
  conversation: string;
  text: string;
  state: "sending" | "failed";
  why: string;
}

export class Notes {
  readonly #live: Live;
  readonly #pending = signal<PendingNote[]>([]);

  constructor(live: Live) {
    this.#live = live;
  }

  get pending(): ReadonlySignal<PendingNote[]> {
    return this.#pending;
  }

  write(conversation: string, text: string): void {
    const note: PendingNote = { id: newId(), conversation, text, state: "sending", why: "" };
    this.#pending.value = [...this.#pending.value, note];
    void this.#ask(note);
  }

  retry(id: string): void {
    const note = this.#pending.value.find((one) => one.id === id);
    if (!note) return;
    this.#change(id, { state: "sending", why: "" });
    void this.#ask(note);
  }

  discard(id: string): void {
    this.#pending.value = this.#pending.value.filter((one) => one.id !== id);
  }

  async #ask({ id, conversation, text }: PendingNote): Promise<void> {
    const answer = await this.#live.session.ask({ verb: "note", conversation, body: text }, id);
    if (answer.t === "ack") return this.discard(id);
    const why = describeRefusal(answer, (member) => findMember(this.#live, member)?.name);
    this.#change(id, { state: "failed", why });
  }

  #change(id: string, how: Partial<PendingNote>): void {
    this.#pending.value = this.#pending.value.map((one) => (one.id === id ? { ...one, ...how } : one));
  }
}
