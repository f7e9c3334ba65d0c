import { afterEach, describe, expect, it, vi } from "vitest";
import { ariaKeyShortcuts, keyLabels } from "./keyLabel.ts";
import { matchKey } from "./matchKey.ts";

function press(init: KeyboardEventInit & { altGraph?: boolean }): KeyboardEvent {
  const event = new KeyboardEvent("keydown", init);
  if (init.altGraph) event.getModifierState = (name) => name === "AltGraph";
  return event;
}

function onApple(): void {
  vi.spyOn(navigator, "platform", "get").mockReturnValue("MacIntel");
}

afterEach(() => vi.restoreAllMocks());

describe("matchKey", () => {
  it("follows the layout's own letter", () => {
    expect(matchKey(press({ key: "a", code: "KeyQ" }), "a")).toBe(true);
    expect(matchKey(press({ key: "q", code: "KeyA" }), "a")).toBe(false);
  });

  it("falls back to the place of the key where the layout has no Latin letters", () => {
    expect(matchKey(press({ key: "к", code: "KeyR" }), "r")).toBe(true);
    expect(matchKey(press({ key: "к", code: "KeyR", ctrlKey: true }), "mod+r")).toBe(true);
    expect(matchKey(press({ key: "؟", code: "Slash", shiftKey: true }), "?")).toBe(true);
  });

  it("takes digits from the number row even where they need Shift", () => {
    expect(matchKey(press({ key: "&", code: "Digit1" }), "1")).toBe(true);
  });

  it("wants exactly the modifiers it names", () => {
    expect(matchKey(press({ key: "k", ctrlKey: true }), "mod+k")).toBe(true);
    expect(matchKey(press({ key: "k", ctrlKey: true, shiftKey: true }), "mod+k")).toBe(false);
    expect(matchKey(press({ key: "k", metaKey: true }), "mod+k")).toBe(false);
    expect(matchKey(press({ key: "K", shiftKey: true }), "k")).toBe(false);
    expect(matchKey(press({ key: "Enter", ctrlKey: true, shiftKey: true }), "mod+shift+enter")).toBe(true);
  });

  it("reads mod as the command key on Apple keyboards", () => {
    onApple();
    expect(matchKey(press({ key: "k", metaKey: true }), "mod+k")).toBe(true);
    expect(matchKey(press({ key: "k", ctrlKey: true }), "mod+k")).toBe(false);
  });

  it("lets signs be typed with Shift or AltGr", () => {
    expect(matchKey(press({ key: "?", shiftKey: true }), "?")).toBe(true);
    expect(matchKey(press({ key: "/", shiftKey: true, code: "Digit7" }), "/")).toBe(true);
    expect(matchKey(press({ key: "#", ctrlKey: true, altKey: true, altGraph: true }), "#")).toBe(true);
    expect(matchKey(press({ key: "/", ctrlKey: true }), "/")).toBe(false);
    expect(matchKey(press({ key: "/", ctrlKey: true }), "mod+/")).toBe(true);
  });

  it("leaves keys of an input method alone", () => {
    expect(matchKey(press({ key: "Enter", isComposing: true }), "enter")).toBe(false);
    expect(matchKey(press({ key: "Enter", keyCode: 229 }), "enter")).toBe(false);
  });
});

describe("key labels", () => {
  it("names keys as the keyboard does", () => {
    expect(keyLabels("mod+shift+enter")).toEqual(["Ctrl", "Shift", "↵"]);
    expect(keyLabels("g c")).toEqual(["G", "C"]);
    onApple();
    expect(keyLabels("mod+k")).toEqual(["⌘", "K"]);
  });

  it("writes combinations for assistive technology, and none for sequences", () => {
    expect(ariaKeyShortcuts("mod+shift+enter")).toBe("Control+Shift+Enter");
    expect(ariaKeyShortcuts("g c")).toBeUndefined();
  });
});
