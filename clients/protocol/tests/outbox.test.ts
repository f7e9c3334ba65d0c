/** From "sending" to "sent", or to "not sent, retry". */
import { describe, expect, it } from "vitest";
import { ack, CHAT, createHandSession, message, nack, resync, STREAM, welcome } from "./support/hand";

async function live() {
  const hand = createHandSession();
  hand.session.follow(STREAM, { reset: () => undefined, apply: () => undefined });
  await hand.goLive([{ id: STREAM, epoch: "e1", head: 0 }]);
  hand.say(resync(0));
  return hand;
}

describe("a message", () => {
  it("is sending, then sent on ack, then in the view", async () => {
    const { session, say } = await live();
    const cid = session.send(CHAT, "Hello");
    expect(session.pending(CHAT)).toMatchObject([{ cid, text: "Hello", state: "sending" }]);
    say(ack(cid, 1));
    expect(session.pending(CHAT)).toMatchObject([{ cid, state: "sent" }]);
    say(message(1, cid));
    expect(session.pending(CHAT)).toEqual([]);
  });

  it("leaves when its event comes before its ack, and the next one waits for the ack", async () => {
    const { session, say, sent } = await live();
    const first = session.send(CHAT, "first");
    const second = session.send(CHAT, "second");
    say(message(1, first));
    expect(session.pending(CHAT)).toMatchObject([{ cid: second, state: "sending" }]);
    expect(sent("send")).toHaveLength(1);
    say(ack(first, 1));
    expect(sent("send")).toMatchObject([{ cid: first }, { cid: second, prev: first }]);
  });

  it("goes one at a time, each naming the one before it", async () => {
    const { session, say, sent } = await live();
    const cids = ["a", "b", "c"].map((text) => session.send(CHAT, text));
    for (const [index, cid] of cids.entries()) {
      expect(sent("send")).toHaveLength(index + 1);
      say(ack(cid, index + 1));
    }
    expect(sent("send").map(({ cid, prev }) => [cid, prev])).toEqual([
      [cids[0], undefined],
      [cids[1], cids[0]],
      [cids[2], cids[1]],
    ]);
  });

  it("of another conversation does not wait", async () => {
    const { session, sent } = await live();
    session.send(CHAT, "here");
    session.send("c2", "there");
    expect(sent("send").map(({ conversation }) => conversation)).toEqual([CHAT, "c2"]);
  });

  it("is sent again with the same cid after the link broke, and is there once", async () => {
    const { session, say, sent, latest, time, open } = await live();
    const cid = session.send(CHAT, "Hello");
    latest().closed(1006);
    await time.advance(1_000);
    await open();
    say(welcome([{ id: STREAM, epoch: "e1", head: 1 }]));
    expect(sent("send")).toMatchObject([{ cid, body: "Hello" }]);
    say(message(1, cid));
    say(ack(cid, 1));
    expect(session.pending(CHAT)).toEqual([]);
  });

  it("written while offline waits for the welcome", async () => {
    const { session, goLive, sent } = createHandSession();
    const cid = session.send(CHAT, "Hello");
    expect(session.pending()).toMatchObject([{ cid, state: "sending" }]);
    await goLive();
    expect(sent("send")).toMatchObject([{ cid }]);
  });

  it("is repeated when the answer is lost, and given up after four times", async () => {
    const { session, say, sent, time } = await live();
    const cid = session.send(CHAT, "Hello");
    for (let quarter = 0; quarter < 6; quarter += 1) {
      await time.advance(15_000);
      say({ t: "ping", n: quarter });
    }
    expect(sent("send").map((frame) => frame.cid)).toEqual([cid, cid, cid, cid]);
    expect(session.pending(CHAT)).toMatchObject([{ state: "failed", refusal: { code: "no_answer" } }]);
  });
});

describe("a no", () => {
  it("with retry is asked again after the time named, with everything after it waiting", async () => {
    const { session, say, sent, time } = await live();
    const first = session.send(CHAT, "first");
    session.send(CHAT, "second");
    say(nack(first, "rate_limited", true, 2_000));
    await time.advance(1_900);
    expect(sent("send")).toHaveLength(1);
    await time.advance(200);
    expect(sent("send").map(({ cid }) => cid)).toEqual([first, first]);
    expect(session.pending(CHAT)).toMatchObject([{ state: "sending" }, { state: "sending" }]);
  });

  it("without retry is shown, lets the next one go, and the same message can be sent again", async () => {
    const { session, say, sent } = await live();
    const first = session.send(CHAT, "first");
    const second = session.send(CHAT, "second");
    say(nack(first, "invalid"));
    expect(session.pending(CHAT)).toMatchObject([
      { cid: first, state: "failed", refusal: { code: "invalid" } },
      { cid: second, state: "sending" },
    ]);
    say(ack(second, 1));
    session.retry(first);
    expect(sent("send").map(({ cid, prev }) => [cid, prev])).toEqual([
      [first, undefined],
      [second, undefined],
      [first, second],
    ]);
  });

  it("can be accepted", async () => {
    const { session, say } = await live();
    const cid = session.send(CHAT, "first");
    say(nack(cid, "chat_closed"));
    session.discard(cid);
    expect(session.pending()).toEqual([]);
  });
});

describe("unsent text", () => {
  it("survives a reload, in order, with the same cids", async () => {
    const before = createHandSession();
    before.session.send(CHAT, "one");
    before.session.send(CHAT, "two");
    const kept = JSON.parse(JSON.stringify(before.session.unsent())) as ReturnType<typeof before.session.unsent>;

    const { session, sent, say, goLive } = createHandSession();
    session.restore(kept);
    await goLive();
    say(ack(kept[0]!.cid, 1));
    expect(sent("send").map(({ cid, body }) => [cid, body])).toEqual(kept.map(({ cid, text }) => [cid, text]));
  });

  it("that was committed after all is found in the view, and not sent again", async () => {
    const { session, say, goLive, sent, latest, time, open } = createHandSession();
    session.follow(STREAM, { reset: () => undefined, apply: () => undefined });
    session.restore([{ cid: "kept", conversation: CHAT, text: "one", refusal: null }]);
    await goLive([{ id: STREAM, epoch: "e1", head: 1 }]);
    latest().closed(1006);
    await time.advance(1_000);
    await open();
    const entry = { seq: 1, at: 0, body: { type: "message" as const, mine: true, name: "", text: "one", cid: "kept" } };
    say(welcome([{ id: STREAM, epoch: "e1", head: 1 }]));
    say({ ...resync(1), view: { ...emptyView, entries: [entry] } } as ReturnType<typeof resync>);
    expect(session.pending()).toEqual([]);
    expect(sent("send")).toHaveLength(1);
  });

  it("that failed stays failed", () => {
    const { session } = createHandSession();
    const refusal = { code: "invalid", detail: "", field: "", agent: "" };
    session.restore([{ cid: "kept", conversation: CHAT, text: "one", refusal }]);
    expect(session.pending()).toMatchObject([{ state: "failed" }]);
  });
});

describe("a request", () => {
  it("is answered once, however often the link breaks", async () => {
    const { session, say, sent, latest, time, open } = await live();
    const answer = session.ask({ verb: "close", conversation: CHAT });
    latest().closed(1006);
    await time.advance(1_000);
    await open();
    say(welcome([{ id: STREAM, epoch: "e1", head: 0 }]));
    const [frame] = sent("do");
    say(ack(frame!.rid, 3));
    say(ack(frame!.rid, 3));
    expect(await answer).toMatchObject({ t: "ack", seq: 3 });
  });

  it("that is refused says why", async () => {
    const { session, say, sent } = await live();
    const answer = session.ask({ verb: "accept", conversation: CHAT, offer: 2 });
    say(nack(sent("do")[0]!.rid, "offer_expired"));
    expect(await answer).toMatchObject({ t: "nack", code: "offer_expired" });
  });
});

const emptyView = { conversation: CHAT, state: "active", agent_name: "", agent_read: 0, first_seq: 1 };
