/** A key combination as key caps, shown where the key acts. Read aloud through `aria-keyshortcuts` of the control. */
import { keyLabels } from "../keyboard/keyLabel.ts";
import css from "./kbd.module.css";

export interface KbdProps {
  /** For example "mod+k", "enter" or "g c". */
  keys: string;
}

export function Kbd({ keys }: KbdProps) {
  return (
    <kbd class={css.keys} dir="ltr">
      {keyLabels(keys).map((label) => (
        <kbd key={label} class={css.key}>
          {label}
        </kbd>
      ))}
    </kbd>
  );
}
