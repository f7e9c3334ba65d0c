/** A state in a word, with a dot whose shape says it too: full, half, ring or none. */
import type { ComponentChildren } from "preact";
import css from "./badge.module.css";

export interface PillProps {
  tone?: "neutral" | "accent" | "ok" | "warn" | "bad";
  dot?: "full" | "half" | "ring";
  /** Without tint: for tables, where many stand together. */
  plain?: boolean;
  children?: ComponentChildren;
}

export function Pill({ tone = "neutral", dot, plain = false, children }: PillProps) {
  return (
    <span class={`${css.pill} ${plain ? css.plain : ""}`} data-tone={tone}>
      {dot && <span class={css.dot} data-dot={dot} />}
      {children}
    </span>
  );
}
