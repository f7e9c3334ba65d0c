/** How many characters are left, shown when the end comes near. Counted as the server counts them. */
import { MESSAGE_CHARACTERS_MAX } from "@deskbell/protocol";
import { plural } from "../texts";

const NEAR = 200;

/** In Unicode code points. */
export function lengthOf(text: string): number {
  // Most texts are far from the bound; only near it is it worth counting exactly.
  return text.length < MESSAGE_CHARACTERS_MAX - NEAR ? text.length : Array.from(text.trim()).length;
}

export function Remaining({ text }: { text: string }) {
  const left = MESSAGE_CHARACTERS_MAX - lengthOf(text);
  if (left > NEAR) return null;
  return (
    <p class={left < 0 ? "remaining over" : "remaining"} role="status">
      {left < 0 ? plural("over", -left) : plural("left", left)}
    </p>
  );
}
