/** The links themselves: a socket against a stand-in for the browser's, polling against a stand-in for fetch. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { openPolling } from "../src/links/polling";
import { openSocket } from "../src/links/socket";
import type { Ear } from "../src/link";
import type { ClientFrame } from "../src/wire";

const PING = { t: "ping", n: 1 };
const PONG: ClientFrame = { t: "pong", n: 1 };

function listen() {
  const heard: unknown[] = [];
  const ear: Ear = {
    opened: () => heard.push("opened"),
    frame: (frame) => heard.push(frame),
    heard: () => heard.push("heard"),
    closed: (code) => heard.push(code),
  };
  return { ear, heard };
}

async function turn(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
}

afterEach(() => vi.unstubAllGlobals());

describe("a socket", () => {
  class Socket extends EventTarget {
    static readonly OPEN = 1;
    static latest: Socket;
    readyState = 0;
    sent: string[] = [];
    constructor(readonly url: string) {
      super();
      Socket.latest = this;
    }
    send(text: string): void {
      this.sent.push(text);
    }
    close(): void {
      this.dispatchEvent(Object.assign(new Event("close"), { code: 1000 }));
    }
  }

  it("carries frames as text, and nothing before it is open", () => {
    vi.stubGlobal("WebSocket", Socket);
    const { ear, heard } = listen();
    const link = openSocket("wss://desk.example/api/v1/socket")(ear);
    const socket = Socket.latest;
    link.send(PONG);
    socket.readyState = 1;
    socket.dispatchEvent(new Event("open"));
    link.send(PONG);
    socket.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(PING) }));
    socket.dispatchEvent(Object.assign(new Event("close"), { code: 4008 }));
    expect(socket.url).toBe("wss://desk.example/api/v1/socket");
    expect(socket.sent).toEqual([JSON.stringify(PONG)]);
    expect(heard).toEqual(["opened", PING, 4008]);
  });
});

describe("polling", () => {
  function stubFetch() {
    const requests: { body: unknown; answer(what: object, status?: number): void; fail(): void }[] = [];
    vi.stubGlobal("fetch", (_: string, { body, signal }: { body: string; signal: AbortSignal }) => {
      return new Promise<Response>((resolve, reject) => {
        requests.push({
          body: JSON.parse(body),
          answer: (what, status = 200) => resolve(new Response(JSON.stringify(what), { status })),
          fail: () => reject(new TypeError("network")),
        });
        signal.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
      });
    });
    return requests;
  }

  it("says hello, then always has one request waiting, and another when it has to speak", async () => {
    const requests = stubFetch();
    const { ear, heard } = listen();
    const link = openPolling("https://desk.example/api/v1/poll")(ear);
    await turn();
    const hello: ClientFrame = { t: "hello", v: 1, ticket: "t" };
    link.send(hello);
    await turn();
    link.send(PONG);
    await turn();
    expect(requests.map(({ body }) => body)).toEqual([{ session: null, frames: [hello], wait_ms: 25_000 }]);
    requests[0]!.answer({ session: "secret", frames: [PING] });
    await turn();
    expect(requests[1]!.body).toEqual({ session: "secret", frames: [PONG], wait_ms: 25_000 });
    link.send(PONG);
    await turn();
    expect(requests[2]!.body).toMatchObject({ frames: [PONG] });
    requests[1]!.answer({ session: "secret", frames: [] });
    await turn();
    expect(requests).toHaveLength(3);
    requests[2]!.answer({ session: "secret", frames: [PING] });
    await turn();
    expect(requests).toHaveLength(4);
    expect(heard).toEqual(["opened", "heard", PING, "heard", "heard", PING]);
  });

  it("hears answers in the order of asking, also when one overtakes another", async () => {
    const requests = stubFetch();
    const { ear, heard } = listen();
    const link = openPolling("/poll")(ear);
    link.send({ t: "hello", v: 1, ticket: "t" });
    await turn();
    requests[0]!.answer({ session: "secret", frames: [] });
    await turn();
    link.send(PONG);
    await turn();
    requests[2]!.answer({ session: "secret", frames: [{ t: "ping", n: 2 }] });
    await turn();
    requests[1]!.answer({ session: "secret", frames: [PING] });
    await turn();
    expect(heard.filter((what) => typeof what === "object")).toEqual([PING, { t: "ping", n: 2 }]);
  });

  it.each([
    ["the server closes", { session: "s", frames: [PING], close: 4503 }, 200, [PING, 4503]],
    ["there are too many requests", {}, 429, [4029]],
    ["the server is in trouble", {}, 500, [0]],
  ])("ends when %s", async (_, answer, status, expected) => {
    const requests = stubFetch();
    const { ear, heard } = listen();
    openPolling("/poll")(ear).send({ t: "hello", v: 1, ticket: "t" });
    await turn();
    requests[0]!.answer(answer, status);
    await turn();
    expect(heard.filter((what) => what !== "opened" && what !== "heard")).toEqual(expected);
    expect(requests).toHaveLength(1);
  });

  it("ends once when the network fails, and is silent after it was closed", async () => {
    const requests = stubFetch();
    const first = listen();
    openPolling("/poll")(first.ear).send({ t: "hello", v: 1, ticket: "t" });
    await turn();
    requests[0]!.fail();
    await turn();
    expect(first.heard).toEqual(["opened", 0]);
    const second = listen();
    const link = openPolling("/poll")(second.ear);
    link.send({ t: "hello", v: 1, ticket: "t" });
    await turn();
    link.close();
    await turn();
    expect(second.heard).toEqual(["opened"]);
  });
});
