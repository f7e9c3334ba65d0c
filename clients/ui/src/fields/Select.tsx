/** One of several, as the browser's own list: it is the one that works everywhere, on phones too. */
import { IconChevronDown } from "../icons/icons.tsx";
import { FieldFrame, type FieldProps } from "./FieldFrame.tsx";
import css from "./field.module.css";

export interface SelectOption<Value extends string> {
  value: Value;
  label: string;
  disabled?: boolean;
}

export interface SelectProps<Value extends string> extends FieldProps {
  value: Value | "";
  onValue: (value: Value) => void;
  options: SelectOption<Value>[];
  /** Shown, and cannot be chosen, while the value is "". */
  placeholder?: string;
}

export function Select<Value extends string>(props: SelectProps<Value>) {
  const { value, onValue, options, placeholder, name, disabled } = props;
  return (
    <FieldFrame {...props}>
      {(control) => (
        <div class={css.selectFrame}>
          <select
            {...control}
            class={`${css.control} ${css.select}`}
            value={value}
            name={name}
            disabled={disabled}
            onChange={(event) => onValue(event.currentTarget.value as Value)}
          >
            {placeholder !== undefined && (
              <option value="" disabled hidden>
                {placeholder}
              </option>
            )}
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
          <IconChevronDown class={css.selectArrow} />
        </div>
      )}
    </FieldFrame>
  );
}
