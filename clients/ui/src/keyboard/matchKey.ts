/**
 * Says whether a keyboard event is a named key combination.
 *
 * Owns: how combinations are written ("mod+k", "shift+enter", "?", "alt+arrowup") and read from an event.
 * Holds: the character typed decides (`event.key`), so that a binding follows the user's layout; the place on the
 * keyboard (`event.code`) is only asked where that layout has no Latin letters. Keys of an input method are never ours.
 */

const APPLE_PLATFORM = /mac|iphone|ipad/i;

/** Where punctuation sits on a US keyboard: the last resort on layouts that type other signs there. */
const CODE_OF_SIGN: Record<string, { code: string; shift: boolean }> = {
  "/": { code: "Slash", shift: false },
  "?": { code: "Slash", shift: true },
  "#": { code: "Digit3", shift: true },
};

export type KeyEvent = Pick<
  KeyboardEvent,
  "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "isComposing" | "keyCode" | "getModifierState"
>;

/** True on Apple keyboards, where "mod" is ⌘ instead of Ctrl. */
export function isApplePlatform(): boolean {
  return typeof navigator !== "undefined" && APPLE_PLATFORM.test(navigator.platform);
}

/** True if `event` is `combination`: modifiers (mod, ctrl, meta, alt, shift) and one key, joined by "+". */
export function matchKey(event: KeyEvent, combination: string): boolean {
  // keyCode 229 is how browsers mark keys that an input method is still working on.
  if (event.isComposing || event.keyCode === 229) return false;
  const parts = combination.toLowerCase().split("+");
  const wanted = parts.pop() || "+";
  return isSign(wanted) ? matchSign(event, wanted, parts) : matchNamedKey(event, wanted, parts);
}

function matchNamedKey(event: KeyEvent, wanted: string, modifiers: string[]): boolean {
  if (!modifiersMatch(event, modifiers, event.shiftKey === modifiers.includes("shift"))) return false;
  const typed = event.key.toLowerCase();
  if (typed === wanted) return true;
  if (/^[0-9]$/.test(wanted)) return event.code === `Digit${wanted}`;
  return /^[a-z]$/.test(wanted) && !isAscii(typed) && event.code === `Key${wanted.toUpperCase()}`;
}

/** Signs need Shift or AltGr on many layouts, so these two count as part of typing the sign. */
function matchSign(event: KeyEvent, wanted: string, modifiers: string[]): boolean {
  const altGraph = event.getModifierState?.("AltGraph") ?? false;
  if (!altGraph && !modifiersMatch(event, modifiers, true)) return false;
  if (event.key === wanted) return true;
  const place = CODE_OF_SIGN[wanted];
  return place !== undefined && !isAscii(event.key) && event.code === place.code && event.shiftKey === place.shift;
}

function modifiersMatch(event: KeyEvent, modifiers: string[], shiftMatches: boolean): boolean {
  const mod = modifiers.includes("mod");
  const apple = isApplePlatform();
  return (
    shiftMatches &&
    event.ctrlKey === (modifiers.includes("ctrl") || (mod && !apple)) &&
    event.metaKey === (modifiers.includes("meta") || (mod && apple)) &&
    event.altKey === modifiers.includes("alt")
  );
}

function isSign(key: string): boolean {
  return key.length === 1 && !/[a-z0-9]/.test(key);
}

function isAscii(key: string): boolean {
  return key.length !== 1 || key.charCodeAt(0) < 128;
}
