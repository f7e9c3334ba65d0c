/** Writes a key combination as it is printed on the user's keyboard: "Ctrl K", or "⌘ K" on Apple's. */
import { isApplePlatform } from "./matchKey.ts";

const APPLE: Record<string, string> = { mod: "⌘", meta: "⌘", ctrl: "⌃", alt: "⌥", shift: "⇧" };
const OTHERS: Record<string, string> = { mod: "Ctrl", meta: "Win", ctrl: "Ctrl", alt: "Alt", shift: "Shift" };
const NAMED: Record<string, string> = {
  enter: "↵",
  escape: "Esc",
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
};

/** The key caps of `combination` in order, for example ["Ctrl", "K"]; a sequence "g c" gives ["G", "C"]. */
export function keyLabels(combination: string): string[] {
  const modifiers = isApplePlatform() ? APPLE : OTHERS;
  return combination
    .split(/[+ ]/)
    .filter((part) => part !== "")
    .map((part) => {
      const key = part.toLowerCase();
      return modifiers[key] ?? NAMED[key] ?? (part.length === 1 ? part.toUpperCase() : part);
    });
}

/** The value of `aria-keyshortcuts` for `combination`. Sequences have no notation there, so none is claimed. */
export function ariaKeyShortcuts(combination: string): string | undefined {
  if (combination.includes(" ")) return undefined;
  const mod = isApplePlatform() ? "Meta" : "Control";
  const names: Record<string, string> = { mod, meta: "Meta", ctrl: "Control", alt: "Alt", shift: "Shift" };
  return combination
    .split("+")
    .map((part) => names[part.toLowerCase()] ?? part.charAt(0).toUpperCase() + part.slice(1))
    .join("+");
}
