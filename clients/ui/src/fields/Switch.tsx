/** On or off, takes effect at once. The knob's place shows which, never the colour alone. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { kitWord } from "../words.ts";
import css from "./field.module.css";

export interface SwitchProps {
  label: string;
  checked: boolean;
  onChecked: (checked: boolean) => void;
  hint?: ComponentChildren;
  disabled?: boolean;
  /** Pushes the switch to the end of the line and adds the word "On" or "Off": for lists of settings. */
  wide?: boolean;
  name?: string;
  id?: string;
}

export function Switch({ label, checked, onChecked, hint, disabled, wide = false, name, ...rest }: SwitchProps) {
  const ownId = useId();
  const id = rest.id ?? ownId;
  const text = (
    <div class={css.switchText}>
      <label for={id} class={css.label}>
        {label}
      </label>
      {hint !== undefined && (
        <div id={`${id}-hint`} class={css.hint}>
          {hint}
        </div>
      )}
    </div>
  );
  return (
    <div class={`${css.switchRow} ${wide ? css.wide : ""}`}>
      {wide && text}
      <span class={css.switchState}>
        {wide && <span aria-hidden="true">{kitWord(checked ? "on" : "off")}</span>}
        <input
          id={id}
          type="checkbox"
          // oxlint-disable-next-line jsx-a11y/role-has-required-aria-props -- a native check box tells its state itself
          role="switch"
          class={css.switch}
          checked={checked}
          disabled={disabled}
          name={name}
          aria-describedby={hint === undefined ? undefined : `${id}-hint`}
          onChange={(event) => onChecked(event.currentTarget.checked)}
        />
      </span>
      {!wide && text}
    </div>
  );
}
