/**
 * A whole number with its unit. Arrow keys step; what is typed is never changed under the hand.
 *
 * Not `type="number"`: that one changes on a scroll of the wheel and hides what it cannot read.
 */
import { useState } from "preact/hooks";
import { kitWord } from "../words.ts";
import { FieldFrame, type FieldProps } from "./FieldFrame.tsx";
import css from "./field.module.css";

export interface NumberFieldProps extends FieldProps {
  /** Null: empty, or not a whole number. */
  value: number | null;
  onValue: (value: number | null) => void;
  onBlur?: () => void;
  /** Bounds for the arrow keys and for screen readers. What is typed beyond them is yours to refuse, with `error`. */
  min?: number;
  max?: number;
  step?: number;
  /** For example "seconds". */
  unit?: string;
}

/** The number written in `text`, or null. */
export function parseWhole(text: string): number | null {
  const trimmed = text.trim();
  return /^-?\d{1,15}$/.test(trimmed) ? Number(trimmed) : null;
}

export function NumberField(props: NumberFieldProps) {
  const { value, onValue, onBlur, min, max, step = 1, unit, name, disabled } = props;
  const [typed, setTyped] = useState(value === null ? "" : String(value));
  const text = value !== null && parseWhole(typed) !== value ? String(value) : typed;
  const unreadable = text.trim() !== "" && parseWhole(text) === null;

  const change = (next: string): void => {
    setTyped(next);
    onValue(parseWhole(next));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    const from = parseWhole(text) ?? (direction > 0 ? (min ?? 0) - step : (max ?? 0) + step);
    change(String(Math.max(min ?? -Infinity, Math.min(max ?? Infinity, from + direction * step))));
  };

  return (
    <FieldFrame {...props} class={css.number} error={props.error ?? (unreadable ? kitWord("notWhole") : undefined)}>
      {(control) => (
        <div class={`${css.control} ${css.framed}`}>
          <input
            {...control}
            type="text"
            inputMode="numeric"
            role="spinbutton"
            aria-valuenow={value ?? undefined}
            aria-valuetext={value === null ? undefined : `${value} ${unit ?? ""}`.trim()}
            aria-valuemin={min}
            aria-valuemax={max}
            autocomplete="off"
            value={text}
            name={name}
            disabled={disabled}
            onInput={(event) => change(event.currentTarget.value)}
            onBlur={onBlur}
            onKeyDown={onKeyDown}
          />
          {unit !== undefined && (
            <span class={css.unit} aria-hidden="true">
              {unit}
            </span>
          )}
        </div>
      )}
    </FieldFrame>
  );
}
