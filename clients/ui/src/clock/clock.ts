/**
 * What time it is, for everything on the screen that counts.
 *
 * Owns: one timer for all clocks on the page, and the difference between this computer's clock and the server's.
 * Holds: times are computed from moments, never counted up, so a throttled tab or a laptop that slept shows the truth
 * at its next tick.
 */
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";

const serverAheadMs = /* @__PURE__ */ signal(0);
const listeners = /* @__PURE__ */ new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Told by whoever talks to the server: the server's clock minus ours, in milliseconds. */
export function setServerAhead(milliseconds: number): void {
  serverAheadMs.value = milliseconds;
}

/** The server's present time, in milliseconds since the epoch. */
export function serverNow(): number {
  return Date.now() + serverAheadMs.value;
}

/** The server's present time, drawn again every second. Pass false to stand still, for example once a chat has ended. */
export function useNow(running = true): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    if (!running) return undefined;
    setNow(serverNow());
    return onEverySecond(() => setNow(serverNow()));
  }, [running]);
  return now;
}

/** Calls `listener` at each full second until the returned function is called. */
export function onEverySecond(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) schedule();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
  };
}

/** Waits for the next full second, so that all clocks on the page change together. */
function schedule(): void {
  timer = setTimeout(() => {
    schedule();
    for (const listener of listeners) listener();
  }, 1000 - (serverNow() % 1000));
}
