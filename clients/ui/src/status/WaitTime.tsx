/**
 * How long a customer has been waiting for us: the loudest thing on the screen once it is late.
 *
 * Holds: lateness is said by icon, figure and word, never by colour alone.
 */
import { useNow } from "../clock/clock.ts";
import { IconClock } from "../icons/icons.tsx";
import { formatClock } from "../language/time.ts";
import { kitWord } from "../words.ts";
import css from "./waitTime.module.css";

/** From this share of the target on, it is shown as nearly late. */
const SOON_FROM = 0.5;

export interface WaitTimeProps {
  /** Since when, in milliseconds since the epoch by the server's clock. */
  since: number;
  /** Later than this is late. Leave out to show the time only. */
  targetSeconds?: number;
}

/** How urgent a wait of `seconds` is. */
export function urgencyOf(seconds: number, targetSeconds: number | undefined): "calm" | "soon" | "late" {
  if (targetSeconds === undefined) return "calm";
  if (seconds > targetSeconds) return "late";
  return seconds >= targetSeconds * SOON_FROM ? "soon" : "calm";
}

export function WaitTime({ since, targetSeconds }: WaitTimeProps) {
  const seconds = Math.max(0, (useNow() - since) / 1000);
  const urgency = urgencyOf(seconds, targetSeconds);
  return (
    <span class={css.wait} data-urgency={urgency}>
      {urgency !== "calm" && <IconClock size={14} />}
      {formatClock(seconds)}
      {urgency !== "calm" && <span class={css.word}>{kitWord(urgency)}</span>}
    </span>
  );
}
