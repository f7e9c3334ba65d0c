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
  /** It is all there is on the page, and its title is the page's. */
  wholePage?: boolean;
}

export function EmptyState({ icon: Shape, title, children, action, wholePage = false }: EmptyStateProps) {
  const Title = wholePage ? "h1" : "p";
  return (
    <div class={css.box}>
      {Shape && (
        <span class={css.icon}>
          <Shape size={24} />
        </span>
      )}
      <Title class={css.title}>{title}</Title>
      {children !== undefined && <div class={css.text}>{children}</div>}
      {action}
    </div>
  );
}
