/** What the loader does, and does not do, on somebody else's page. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { load } from "../src/loader/load";
import type { Config, ToFrame, ToLoader } from "../src/messages";
import { CONFIG } from "./support/desk";

const KEY = "deskbell:shop";

let root: ShadowRoot | undefined;
let idle: (() => void)[] = [];
/** What one test listens to is not heard by the next. */
let ended: AbortController;

beforeEach(() => {
  document.body.replaceChildren();
  localStorage.clear();
  sessionStorage.clear();
  delete window.Deskbell;
  root = undefined;
  idle = [];
  ended = new AbortController();
  const attach = Element.prototype.attachShadow;
  vi.spyOn(Element.prototype, "attachShadow").mockImplementation(function (this: Element, options) {
    root = attach.call(this, options);
    return root;
  });
  const listen = globalThis.addEventListener.bind(globalThis);
  vi.stubGlobal("addEventListener", (name: string, listener: EventListener) =>
    listen(name, listener, { signal: ended.signal }),
  );
  vi.stubGlobal("requestIdleCallback", (run: () => void) => idle.push(run));
  // The simulated browser would look for the frame's page: its address is noted instead.
  vi.spyOn(HTMLIFrameElement.prototype, "src", "set").mockImplementation(function (this: HTMLElement, address) {
    this.dataset.src = address;
  });
  const { happyDOM } = window as unknown as { happyDOM: { settings: { enableIframePageLoading: boolean } } };
  happyDOM.settings.enableIframePageLoading = true;
});

afterEach(() => {
  ended.abort();
  vi.unstubAllGlobals();
});

const button = (): HTMLButtonElement => root!.querySelector("button")!;
const frame = (): HTMLIFrameElement | null => root!.querySelector("iframe");

/** Loads the widget, with a window in the frame's place that notes what it is told. */
function start(config: Partial<Config> = {}) {
  const told: [ToFrame, string][] = [];
  const inside = { postMessage: (message: ToFrame, origin: string) => void told.push([message, origin]) };
  vi.spyOn(HTMLIFrameElement.prototype, "contentWindow", "get").mockReturnValue(inside as unknown as Window);
  load({ ...CONFIG, ...config });
  return {
    told,
    kinds: () => told.map(([{ deskbell }]) => deskbell),
    loaded: () => frame()!.dispatchEvent(new Event("load")),
    says: (data: ToLoader, origin = CONFIG.origin, source: unknown = inside) =>
      void dispatchEvent(Object.assign(new Event("message"), { data, origin, source })),
  };
}

const api = (name: string, ...rest: unknown[]): unknown => window.Deskbell!(name, ...rest);

describe("before somebody wants to chat", () => {
  it("there is a launcher in a closed shadow root, and nothing else", () => {
    const set = vi.spyOn(Storage.prototype, "setItem");
    start();
    expect(document.body.children).toHaveLength(1);
    expect(document.body.firstElementChild?.shadowRoot).toBeNull();
    expect(root?.mode).toBe("closed");
    expect(frame()).toBeNull();
    expect(set).not.toHaveBeenCalled();
    expect(button().getAttribute("aria-expanded")).toBe("false");
    expect(button().getAttribute("aria-label")).toBe("Chat");
    expect(button().type).toBe("button");
  });

  it("the launcher has the owner's words and colours", () => {
    start({ look: { ...CONFIG.look, label: "Ask us", colour: "#123456" } });
    expect(button().textContent).toContain("Ask us");
    expect(button().style.getPropertyValue("--colour")).toBe("#123456");
    start({ look: { ...CONFIG.look, label: "" } });
  });

  it("the launcher without words is named after who answers", () => {
    start({ look: { ...CONFIG.look, label: "" } });
    expect(button().querySelector("span")).toBeNull();
    expect(button().getAttribute("aria-label")).toBe("Northwind");
  });

  it.each(["disabled", "deactivated"] as const)("a channel that is %s shows nothing and raises no error", (state) => {
    start({ state });
    expect(document.body.children).toHaveLength(0);
    expect(() => api("open")).not.toThrow();
  });

  it("a name nobody knows is no error", () => {
    start();
    expect(() => api("dance")).not.toThrow();
  });

  it("the second of two snippets does nothing", () => {
    start();
    start();
    expect(document.body.children).toHaveLength(1);
  });

  it("what the page asked before the script was there is done", () => {
    const opened = vi.fn();
    const queue = Object.assign(() => undefined, { q: [["on", "open", opened], ["open"]] });
    window.Deskbell = queue;
    start();
    expect(frame()).not.toBeNull();
    expect(opened).toHaveBeenCalledTimes(1);
  });
});

describe("opening and closing", () => {
  it("makes the frame on the first click and keeps it", () => {
    const { loaded, told, says } = start();
    button().click();
    expect(frame()?.dataset.src).toBe("https://desk.example/w/shop/frame");
    expect(frame()?.title).toBe("Chat – Northwind");
    expect(button().getAttribute("aria-expanded")).toBe("true");
    expect(told).toEqual([]);
    loaded();
    expect(told.map(([{ deskbell }, origin]) => [deskbell, origin])).toEqual([
      ["init", "https://desk.example"],
      ["shown", "https://desk.example"],
    ]);
    says({ deskbell: "event", name: "ready" });
    const first = frame();
    button().click();
    expect(first?.hidden).toBe(true);
    button().click();
    expect(frame()).toBe(first);
    expect(first?.hidden).toBe(false);
  });

  it("makes the frame anew where the server could not be reached the first time", () => {
    const { loaded } = start();
    button().click();
    loaded();
    const first = frame();
    button().click();
    button().click();
    expect(frame()).not.toBe(first);
    expect(root?.querySelectorAll("iframe")).toHaveLength(1);
  });

  it("gives the focus back to the launcher", () => {
    const { says } = start();
    button().click();
    says({ deskbell: "close" });
    expect(frame()?.hidden).toBe(true);
    expect(root?.activeElement).toBe(button());
  });

  it("closes with Escape on the launcher", () => {
    start();
    button().click();
    button().dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, composed: true }));
    expect(button().getAttribute("aria-expanded")).toBe("false");
  });

  it("tells where the visitor is, without what follows a #", () => {
    const { loaded, told } = start();
    history.replaceState(null, "", "/shipping?to=is#secret");
    document.title = "Shipping";
    api("open");
    loaded();
    const [init] = told[0]!;
    expect("page" in init && init.page).toEqual({ url: expect.stringMatching(/\/shipping\?to=is$/), title: "Shipping" });
  });

  it("is possible for the page", () => {
    const happened: string[] = [];
    start();
    for (const name of ["open", "close"]) api("on", name, () => happened.push(name));
    api("open");
    api("open");
    api("close");
    api("close");
    expect(happened).toEqual(["open", "close"]);
  });
});

describe("what the frame says", () => {
  it("is kept first-party: the token for all tabs, the rest for this one", () => {
    const { says } = start();
    api("open");
    says({ deskbell: "token", token: "secret", alive: true });
    says({ deskbell: "keep", kept: "draft" });
    expect(localStorage.getItem(KEY)).toBe("+secret");
    expect(sessionStorage.getItem(KEY)).toBe("draft");
  });

  it("comes back to the next frame", () => {
    localStorage.setItem(KEY, "-secret");
    sessionStorage.setItem(KEY, "draft");
    const { loaded, told } = start();
    api("open");
    loaded();
    expect(told[0]?.[0]).toMatchObject({ deskbell: "init", token: "secret", kept: "draft" });
  });

  it("is counted on the launcher and told to the page", () => {
    const { says } = start();
    const counts: unknown[] = [];
    api("on", "unread", (count: unknown) => counts.push(count));
    api("open");
    says({ deskbell: "unread", count: 12 });
    expect(root?.querySelector("b")?.textContent).toBe("9+");
    expect(button().getAttribute("aria-label")).toBe("Chat (12)");
    says({ deskbell: "unread", count: 0 });
    expect(root?.querySelector("b")?.hidden).toBe(true);
    expect(counts).toEqual([12, 0]);
  });

  it.each([
    ["another origin", "https://desk.example.evil.example", undefined],
    ["an origin that begins alike", "https://desk.example:8443", undefined],
    ["no origin", "null", undefined],
    ["another window", CONFIG.origin, {}],
    ["this window itself", CONFIG.origin, window],
  ])("does not count from %s", (_, origin, source) => {
    const { says } = start();
    api("open");
    says({ deskbell: "token", token: "evil", alive: true }, origin, ...(source ? [source] : []));
    says({ deskbell: "close" }, origin, ...(source ? [source] : []));
    expect(localStorage.getItem(KEY)).toBeNull();
    expect(button().getAttribute("aria-expanded")).toBe("true");
  });

  it("is nothing where it makes no sense", () => {
    const { says } = start();
    api("open");
    expect(() => says(null as unknown as ToLoader)).not.toThrow();
    expect(() => says("text" as unknown as ToLoader)).not.toThrow();
  });
});

describe("an open conversation", () => {
  it("is looked for when the page is idle, without showing", () => {
    localStorage.setItem(KEY, "+secret");
    start();
    expect(frame()).toBeNull();
    for (const run of idle) run();
    expect(frame()?.hidden).toBe(true);
  });

  it.each(["-secret", ""])("that is none is not looked for (%s)", (stored) => {
    if (stored) localStorage.setItem(KEY, stored);
    start();
    expect(idle).toEqual([]);
  });

  it("that was begun in another tab is told to the frame", () => {
    const { loaded, told } = start();
    api("open");
    loaded();
    localStorage.setItem(KEY, "+other");
    dispatchEvent(Object.assign(new Event("storage"), { key: KEY }));
    expect(told.at(-1)?.[0]).toEqual({ deskbell: "token", token: "other" });
  });
});

describe("what the page says about the visitor", () => {
  it("reaches the frame, before and after it is there", () => {
    const { loaded, told } = start();
    api("identify", { name: "Sam" });
    api("open");
    loaded();
    api("setAttributes", { email: "sam@example.com" });
    expect(told[0]?.[0]).toMatchObject({ deskbell: "init", person: { name: "Sam" } });
    expect(told.at(-1)?.[0]).toEqual({ deskbell: "person", person: { name: "Sam", email: "sam@example.com" } });
  });

  it("can be a first message, which opens the chat", () => {
    const { loaded, told, kinds } = start();
    api("startChat", "About the blue one");
    loaded();
    expect(told[0]?.[0]).toMatchObject({ deskbell: "init", text: "About the blue one" });
    api("startChat", "And the red one");
    expect(kinds().at(-1)).toBe("text");
  });
});

describe("shutdown", () => {
  it("leaves nothing of the visitor, and hears nothing more of his frame", () => {
    vi.useFakeTimers();
    const { says, loaded, kinds } = start();
    api("identify", { name: "Sam" });
    api("open");
    loaded();
    says({ deskbell: "token", token: "secret", alive: true });
    says({ deskbell: "keep", kept: "draft" });
    says({ deskbell: "unread", count: 3 });
    api("shutdown");
    says({ deskbell: "keep", kept: "late" });
    expect(kinds().at(-1)).toBe("shutdown");
    expect(localStorage).toHaveLength(0);
    expect(sessionStorage).toHaveLength(0);
    expect(root?.querySelector("b")?.hidden).toBe(true);
    vi.advanceTimersByTime(2_000);
    expect(frame()).toBeNull();
    vi.useRealTimers();
  });

  it("leaves the next visitor a launcher that works", () => {
    const { loaded, told } = start();
    api("identify", { name: "Sam" });
    api("open");
    loaded();
    api("shutdown");
    button().click();
    loaded();
    const inits = told.flatMap(([message]) => (message.deskbell === "init" ? [message] : []));
    expect(inits.at(-1)).toMatchObject({ token: "", kept: "", person: {}, text: "" });
  });
});

describe("a widget that is off", () => {
  it("goes at once where nobody looks at it, and stays away", () => {
    const { says } = start();
    api("open");
    api("close");
    says({ deskbell: "gone", final: false, waits: false });
    expect(document.body.children).toHaveLength(0);
    expect(() => api("open")).not.toThrow();
    expect(() => api("startChat", "Hello?")).not.toThrow();
    expect(document.body.children).toHaveLength(0);
    expect(localStorage).toHaveLength(0);
  });

  it("goes when the visitor closes it", () => {
    const { says } = start();
    const closed = vi.fn();
    api("on", "close", closed);
    api("open");
    says({ deskbell: "gone", final: true, waits: false });
    expect(frame()?.hidden).toBe(false);
    says({ deskbell: "close" });
    expect(document.body.children).toHaveLength(0);
    expect(closed).toHaveBeenCalledTimes(1);
  });

  it("waits until the visitor has seen how his chat ended", () => {
    const { says } = start();
    api("open");
    api("close");
    says({ deskbell: "gone", final: true, waits: true });
    expect(frame()).not.toBeNull();
    button().click();
    expect(frame()?.hidden).toBe(false);
    button().click();
    expect(document.body.children).toHaveLength(0);
  });

  it("leaves word for an old script on the next page, and nothing of the visitor", () => {
    const { says } = start();
    api("open");
    says({ deskbell: "token", token: "secret", alive: true });
    says({ deskbell: "keep", kept: "draft" });
    says({ deskbell: "gone", final: true, waits: false });
    says({ deskbell: "token", token: "secret", alive: false });
    says({ deskbell: "keep", kept: "late" });
    expect(Object.values({ ...localStorage })).toEqual(["x"]);
    expect(sessionStorage).toHaveLength(0);
    document.body.replaceChildren();
    delete window.Deskbell;
    start();
    expect(document.body.children).toHaveLength(0);
  });

  it("goes in the other tabs as well", () => {
    const { kinds } = start();
    localStorage.setItem(KEY, "x");
    dispatchEvent(Object.assign(new Event("storage"), { key: KEY }));
    expect(document.body.children).toHaveLength(0);
    expect(kinds()).toEqual([]);
  });

  it("is there for the chat that goes on while it is disabled", () => {
    localStorage.setItem(KEY, "+secret");
    start({ state: "disabled" });
    expect(document.body.children).toHaveLength(1);
    expect(idle).toHaveLength(1);
  });

  it("is not there while it is disabled and the chat has ended", () => {
    localStorage.setItem(KEY, "-secret");
    start({ state: "disabled" });
    expect(document.body.children).toHaveLength(0);
    expect(localStorage.getItem(KEY)).toBe("-secret");
  });
});

it("works where storage is forbidden", () => {
  vi.spyOn(window, "localStorage", "get").mockImplementation(() => {
    throw new DOMException("denied", "SecurityError");
  });
  const { says } = start();
  api("open");
  expect(() => says({ deskbell: "token", token: "secret", alive: true })).not.toThrow();
});
