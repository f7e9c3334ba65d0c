/** One of a few, all visible, each with room for a sentence about it. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { FieldNotes, type FieldProps } from "./FieldFrame.tsx";
import css from "./field.module.css";

export interface RadioOption<Value extends string> {
  value: Value;
  label: string;
  hint?: ComponentChildren;
  disabled?: boolean;
}

export interface RadioGroupProps<Value extends string> extends Omit<FieldProps, "optional"> {
  value: Value | "";
  onValue: (value: Value) => void;
  options: RadioOption<Value>[];
  /** Side by side instead of one below the other. */
  inline?: boolean;
}

export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const { label, labelHidden, value, onValue, options, inline = false, hint, error, required, disabled } = props;
  const ownId = useId();
  const id = props.id ?? ownId;
  const name = props.name ?? id;
  const describedBy = [hint !== undefined && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <fieldset
      class={css.group}
      role="radiogroup"
      aria-required={required || undefined}
      aria-invalid={error ? true : undefined}
      aria-describedby={describedBy || undefined}
      disabled={disabled}
    >
      <legend class={labelHidden ? css.hidden : css.label}>{label}</legend>
      <div class={inline ? css.inline : css.options}>
        {options.map((option, index) => {
          // The first one carries the field's own id, so that an error summary can lead to it.
          const optionId = index === 0 ? id : `${id}-${option.value}`;
          return (
            <div key={option.value} class={css.choice}>
              <input
                id={optionId}
                type="radio"
                class={css.radio}
                name={name}
                value={option.value}
                checked={option.value === value}
                disabled={option.disabled}
                aria-describedby={option.hint === undefined ? undefined : `${optionId}-about`}
                onChange={() => onValue(option.value)}
              />
              <label for={optionId} class={css.choiceText}>
                {option.label}
              </label>
              {option.hint !== undefined && (
                <div id={`${optionId}-about`} class={css.choiceHint}>
                  {option.hint}
                </div>
              )}
            </div>
          );
        })}
      </div>
      <FieldNotes id={id} hint={hint} error={error} />
    </fieldset>
  );
}
