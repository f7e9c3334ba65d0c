import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { listenForShortcuts, singleKeysEnabled, type Shortcut } from "./shortcuts.ts";

const ran = vi.fn<(name: string) => void>();
let stop = (): void => undefined;

function bind(...shortcuts: (Partial<Shortcut> & { keys: string })[]): void {
  stop = listenForShortcuts(() => shortcuts.map((shortcut) => ({ run: () => ran(shortcut.keys), ...shortcut })));
}

function press(key: string, init: KeyboardEventInit = {}, target: Element = document.body): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init });
  target.dispatchEvent(event);
  return event;
}

beforeEach(() => {
  ran.mockClear();
  document.body.innerHTML = "<textarea></textarea>";
});

afterEach(() => {
  stop();
  singleKeysEnabled.value = true;
  document.body.innerHTML = "";
});

describe("shortcuts", () => {
  it("run on their key and stop the browser from acting on it", () => {
    bind({ keys: "j" });
    expect(press("j").defaultPrevented).toBe(true);
    expect(ran).toHaveBeenCalledWith("j");
  });

  it("leave text fields alone unless they say otherwise", () => {
    bind({ keys: "j" }, { keys: "mod+shift+enter", inFields: true });
    const field = document.querySelector("textarea")!;
    press("j", {}, field);
    expect(ran).not.toHaveBeenCalled();
    press("Enter", { ctrlKey: true, shiftKey: true }, field);
    expect(ran).toHaveBeenCalledWith("mod+shift+enter");
  });

  it("understand two keys in a row, in time", () => {
    bind({ keys: "g c" }, { keys: "c" });
    press("g");
    press("c");
    expect(ran.mock.calls).toEqual([["g c"]]);
    press("c");
    expect(ran.mock.lastCall).toEqual(["c"]);
  });

  it("do nothing while a dialog is open, or when their condition fails", () => {
    bind({ keys: "e", when: () => false }, { keys: "a" });
    press("e");
    document.body.insertAdjacentHTML("beforeend", "<dialog open></dialog>");
    press("a");
    expect(ran).not.toHaveBeenCalled();
  });

  it("can be switched off where they are single keys", () => {
    bind({ keys: "j" }, { keys: "?" }, { keys: "mod+k" });
    singleKeysEnabled.value = false;
    press("j");
    press("?", { shiftKey: true });
    press("k", { ctrlKey: true });
    expect(ran.mock.calls).toEqual([["mod+k"]]);
  });
});
