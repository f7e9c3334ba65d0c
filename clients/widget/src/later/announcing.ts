/**
 * When a place in the queue is read out to somebody who does not look at it.
 *
 * Owns: how often. The queue moves in fits: each new place would be talked over by the next.
 * Holds: a place is read out once, the latest one last; a new estimate alone is none.
 */
import type { World } from "@deskbell/protocol";
import type { Standing } from "../state";

const QUIET_MS = 20_000;

/** `announce` gets what is to be read out, and null after a while: a page that is read through says it once. */
export function createAnnouncer(after: World["after"], announce: (standing: Standing | null) => void) {
  let latest: Standing | null = null;
  let place = 0;
  let isQuiet = false;

  function speak(): void {
    if (isQuiet || !latest || latest.place === place) return;
    ({ place } = latest);
    isQuiet = true;
    announce(latest);
    after(QUIET_MS, () => {
      isQuiet = false;
      announce(null);
      speak();
    });
  }

  return (standing: Standing | null): void => {
    latest = standing;
    place = standing ? place : 0;
    speak();
  };
}
