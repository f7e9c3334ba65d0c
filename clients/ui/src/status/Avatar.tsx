/** A person's initials. Decoration: the name always stands beside it or is its label. */
import css from "./avatar.module.css";

const TINTS = 6;

export interface AvatarProps {
  name: string;
  /** Edge length in CSS pixels. */
  size?: 24 | 32 | 40;
  /** Says the name to screen readers, where it does not stand beside the picture. */
  named?: boolean;
  presence?: "available" | "busy" | "away" | "offline";
}

/** One or two letters for `name`: of the first and the last word, or the one sign of a script without spaces. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = firstSign(words[0] ?? "?");
  const last = words.length > 1 ? firstSign(words.at(-1)!) : "";
  return (first + last).toLocaleUpperCase();
}

export function Avatar({ name, size = 32, named = false, presence }: AvatarProps) {
  const naming = named ? ({ role: "img", "aria-label": name } as const) : ({ "aria-hidden": true } as const);
  return (
    <span class={`${css.avatar} ${css[`size${size}`]} ${css[`tint${tintOf(name)}`]}`} {...naming}>
      <span class={css.initials} data-initials={initialsOf(name)} />
      {presence && <span class={css.presence} data-presence={presence} />}
    </span>
  );
}

/** The same name has the same tint everywhere and always. */
function tintOf(name: string): number {
  let mixed = 5381;
  for (const sign of name) mixed = Math.imul(mixed ^ sign.codePointAt(0)!, 0x5bd1e995) >>> 0;
  return ((mixed >>> 13) % TINTS) + 1;
}

function firstSign(word: string): string {
  const segments = new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(word);
  return segments[Symbol.iterator]().next().value?.segment ?? "";
}
