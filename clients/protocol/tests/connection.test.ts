/** When a client connects, waits, gives up and stops (delivery, "The client"). */
import { describe, expect, it } from "vitest";
import { backoff } from "../src/backoff";
import type { ServerQueue } from "../src/wire";
import { ack, CHAT, createHandSession, message, resync, STREAM, welcome } from "./support/hand";

describe("the way to live", () => {
  it("asks for a ticket, says hello with its positions, and is live when it has caught up", async () => {
    const { session, time, latest, say, sent } = createHandSession();
    const seen: unknown[] = [];
    session.follow(STREAM, { reset: () => seen.push("reset"), apply: (seq) => seen.push(seq) });
    expect(session.phase()).toBe("offline");
    session.start();
    expect(session.phase()).toBe("connecting");
    await time.advance(0);
    latest().opened();
    expect(sent("hello")).toEqual([
      { t: "hello", v: 1, ticket: "ticket-1", client: "test", streams: [{ id: STREAM, epoch: "", seq: 0 }] },
    ]);
    say(welcome([{ id: STREAM, epoch: "e1", head: 3 }]));
    expect(session.phase()).toBe("syncing");
    say(resync(3));
    expect(session.phase()).toBe("live");
    say(message(4));
    expect(seen).toEqual(["reset", 4]);
  });

  it("resumes from its position with a new ticket", async () => {
    const { session, time, goLive, say, latest, sent, open } = createHandSession();
    session.follow(STREAM, { reset: () => undefined, apply: () => undefined });
    await goLive([{ id: STREAM, epoch: "e1", head: 3 }]);
    say(resync(3));
    say(message(4));
    latest().closed(1006);
    await time.advance(1_000);
    await open();
    expect(sent("hello")[0]).toMatchObject({ ticket: "ticket-2", streams: [{ id: STREAM, epoch: "e1", seq: 4 }] });
    say(welcome([{ id: STREAM, epoch: "e1", head: 5 }]));
    expect(session.phase()).toBe("syncing");
    say(message(5));
    expect(session.phase()).toBe("live");
  });

  it("knows the server's clock", async () => {
    const { session, time, open, say } = createHandSession();
    session.start();
    await open();
    say(welcome([], time.now() + 90_000));
    expect(session.serverNow()).toBe(time.now() + 90_000);
  });

  it("answers a ping", async () => {
    const { goLive, say, sent } = createHandSession();
    await goLive();
    say({ t: "ping", n: 7 });
    expect(sent("pong")).toEqual([{ t: "pong", n: 7 }]);
  });
});

describe("signals", () => {
  it("go to whoever follows the stream, and may be lost", async () => {
    const { session, goLive, say } = createHandSession();
    const heard: unknown[] = [];
    const queue = ({ place, estimate_ms }: ServerQueue): void => void heard.push([place, estimate_ms]);
    session.follow(STREAM, { reset: () => undefined, apply: () => undefined, queue });
    await goLive([{ id: STREAM, epoch: "e1", head: 0 }]);
    say(resync(0));
    say({ t: "queue", s: STREAM, place: 3, estimate_ms: 240_000 });
    say({ t: "queue", s: "visitor:c2", place: 7, estimate_ms: null });
    session.unfollow(STREAM);
    say({ t: "queue", s: STREAM, place: 2, estimate_ms: null });
    expect(heard).toEqual([[3, 240_000]]);
  });

  it("have no number: the next event is still the next", async () => {
    const { session, goLive, say, sent } = createHandSession();
    const seen: number[] = [];
    session.follow(STREAM, { reset: () => undefined, apply: (seq) => seen.push(seq) });
    await goLive([{ id: STREAM, epoch: "e1", head: 0 }]);
    say(resync(0));
    say({ t: "queue", s: STREAM, place: 1, estimate_ms: null });
    say(message(1));
    expect(seen).toEqual([1]);
    expect(sent("sub")).toEqual([]);
  });
});

describe("events", () => {
  it("are applied once and in order; what is missing is asked for, once", async () => {
    const { session, goLive, say, sent, time } = createHandSession();
    const seen: number[] = [];
    session.follow(STREAM, { reset: () => undefined, apply: (seq) => seen.push(seq) });
    await goLive([{ id: STREAM, epoch: "e1", head: 0 }]);
    say(resync(0));
    for (const seq of [1, 1, 3, 4]) say(message(seq));
    expect(seen).toEqual([1]);
    expect(sent("sub")).toEqual([{ t: "sub", streams: [{ id: STREAM, epoch: "e1", seq: 1 }] }]);
    for (const seq of [2, 3, 4]) say(message(seq));
    expect(seen).toEqual([1, 2, 3, 4]);
    await time.advance(20_000);
    expect(sent("sub")).toHaveLength(1);
  });

  it("that are missing are asked for again when nobody answers", async () => {
    const { session, goLive, say, sent, time } = createHandSession();
    session.follow(STREAM, { reset: () => undefined, apply: () => undefined });
    await goLive([{ id: STREAM, epoch: "e1", head: 0 }]);
    say(resync(0));
    say(message(2));
    await time.advance(6_000);
    expect(sent("sub")).toHaveLength(2);
  });

  it("of a stream that does not exist for this viewer are not waited for", async () => {
    const { session, goLive, say } = createHandSession();
    const gone: string[] = [];
    session.follow(STREAM, { reset: () => undefined, apply: () => undefined, gone: () => gone.push(STREAM) });
    await goLive();
    expect(session.phase()).toBe("syncing");
    say({ t: "err", code: "unknown_stream", id: "1", s: STREAM });
    expect(session.phase()).toBe("live");
    expect(gone).toEqual([STREAM]);
  });

  it("of a stream that is left are not waited for: what was acknowledged is finished", async () => {
    const { session, goLive, say, sent } = createHandSession();
    session.follow(STREAM, { reset: () => undefined, apply: () => undefined });
    await goLive([{ id: STREAM, epoch: "e1", head: 0 }]);
    say(resync(0));
    say(ack(session.send(CHAT, "Hello"), 1));
    expect(session.pending(CHAT)).toHaveLength(1);
    session.unfollow(STREAM);
    expect(sent("unsub")).toEqual([{ t: "unsub", streams: [STREAM] }]);
    expect(session.pending(CHAT)).toEqual([]);
  });

  it("of a stream followed between hello and welcome are subscribed to", async () => {
    const { session, open, say, sent } = createHandSession();
    session.start();
    await open();
    session.follow(STREAM, { reset: () => undefined, apply: () => undefined });
    say(welcome());
    expect(sent("sub")).toEqual([{ t: "sub", streams: [{ id: STREAM, epoch: "", seq: 0 }] }]);
    expect(session.phase()).toBe("syncing");
    say(resync(0));
    expect(session.phase()).toBe("live");
  });

  it("of more streams than one hello carries are subscribed to after the welcome", async () => {
    const { session, goLive, sent } = createHandSession();
    for (let number = 0; number < 450; number += 1) {
      session.follow(`board:i${number}`, { reset: () => undefined, apply: () => undefined });
    }
    await goLive();
    expect(sent("hello")[0]?.streams).toHaveLength(200);
    expect(sent("sub").map(({ streams }) => streams.length)).toEqual([200, 50]);
  });
});

describe("the back-off", () => {
  it("has full jitter between nothing and 20 s", () => {
    expect([0, 1, 2, 5, 6, 60].map((attempt) => backoff(attempt, 1))).toEqual([500, 1_000, 2_000, 16_000, 20_000, 20_000]);
    expect(backoff(9, 0)).toBe(0);
  });

  it("grows with every failure and starts anew after 30 s live", async () => {
    const { session, time, goLive, latest, open, say } = createHandSession();
    const waits: number[] = [];
    const fail = async (code = 1006): Promise<void> => {
      latest().closed(code);
      waits.push(session.retryAt() - time.now());
      await time.advance(session.retryAt() - time.now());
    };
    await goLive();
    for (let failure = 0; failure < 3; failure += 1) await fail();
    await open();
    say(welcome());
    await time.advance(29_000);
    await fail();
    await open();
    say(welcome());
    await time.advance(31_000);
    await fail();
    expect(waits).toEqual([250, 500, 1_000, 2_000, 250]);
  });

  it("starts higher when the server asks for it", async () => {
    const { session, time, goLive, latest } = createHandSession();
    await goLive();
    latest().closed(4029);
    expect(session.retryAt() - time.now()).toBe(4_000);
  });

  it("also holds while there is no ticket to be had", async () => {
    const { session, time, world, links } = createHandSession();
    world.ticket = () => Promise.reject(new Error("no answer"));
    session.start();
    await time.advance(10_000);
    expect(session.phase()).not.toBe("live");
    expect(links).toEqual([]);
  });
});

describe("a link is given up", () => {
  it("when nothing was heard for 40 s", async () => {
    const { session, time, goLive, say, links } = createHandSession();
    await goLive();
    await time.advance(39_000);
    say({ t: "ping", n: 1 });
    await time.advance(39_000);
    expect(session.phase()).toBe("live");
    await time.advance(1_000);
    expect(session.phase()).toBe("connecting");
    expect(links.map(({ given_up }) => given_up)).toEqual([true, false]);
  });

  it("when there is no welcome within 15 s", async () => {
    const { session, time } = createHandSession();
    session.start();
    await time.advance(15_000);
    expect(session.phase()).toBe("offline");
  });

  it("and is not heard any more", async () => {
    const { session, goLive, links, say, open } = createHandSession();
    await goLive();
    session.notice("online");
    await open();
    links[0]!.closed(4503);
    say(welcome());
    expect(session.phase()).toBe("live");
  });

  it("when the network came back", async () => {
    const { session, goLive } = createHandSession();
    await goLive();
    session.notice("online");
    expect(session.phase()).toBe("connecting");
  });

  it("when the page is seen again and nothing was heard within a heartbeat", async () => {
    const { session, goLive, time } = createHandSession();
    await goLive();
    await time.advance(20_000);
    session.notice("visible");
    expect(session.phase()).toBe("live");
    await time.advance(15_000);
    session.notice("visible");
    expect(session.phase()).toBe("connecting");
  });

  it.each([
    ["seen", false, "connecting"],
    ["hidden, where timers are slow", true, "live"],
  ])("when the machine slept, noticed by a late timer, while the page is %s", async (_, hidden, phase) => {
    const { session, goLive, time, world } = createHandSession();
    world.hidden = hidden;
    await goLive();
    await time.sleep(16_000);
    expect(session.phase()).toBe(phase);
  });

  it("when the server drains, at the time it named", async () => {
    const { session, goLive, time, say } = createHandSession();
    await goLive();
    say({ t: "drain", within_ms: 7_000 });
    await time.advance(6_900);
    expect(session.phase()).toBe("live");
    await time.advance(100);
    expect(session.phase()).toBe("connecting");
  });
});

describe("waiting ends early", () => {
  it.each(["online", "visible"] as const)("when the page is %s", async (what) => {
    const { session, goLive, latest, world } = createHandSession();
    world.random = 0.99;
    await goLive();
    latest().closed(4029);
    expect(session.phase()).toBe("offline");
    session.notice(what);
    expect(session.phase()).toBe("connecting");
  });
});

describe("the end", () => {
  it.each([4500, 4503, 4504])("comes with close code %i", async (code) => {
    const { session, goLive, latest, time, links } = createHandSession();
    await goLive();
    latest().closed(code);
    await time.advance(600_000);
    session.notice("online");
    expect([session.phase(), session.stoppedBy(), links.length]).toEqual(["offline", code, 1]);
    session.start();
    expect(session.phase()).toBe("connecting");
  });

  it.each([1000, 1001, 1006, 4000, 4008, 4010, 4012, 4029, 4030, 4401, 4499])(
    "does not come with close code %i",
    async (code) => {
      const { goLive, latest, time, links } = createHandSession();
      await goLive();
      latest().closed(code);
      await time.advance(20_000);
      expect(links.length).toBeGreaterThan(1);
    },
  );

  it("comes when there is no session to get a ticket for", async () => {
    const { session, time, world } = createHandSession();
    world.ticket = async () => null;
    session.start();
    await time.advance(0);
    expect([session.phase(), session.stoppedBy()]).toEqual(["offline", 4503]);
  });

  it("comes at once with a new ticket where the old one was too old, but only once", async () => {
    const { session, goLive, latest, open } = createHandSession();
    await goLive();
    latest().closed(4401);
    expect(session.phase()).toBe("connecting");
    await open();
    latest().closed(4401);
    expect(session.phase()).toBe("offline");
  });

  it("is said with `bye` when it is ours", async () => {
    const { session, goLive, sent, time, links } = createHandSession();
    await goLive();
    session.stop();
    expect(sent("bye")).toHaveLength(1);
    await time.advance(60_000);
    expect(links).toHaveLength(1);
  });

  it("is the answer to every request under way", async () => {
    const { session, goLive, latest } = createHandSession();
    await goLive();
    const answer = session.ask({ verb: "close", conversation: "c1" });
    latest().closed(4503);
    expect(await answer).toMatchObject({ t: "nack", code: "disconnected" });
  });
});

describe("long polling", () => {
  async function failToOpen({ latest, time, session }: ReturnType<typeof createHandSession>): Promise<void> {
    await time.advance(0);
    latest().closed(1006);
    await time.advance(session.retryAt() - time.now());
  }

  it("takes over after the socket failed to open twice, and keeps going", async () => {
    const hand = createHandSession();
    hand.session.start();
    await failToOpen(hand);
    expect(hand.latest().by).toBe("socket");
    await failToOpen(hand);
    expect(hand.latest().by).toBe("polling");
    hand.latest().opened();
    hand.say(welcome());
    expect(hand.session.phase()).toBe("live");
    await failToOpen(hand);
    expect(hand.latest().by).toBe("polling");
  });

  it("may have to be fetched, and is tried again when it could not be", async () => {
    const hand = createHandSession();
    const { polling } = hand.world;
    hand.world.polling = () => Promise.reject(new TypeError("no network"));
    hand.session.start();
    await failToOpen(hand);
    await failToOpen(hand);
    await hand.time.advance(0);
    expect(hand.links.map(({ by }) => by)).toEqual(["socket", "socket"]);
    expect(hand.session.phase()).toBe("offline");
    hand.world.polling = () => Promise.resolve(polling());
    await hand.time.advance(hand.session.retryAt() - hand.time.now());
    await failToOpen(hand);
    await failToOpen(hand);
    await hand.time.advance(0);
    expect(hand.latest().by).toBe("polling");
    hand.latest().opened();
    hand.say(welcome());
    expect(hand.session.phase()).toBe("live");
  });

  it("gives way to the socket again when it fails as well, or the network changed", async () => {
    const hand = createHandSession();
    hand.session.start();
    for (let attempt = 0; attempt < 3; attempt += 1) await failToOpen(hand);
    expect(hand.links.map(({ by }) => by)).toEqual(["socket", "socket", "polling", "socket"]);
    await failToOpen(hand);
    await failToOpen(hand);
    hand.session.notice("online");
    await hand.time.advance(0);
    expect(hand.latest().by).toBe("socket");
  });

  it("is no answer to a server that closes with a reason", async () => {
    const hand = createHandSession();
    hand.session.start();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await hand.time.advance(0);
      hand.latest().opened();
      hand.latest().closed(4029);
      await hand.time.advance(20_000);
    }
    expect(new Set(hand.links.map(({ by }) => by))).toEqual(new Set(["socket"]));
  });
});
