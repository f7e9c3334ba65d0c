/** A white surface with a hairline: one subject, with a title and its actions. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import css from "./card.module.css";

export interface CardProps {
  title?: string;
  /** The title's place in the outline. */
  level?: 2 | 3;
  /** Stands at the end of the title's line. */
  actions?: ComponentChildren;
  /** For tables and lists that bring their own padding. */
  flush?: boolean;
  class?: string;
  children?: ComponentChildren;
}

export function Card({ title, level = 2, actions, flush = false, class: extra = "", children }: CardProps) {
  const id = useId();
  const Heading = `h${level}` as "h2" | "h3";
  return (
    <section class={`${css.card} ${extra}`} aria-labelledby={title === undefined ? undefined : id}>
      {(title !== undefined || actions !== undefined) && (
        <header class={css.header}>
          {title !== undefined && (
            <Heading id={id} class={css.title}>
              {title}
            </Heading>
          )}
          {actions}
        </header>
      )}
      <div class={flush ? css.flush : css.body}>{children}</div>
    </section>
  );
}
