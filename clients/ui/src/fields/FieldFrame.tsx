/**
 * The frame around every field: label, hint, counter, error. Not exported from the kit; the fields are.
 *
 * Holds: hint and error belong to the control by `aria-describedby`; an error that appears is announced politely, and
 * the place where it appears exists before, so that every screen reader notices.
 */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { IconWarning } from "../icons/icons.tsx";
import { kitWord } from "../words.ts";
import css from "./field.module.css";

/** What every field takes. */
export interface FieldProps {
  label: string;
  /** Shows the label to screen readers only. */
  labelHidden?: boolean;
  /** What is allowed or expected; stands under the label at all times. */
  hint?: ComponentChildren;
  /** What is wrong and what to do, in a sentence. */
  error?: string | undefined;
  /** Says "optional" beside the label. */
  optional?: boolean;
  required?: boolean;
  disabled?: boolean;
  name?: string;
  /** Given by the screen where an error summary links to the field. */
  id?: string;
}

export interface ControlProps {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean | undefined;
  "aria-required": boolean | undefined;
}

interface FieldFrameProps extends FieldProps {
  counter?: ComponentChildren;
  class?: string;
  children: (control: ControlProps) => ComponentChildren;
}

export function FieldFrame(props: FieldFrameProps) {
  const { label, labelHidden, hint, error, optional, required, counter, class: extra = "", children } = props;
  const ownId = useId();
  const id = props.id ?? ownId;
  const describedBy = [hint !== undefined && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div class={`${css.field} ${extra}`}>
      <label for={id} class={labelHidden ? css.hidden : css.label}>
        {label}
        {optional && <span class={css.optional}> ({kitWord("optional")})</span>}
      </label>
      {children({
        id,
        "aria-describedby": describedBy || undefined,
        "aria-invalid": error ? true : undefined,
        "aria-required": required || undefined,
      })}
      <FieldNotes id={id} hint={hint} error={error} counter={counter} />
    </div>
  );
}

/** What stands under a control. Shared with the groups, which have a legend instead of a label. */
export function FieldNotes(props: { id: string; hint?: ComponentChildren; error?: string | undefined; counter?: ComponentChildren }) {
  const { id, hint, error, counter } = props;
  return (
    <div class={css.notes}>
      <div class={css.noteTexts}>
        <div id={`${id}-error`} class={css.error} aria-live="polite">
          {error && (
            <>
              <IconWarning size={14} class={css.errorIcon} />
              {error}
            </>
          )}
        </div>
        {hint !== undefined && (
          <div id={`${id}-hint`} class={css.hint}>
            {hint}
          </div>
        )}
      </div>
      {counter}
    </div>
  );
}
