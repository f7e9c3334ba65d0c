/**
 * Which tab makes the noise, when an agent has several open.
 *
 * Holds: at most one tab rings; when it is closed another takes over. Where the browser has no locks every tab rings:
 * twice is better than not at all.
 */
const LOCK = "deskbell.ringer";

/** Starts competing for the bell. */
export function createRinger(): { isOurs: () => boolean; stop: () => void } {
  // Only pages that came safely (HTTPS, or this very machine) have locks.
  const locks = navigator.locks as LockManager | null | undefined;
  if (!locks) return { isOurs: () => true, stop: () => undefined };
  let ours = false;
  const ended = new AbortController();
  const until = new Promise<void>((resolve) => ended.signal.addEventListener("abort", () => resolve()));
  locks
    .request(LOCK, { signal: ended.signal }, () => {
      ours = true;
      return until;
    })
    .catch(() => undefined);
  return { isOurs: () => ours, stop: () => ended.abort() };
}
