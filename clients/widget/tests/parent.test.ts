/** The frame believes its parent's window, from one origin, and nobody else (security, 50). */
import { afterEach, describe, expect, it, vi } from "vitest";
import type { ToFrame } from "../src/messages";
import { listenToParent } from "../src/parent";
import { CONFIG } from "./support/desk";

const HOST = "https://shop.example";
const INIT: ToFrame = {
  deskbell: "init", config: CONFIG, token: "", kept: "", person: {}, page: { url: "", title: "" }, text: "",
};

const parent = { postMessage: vi.fn() };
let ended: AbortController;

afterEach(() => {
  ended.abort();
  vi.unstubAllGlobals();
});

function listen() {
  ended = new AbortController();
  const real = globalThis.addEventListener.bind(globalThis);
  vi.stubGlobal("addEventListener", (name: string, listener: EventListener) =>
    real(name, listener, { signal: ended.signal }),
  );
  vi.spyOn(window, "parent", "get").mockReturnValue(parent as unknown as Window);
  const heard: string[] = [];
  listenToParent((message, { tell }) => {
    heard.push(message.deskbell);
    tell({ deskbell: "close" });
  });
  const say = (data: unknown, origin = HOST, source: unknown = parent): void => {
    dispatchEvent(Object.assign(new Event("message"), { data, origin, source }));
  };
  return { heard, say };
}

describe("a message", () => {
  it("of the parent counts from the first `init` on, and is answered to that origin only", () => {
    const { heard, say } = listen();
    say({ deskbell: "shutdown" });
    say(INIT);
    say({ deskbell: "shutdown" });
    expect(heard).toEqual(["init", "shutdown"]);
    expect(parent.postMessage.mock.calls).toEqual([
      [{ deskbell: "close" }, HOST],
      [{ deskbell: "close" }, HOST],
    ]);
  });

  it.each([
    ["of a child or an opener", HOST, {}],
    ["of this window", HOST, window],
    ["of an origin that is none", "null", parent],
    ["of a file", "file://", parent],
  ])("%s does not begin anything", (_, origin, source) => {
    const { heard, say } = listen();
    say(INIT, origin, source);
    expect(heard).toEqual([]);
  });

  it.each(["https://shop.example.evil.example", "https://shop.example:8443", "http://shop.example", "null"])(
    "from %s is not believed later",
    (origin) => {
      const { heard, say } = listen();
      say(INIT);
      say({ deskbell: "shutdown" }, origin);
      say(INIT, origin);
      expect(heard).toEqual(["init"]);
    },
  );

  it("of a page that the browser says is not our embedder does not begin anything", () => {
    vi.stubGlobal("location", Object.assign(Object.create(location), { ancestorOrigins: ["https://other.example"] }));
    const { heard, say } = listen();
    say(INIT);
    expect(heard).toEqual([]);
  });

  it.each([null, undefined, "text", 7, {}, { deskbell: "" }])("that is %s is nothing", (data) => {
    const { heard, say } = listen();
    say(INIT);
    expect(() => say(data)).not.toThrow();
    expect(heard).toEqual(["init"]);
  });
});
