/** Nothing here, and why: one sentence and the one thing to do about it. */
import type { ComponentChildren } from "preact";
import type { Icon } from "../icons/createIcon.tsx";
import css from "./stateBox.module.css";

export interface EmptyStateProps {
  icon?: Icon;
  /** "Nobody is waiting." */
  title: string;
  children?: ComponentChildren;
  /** One button; for an empty filter, "Show all". */
  action?: ComponentChildren;
}

export function EmptyState({ icon: Shape, title, children, action }: EmptyStateProps) {
  return (
    <div class={css.box}>
      {Shape && (
        <span class={css.icon}>
          <Shape size={24} />
        </span>
      )}
      <p class={css.title}>{title}</p>
      {children !== undefined && <div class={css.text}>{children}</div>}
      {action}
    </div>
  );
}
