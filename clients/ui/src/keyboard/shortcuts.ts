/**
 * Application-wide keyboard shortcuts.
 *
 * Owns: single keys, chords ("mod+k") and sequences of two ("g c"); which of them act while somebody is typing.
 * Never: takes a key from a text field, an open dialog or an input method unless the binding says so.
 * Holds: keys without a modifier can be switched off as a whole (WCAG 2.1.4).
 */
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { matchKey } from "./matchKey.ts";

/** How long the second key of a sequence may take. Slow hands need a good second. */
const SEQUENCE_MS_MAX = 1500;

export interface Shortcut {
  /** "mod+k", "?", "j", or two keys in a row: "g c". */
  keys: string;
  run: (event: KeyboardEvent) => void;
  /** Act while the focus is in a text field. Off by default. */
  inFields?: boolean;
  /** Act while a modal dialog is open. Off by default. */
  inDialogs?: boolean;
  /** The binding exists only while this returns true. */
  when?: () => boolean;
}

/** Whether keys without Ctrl, ⌘ or Alt act at all: a preference of the user. */
export const singleKeysEnabled = /* @__PURE__ */ signal(true);

/** True if typing into `target` would write text. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.tagName === "TEXTAREA" || target.tagName === "SELECT") return true;
  if (!(target instanceof HTMLInputElement)) return false;
  return !["checkbox", "radio", "button", "submit", "reset", "range", "color", "file"].includes(target.type);
}

/** Binds `shortcuts` to the document for as long as the component is mounted. The latest list always counts. */
export function useShortcuts(shortcuts: Shortcut[]): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => listenForShortcuts(() => latest.current), []);
}

/** Same outside components. Returns the function that stops listening. */
export function listenForShortcuts(current: () => Shortcut[]): () => void {
  let first: KeyboardEvent | null = null;
  let firstAt = 0;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || ["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
    const before = first && event.timeStamp - firstAt <= SEQUENCE_MS_MAX ? first : null;
    const hit = current().find((shortcut) => isAllowed(shortcut, event) && isHit(shortcut.keys, before, event));
    first = hit || isTextField(event.target) ? null : event;
    firstAt = event.timeStamp;
    if (!hit) return;
    event.preventDefault();
    hit.run(event);
  };
  document.addEventListener("keydown", onKeyDown);
  return () => document.removeEventListener("keydown", onKeyDown);
}

function isHit(keys: string, before: KeyboardEvent | null, event: KeyboardEvent): boolean {
  const [one, two] = keys.split(" ") as [string, string?];
  if (two === undefined) return matchKey(event, one);
  return before !== null && matchKey(before, one) && matchKey(event, two);
}

function isAllowed(shortcut: Shortcut, event: KeyboardEvent): boolean {
  if (shortcut.when && !shortcut.when()) return false;
  if (!shortcut.inDialogs && document.querySelector("dialog[open]")) return false;
  if (!shortcut.inFields && isTextField(event.target)) return false;
  return singleKeysEnabled.value || /(?:mod|ctrl|meta|alt)\+/i.test(shortcut.keys);
}
