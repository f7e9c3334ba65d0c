/** Text for screen readers only. */
import type { ComponentChildren } from "preact";
import css from "./visuallyHidden.module.css";

export function VisuallyHidden({ children }: { children?: ComponentChildren }) {
  return <span class={css.hidden}>{children}</span>;
}
