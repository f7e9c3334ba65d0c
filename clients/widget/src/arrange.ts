/**
 * What markup cannot say: where the focus is, how far the conversation is scrolled, how high the field is.
 *
 * Owns: these three, after each drawing.
 * Holds: an update never takes the focus or moves what is being read; only opening the panel and the visitor's own
 * steps do.
 */
import { INITIAL, isEnded } from "./state";
import type { State } from "./state";

export function createArranger(root: HTMLElement): (state: State) => void {
  let before = INITIAL;
  let heightBefore = 0;

  const find = (selector: string): HTMLElement | null => root.querySelector(selector);

  function scroll({ view, isAtEnd }: State): void {
    const log = find(".log");
    if (!log) return;
    const { scrollHeight } = log;
    const hasEarlier = view && before.view && view.first_seq < before.view.first_seq;
    if (hasEarlier) log.scrollTop += scrollHeight - heightBefore;
    else if (isAtEnd) log.scrollTop = scrollHeight;
    heightBefore = scrollHeight;
  }

  function fitField(): void {
    const field = find(".composer textarea");
    if (!field) return;
    const borders = field.offsetHeight - field.clientHeight;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + borders}px`;
  }

  function focus(state: State): void {
    if (!state.isOpen) return;
    const isStep = (["isOpen", "screen", "isConfirming"] as const).some((name) => state[name] !== before[name]);
    const hasEnded = isEnded(state) && !isEnded(before);
    const isLost = document.activeElement === document.body;
    if (state.fault && !before.fault) find("[aria-invalid=true]")?.focus();
    else if (isLost && before.isMenuOpen && !state.isMenuOpen && !isStep) find(".menu button")?.focus();
    // Where a chat ends, or somebody comes while a message is left, the field goes, and the focus with it, if it was there.
    else if (isStep || (isLost && (hasEnded || state.isLeaving !== before.isLeaving))) findFirst()?.focus({ preventScroll: true });
  }

  /** The field to write in, else the first thing to do. On a phone that would bring up the keyboard: the heading. */
  function findFirst(): HTMLElement | null {
    const question = find("[role=alertdialog] .primary");
    if (question || matchMedia("(pointer: coarse)").matches) return question ?? find("h1");
    return find("[data-first]") ?? find(".primary") ?? find("h1");
  }

  return (state) => {
    fitField();
    scroll(state);
    focus(state);
    before = state;
  };
}
