/**
 * Typing, both ways.
 *
 * Owns: how often it is told, and how long it is believed.
 * Never: a frame or an element of a page.
 * Holds: a lost signal corrects itself: who types is told again, and who is silent is forgotten.
 */
const TELL_AGAIN_MS = 3_000;
const PAUSE_MS = 4_000;
const BELIEVED_MS = 7_000;

/** Calls back once; returns how to take that back. */
type After = (milliseconds: number, callback: () => void) => () => void;

/** Tells that somebody types here. */
export function createTypingTeller(after: After, tell: (typing: boolean) => void) {
  let toldRecently = false;
  let typing = false;
  let cancelPause = (): void => undefined;
  const stop = (): void => {
    cancelPause();
    if (typing) tell(false);
    typing = false;
    toldRecently = false;
  };
  return {
    /** A key was pressed in a text that is not empty. */
    typed(): void {
      cancelPause();
      cancelPause = after(PAUSE_MS, stop);
      if (toldRecently) return;
      typing = true;
      toldRecently = true;
      tell(true);
      after(TELL_AGAIN_MS, () => (toldRecently = false));
    },
    /** The text was sent or deleted. */
    stop,
  };
}

/** Believes that somebody types elsewhere, for a while. `changed` gets his name, or "" for nobody. */
export function createTypingWatch(after: After, changed: (name: string) => void) {
  let cancel = (): void => undefined;
  return (name: string, typing: boolean): void => {
    cancel();
    changed(typing ? name : "");
    if (typing) cancel = after(BELIEVED_MS, () => changed(""));
  };
}
