/**
 * How long to wait before the next attempt to connect.
 *
 * Owns: exponential back-off with full jitter (delivery, "The client").
 * Never: a random number of its own.
 * Holds: after a restart of the server its clients come back spread out, and none waits longer than 20 s.
 */
const FIRST_MS = 500;
const LONGEST_MS = 20_000;

/** Milliseconds before attempt number `attempt` (from 0); `random` is in [0, 1). */
export function backoff(attempt: number, random: number): number {
  return random * Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
}
