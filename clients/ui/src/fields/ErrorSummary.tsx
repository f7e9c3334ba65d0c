/**
 * What stopped a form, above it: a list of links to the fields.
 *
 * Holds: it takes the focus when it appears and each time `attempt` changes, because a person just pressed "send";
 * following a link focuses the field.
 */
import { useEffect, useRef } from "preact/hooks";
import { IconWarning } from "../icons/icons.tsx";
import css from "./errorSummary.module.css";

export interface FieldError {
  /** The `id` given to the field; leave out for an error of the form as a whole. */
  fieldId?: string;
  message: string;
}

export interface ErrorSummaryProps {
  title: string;
  errors: FieldError[];
  /** Count up with each attempt to send. */
  attempt?: number;
}

export function ErrorSummary({ title, errors, attempt = 0 }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  const any = errors.length > 0;
  useEffect(() => {
    if (any) box.current?.focus();
  }, [any, attempt]);
  if (!any) return null;
  return (
    <div ref={box} class={css.summary} role="alert" tabIndex={-1}>
      <IconWarning size={20} class={css.icon} />
      <div>
        <h2 class={css.title}>{title}</h2>
        <ul class={css.list}>
          {errors.map(({ fieldId, message }) => (
            <li key={`${fieldId} ${message}`}>
              {fieldId === undefined ? (
                message
              ) : (
                <a href={`#${fieldId}`} onClick={(event) => goToField(event, fieldId)}>
                  {message}
                </a>
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function goToField(event: Event, fieldId: string): void {
  event.preventDefault();
  const field = document.getElementById(fieldId);
  field?.focus();
  field?.scrollIntoView?.({ block: "center" });
}
