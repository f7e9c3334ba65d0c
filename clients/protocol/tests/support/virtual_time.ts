/**
 * Time and chance for tests: nothing sleeps, and a seed tells the whole story.
 *
 * Holds: callbacks run in the order of their times; promises settle before the next callback runs.
 */
export class VirtualTime {
  #now = 1_700_000_000_000;
  #count = 0;
  #queue: { at: number; order: number; run: () => void }[] = [];
  readonly now = (): number => this.#now;

  readonly after = (milliseconds: number, run: () => void): (() => void) => {
    const entry = { at: this.#now + milliseconds, order: (this.#count += 1), run };
    this.#queue.push(entry);
    return () => {
      this.#queue = this.#queue.filter((other) => other !== entry);
    };
  };

  async advance(milliseconds: number): Promise<void> {
    const until = this.#now + milliseconds;
    await settle();
    for (let next = this.#take(until); next; next = this.#take(until)) {
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await settle();
    }
    this.#now = until;
  }

  /** The machine falls asleep: the clock goes on, timers run late, when it wakes. */
  async sleep(milliseconds: number): Promise<void> {
    this.#now += milliseconds;
    await this.advance(0);
  }

  #take(until: number) {
    let first = this.#queue[0];
    for (const entry of this.#queue) {
      if (first && (entry.at < first.at || (entry.at === first.at && entry.order < first.order))) first = entry;
    }
    if (!first || first.at > until) return undefined;
    this.#queue.splice(this.#queue.indexOf(first), 1);
    return first;
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 6; turn += 1) await Promise.resolve();
}

/** mulberry32: small, seeded, good enough to choose faults with. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  readonly next = (): number => {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };

  happens(probability: number): boolean {
    return this.next() < probability;
  }

  between(low: number, high: number): number {
    return Math.floor(low + this.next() * (high - low));
  }

  pick<T>(from: readonly T[]): T {
    return from[this.between(0, from.length)] as T;
  }
}
