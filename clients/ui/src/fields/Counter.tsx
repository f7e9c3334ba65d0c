/** "52 / 200": how much of a text's room is used, in characters as people count them. Spoken only near the end. */
import { kitWord } from "../words.ts";
import css from "./field.module.css";

/** From this share of the room on, the rest is announced. */
const SPOKEN_FROM = 0.9;

/** Characters as the server counts them: Unicode code points, not UTF-16 units. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

export function Counter({ value, charactersMax }: { value: string; charactersMax: number }) {
  const used = countCharacters(value);
  const left = charactersMax - used;
  const near = used >= charactersMax * SPOKEN_FROM;
  const spoken = left < 0 ? kitWord("charactersOver", -left) : kitWord("charactersLeft", left);
  return (
    <div class={`${css.counter} ${left < 0 ? css.counterOver : ""}`}>
      <span aria-hidden="true" dir="ltr">
        {used} / {charactersMax}
      </span>
      <span class={css.hidden} role="status">
        {near ? spoken : ""}
      </span>
    </div>
  );
}
