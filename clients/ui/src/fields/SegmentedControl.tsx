/** One of a few short words in a row: filters and views. Radio buttons underneath. */
import { useId } from "preact/hooks";
import css from "./segmented.module.css";

export interface Segment<Value extends string> {
  value: Value;
  label: string;
  /** How many there are behind it. */
  count?: number;
}

export interface SegmentedControlProps<Value extends string> {
  label: string;
  value: Value;
  onValue: (value: Value) => void;
  segments: Segment<Value>[];
}

export function SegmentedControl<Value extends string>({ label, value, onValue, segments }: SegmentedControlProps<Value>) {
  const name = useId();
  return (
    <div class={css.segments} role="radiogroup" aria-label={label}>
      {segments.map((segment) => (
        <label key={segment.value} class={css.segment}>
          <input
            type="radio"
            class={css.input}
            name={name}
            value={segment.value}
            checked={segment.value === value}
            onChange={() => onValue(segment.value)}
          />
          {segment.label}
          {segment.count !== undefined && <span class={css.count}>{segment.count}</span>}
        </label>
      ))}
    </div>
  );
}
