/**
 * Moves the focus on purpose, and puts it back.
 *
 * Never: moves it because something arrived. Only a person's own action may.
 */

const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([disabled]):not([type="hidden"]), select:not([disabled]), ' +
  'textarea:not([disabled]), summary, [contenteditable="true"], [tabindex]:not([tabindex="-1"])';

/** Everything inside `root` that Tab can reach, in document order. */
export function focusableWithin(root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((element) => !element.closest("[hidden], [inert]"));
}

/** Remembers what has the focus now. Call the result to put it back; it says whether it could. */
export function rememberFocus(): () => boolean {
  const before = document.activeElement;
  return () => {
    if (!(before instanceof HTMLElement) || !before.isConnected || before === document.body) return false;
    before.focus();
    return document.activeElement === before;
  };
}

/** Focuses the first field inside `root` that is marked invalid. Says whether there was one. */
export function focusFirstInvalid(root: ParentNode): boolean {
  const invalid = root.querySelector<HTMLElement>('[aria-invalid="true"]');
  const field = invalid?.matches("fieldset") ? focusableWithin(invalid)[0] : invalid;
  field?.focus();
  return field !== null && field !== undefined;
}

export interface RovingOptions {
  /** Which arrows move: along a row, along a column, or both. */
  axis: "row" | "column" | "both";
  /** Start again at the other end. On by default. */
  wrap?: boolean;
}

/** Which of `items` an arrow, Home or End key leads to, seen from the one that has the focus. Null: not such a key. */
export function rovingTarget(event: KeyboardEvent, items: HTMLElement[], options: RovingOptions): HTMLElement | null {
  const step = rovingStep(event, options.axis);
  if (step === null || items.length === 0) return null;
  if (step === "first") return items[0] ?? null;
  if (step === "last") return items.at(-1) ?? null;
  const from = items.indexOf(document.activeElement as HTMLElement);
  if (from === -1) return (step > 0 ? items[0] : items.at(-1)) ?? null;
  const to = from + step;
  if (options.wrap === false) return items[Math.max(0, Math.min(items.length - 1, to))] ?? null;
  return items[(to + items.length) % items.length] ?? null;
}

function rovingStep(event: KeyboardEvent, axis: RovingOptions["axis"]): number | "first" | "last" | null {
  if (event.key === "Home") return "first";
  if (event.key === "End") return "last";
  if (axis !== "row" && event.key === "ArrowDown") return 1;
  if (axis !== "row" && event.key === "ArrowUp") return -1;
  if (axis === "column") return null;
  const forward = isRightToLeft(event.currentTarget) ? "ArrowLeft" : "ArrowRight";
  if (event.key === forward) return 1;
  return event.key === "ArrowLeft" || event.key === "ArrowRight" ? -1 : null;
}

/** Whether `target` is laid out from right to left. */
export function isRightToLeft(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[dir]")?.getAttribute("dir") === "rtl";
}
