/**
 * Prepares the simulated browser of the tests.
 *
 * Owns: clearing the page after each test, and the parts of the popover standard that the simulated DOM lacks. What
 * depends on real layout or on the real top layer is looked at in a browser.
 */
import { act, cleanup } from "@testing-library/preact";
import { afterEach } from "vitest";

// Effects of what is taken away end after the next picture only; `act` waits for them.
afterEach(() => act(cleanup));

const open = new WeakSet<HTMLElement>();
const nativeMatches = Element.prototype.matches;

function toggle(element: HTMLElement, show: boolean): void {
  if (open.has(element) === show) return;
  dispatch(element, "beforetoggle", show);
  if (show) open.add(element);
  else open.delete(element);
  // The standard tells of the change in a task of its own, after whatever led to it.
  setTimeout(() => dispatch(element, "toggle", show), 0);
}

function dispatch(element: HTMLElement, type: string, show: boolean): void {
  element.dispatchEvent(Object.assign(new Event(type), { newState: show ? "open" : "closed" }));
}

function openPopovers(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[popover]")].filter((element) => open.has(element));
}

Object.assign(HTMLElement.prototype, {
  showPopover(this: HTMLElement) {
    toggle(this, true);
  },
  hidePopover(this: HTMLElement) {
    toggle(this, false);
  },
});

Element.prototype.matches = function matches(this: Element, selector: string): boolean {
  if (selector === ":popover-open") return open.has(this as HTMLElement);
  return nativeMatches.call(this, selector);
};

document.addEventListener("click", (event) => {
  const trigger = (event.target as Element).closest?.("[popovertarget]");
  const box = trigger && document.getElementById(trigger.getAttribute("popovertarget") ?? "");
  if (box) toggle(box, !open.has(box));
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  for (const box of openPopovers()) if (box.getAttribute("popover") === "auto") toggle(box, false);
});
