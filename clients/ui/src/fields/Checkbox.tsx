/** Yes or no, takes effect when the form is sent. For an immediate effect use Switch. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { FieldNotes } from "./FieldFrame.tsx";
import css from "./field.module.css";

export interface CheckboxProps {
  label: ComponentChildren;
  checked: boolean;
  onChecked: (checked: boolean) => void;
  hint?: ComponentChildren;
  error?: string | undefined;
  /** Some of what it stands for is chosen. */
  partly?: boolean;
  disabled?: boolean;
  required?: boolean;
  name?: string;
  id?: string;
}

export function Checkbox(props: CheckboxProps) {
  const { label, checked, onChecked, hint, error, partly = false, disabled, required, name } = props;
  const ownId = useId();
  const id = props.id ?? ownId;
  const describedBy = [hint !== undefined && `${id}-about`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div>
      <div class={css.choice}>
        <input
          id={id}
          type="checkbox"
          class={css.box}
          checked={checked}
          indeterminate={partly}
          disabled={disabled}
          name={name}
          aria-required={required || undefined}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy || undefined}
          onChange={(event) => onChecked(event.currentTarget.checked)}
        />
        <label for={id} class={css.choiceText}>
          {label}
        </label>
        {hint !== undefined && (
          <div id={`${id}-about`} class={css.choiceHint}>
            {hint}
          </div>
        )}
      </div>
      <FieldNotes id={id} error={error} />
    </div>
  );
}
