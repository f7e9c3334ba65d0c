/** A key combination as key caps, shown where the key acts. */
import { keyLabels } from "../keyboard/keyLabel.ts";
import css from "./kbd.module.css";

export interface KbdProps {
  /** For example "mod+k", "enter" or "g c". */
  keys: string;
  /** Read aloud where it stands. On a control it is not: there `aria-keyshortcuts` says it, and the name stays a name. */
  spoken?: boolean;
}

export function Kbd({ keys, spoken = false }: KbdProps) {
  return (
    <kbd class={css.keys} dir="ltr" aria-hidden={!spoken || undefined}>
      {keyLabels(keys).map((label) => (
        <kbd key={label} class={css.key}>
          {label}
        </kbd>
      ))}
    </kbd>
  );
}
