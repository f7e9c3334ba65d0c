/**
 * The few words the kit says itself. A screen in another language replaces them: `kitWords.value = {...}`.
 */
import { signal } from "@preact/signals";

const ENGLISH = {
  close: "Close",
  dismiss: "Dismiss",
  undo: "Undo",
  retry: "Try again",
  copy: "Copy",
  copied: "Copied",
  copyFailed: "Copying was blocked. Select the text and copy it yourself.",
  optional: "optional",
  show: "Show",
  hide: "Hide",
  on: "On",
  off: "Off",
  more: "More actions",
  requestId: "Request",
  notWhole: "Use a whole number.",
  charactersLeft: "{count} characters left",
  charactersOver: "{count} characters too many",
  secondsLeft: "{count} seconds left",
  notifications: "Notifications",
  steps: "Steps",
  stepDone: "done",
  loading: "Loading",
  soon: "soon",
  late: "late",
  sortedUp: "sorted, lowest first",
  sortedDown: "sorted, highest first",
};

export type KitWords = typeof ENGLISH;

export const kitWords = /* @__PURE__ */ signal<KitWords>(ENGLISH);

/** One of the kit's words, with `count` put in where it has a place for it. */
export function kitWord(name: keyof KitWords, count?: number): string {
  return kitWords.value[name].replace("{count}", String(count));
}
