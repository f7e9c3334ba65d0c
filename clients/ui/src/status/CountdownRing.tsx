/**
 * The time that is left, as a ring and a number.
 *
 * Holds: computed from the deadline, so that a throttled tab shows the truth; with reduced motion it moves in steps of
 * five seconds; spoken at the marks only, assertively, because an offer does not wait.
 */
import { useEffect, useRef } from "preact/hooks";
import { useNow } from "../clock/clock.ts";
import { prefersReducedMotion } from "../theme/theme.ts";
import { kitWord } from "../words.ts";
import { announce } from "./announcer.ts";
import css from "./countdownRing.module.css";

const RADIUS = 18;
const STEP_SECONDS = 5;
const NO_MARKS: number[] = [];

export interface CountdownRingProps {
  /** Milliseconds since the epoch, by the server's clock. */
  deadline: number;
  /** The whole time, in seconds: what a full ring means. */
  totalSeconds: number;
  label: string;
  /** Edge length in CSS pixels. */
  size?: number;
  /** At these seconds the rest is announced, for example [10, 5]. */
  announceAt?: number[];
}

export function CountdownRing({ deadline, totalSeconds, label, size = 40, announceAt = NO_MARKS }: CountdownRingProps) {
  const left = secondsLeft(deadline, useNow());
  useSpokenMarks(left, announceAt);
  const drawn = prefersReducedMotion() ? Math.ceil(left / STEP_SECONDS) * STEP_SECONDS : left;
  const share = Math.max(0, Math.min(1, drawn / totalSeconds));
  const round = 2 * Math.PI * RADIUS;
  return (
    <span class={css.ring} role="timer" aria-label={label} style={{ inlineSize: `${size}px`, blockSize: `${size}px` }}>
      <svg viewBox="0 0 40 40" width={size} height={size} aria-hidden="true">
        <circle class={css.track} cx="20" cy="20" r={RADIUS} />
        <circle class={css.rest} cx="20" cy="20" r={RADIUS} stroke-dasharray={round} stroke-dashoffset={round * (1 - share)} />
      </svg>
      <span class={css.number}>{left}</span>
    </span>
  );
}

/** Whole seconds until `deadline`, counted so that the first number shown is the whole time and the last one is 0. */
export function secondsLeft(deadline: number, now: number): number {
  return Math.max(0, Math.ceil((deadline - now) / 1000));
}

function useSpokenMarks(left: number, marks: number[]): void {
  const before = useRef(left);
  useEffect(() => {
    const passed = marks.some((mark) => before.current > mark && left <= mark);
    before.current = left;
    if (passed && left > 0) announce(kitWord("secondsLeft", left), "assertive");
  }, [left, marks]);
}
