/** A number that counts what waits for you. Nothing is shown for nothing. */
import { VisuallyHidden } from "../layout/VisuallyHidden.tsx";
import css from "./badge.module.css";

/** Beyond it the exact number helps nobody. */
const SHOWN_MAX = 99;

export interface BadgeProps {
  count: number;
  /** What is counted, for screen readers: "unread messages". */
  label: string;
  tone?: "accent" | "neutral" | "warn" | "bad";
}

export function Badge({ count, label, tone = "accent" }: BadgeProps) {
  if (count <= 0) return null;
  return (
    <span class={css.badge} data-tone={tone}>
      {count > SHOWN_MAX ? `${SHOWN_MAX}+` : count}
      <VisuallyHidden> {label}</VisuallyHidden>
    </span>
  );
}
