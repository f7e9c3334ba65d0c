/** Something could not be shown or done: what failed, whether the data is safe, a way on, and a number to ask about. */
import type { ComponentChildren } from "preact";
import { Button } from "../actions/Button.tsx";
import { IconRetry, IconWarning } from "../icons/icons.tsx";
import { kitWord } from "../words.ts";
import css from "./stateBox.module.css";

export interface ErrorStateProps {
  /** What failed: "The list of inboxes could not be loaded." */
  title: string;
  /** What it means and what to do: "Nothing was lost." */
  children?: ComponentChildren;
  onRetry?: () => void;
  retrying?: boolean;
  /** The request's number, for whoever runs the server. */
  requestId?: string | undefined;
}

export function ErrorState({ title, children, onRetry, retrying = false, requestId }: ErrorStateProps) {
  return (
    <div class={css.box} role="alert">
      <span class={`${css.icon} ${css.bad}`}>
        <IconWarning size={24} />
      </span>
      <p class={css.title}>{title}</p>
      {children !== undefined && <div class={css.text}>{children}</div>}
      {onRetry && (
        <Button icon={IconRetry} busy={retrying} onClick={onRetry}>
          {kitWord("retry")}
        </Button>
      )}
      {requestId !== undefined && (
        <p class={css.request}>
          {kitWord("requestId")} <code>{requestId}</code>
        </p>
      )}
    </div>
  );
}
