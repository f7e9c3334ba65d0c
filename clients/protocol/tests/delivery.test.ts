/** Nothing lost, doubled or reordered, whatever the network does (delivery, D1 to D5); and the check can fail. */
import { describe, expect, it } from "vitest";
import type { ClientFrame, ServerFrame } from "../src/wire";
import { runTrial } from "./support/trial";
import type { Mistake } from "./support/trial";
import type { Defects } from "./support/flaky_server";

const SEEDS = 150;
const SEEDS_FOR_DEFECTS = 12;

async function complaintsOver(seeds: number, defects?: Defects, mistake?: () => Mistake): Promise<string[]> {
  const found: string[] = [];
  for (let seed = 1; seed <= seeds; seed += 1) {
    for (const complaint of await runTrial(seed, defects, mistake?.())) found.push(`seed ${seed}: ${complaint}`);
  }
  return found;
}

describe("through a flaky network", () => {
  it("every view becomes the server's log, each message once and in order", async () => {
    expect(await complaintsOver(SEEDS)).toEqual([]);
  }, 120_000);
});

describe("the check notices", () => {
  it.each<[string, Defects]>([
    ["a server that posts a repeated message again", { postsTwice: true }],
    ["a server that acks what it does not commit", { acksBeforeCommit: true }],
    ["a server that forgets on restart", { forgetsOnRestart: true }],
  ])("%s", async (_, defects) => {
    expect(await complaintsOver(SEEDS_FOR_DEFECTS, defects)).not.toEqual([]);
  });

  it.each<[string, () => Mistake]>([
    ["a client with a new id for each attempt", newIdForEachAttempt],
    ["a client that takes a lost answer for an ack", takesSilenceForAck],
    ["a client that applies events after a hole", appliesAfterHoles],
    ["a client that forgets what it missed", forgetsWhatItMissed],
    ["a client that does not wait for acks", doesNotWait],
  ])("%s", async (_, mistake) => {
    expect(await complaintsOver(SEEDS_FOR_DEFECTS, {}, mistake)).not.toEqual([]);
  });
});

function newIdForEachAttempt(): Mistake {
  const original = new Map<string, string>();
  let attempts = 0;
  return {
    sends: (frame, send) => {
      if (frame.t !== "send") return send(frame);
      const cid = original.size > 0 && original.has(frame.cid) ? `${frame.cid}-${(attempts += 1)}` : frame.cid;
      original.set(frame.cid, cid);
      send({ ...frame, cid, prev: null });
    },
    hears: (frame, hear) => {
      const known = frame.t === "ack" ? [...original].find(([, cid]) => cid === frame.id) : undefined;
      hear(frame.t === "ack" && known ? { ...frame, id: known[0] } : frame);
    },
  };
}

function takesSilenceForAck(): Mistake {
  const tried = new Set<string>();
  return {
    sends: (frame, send, hear) => {
      if (frame.t === "send" && tried.has(frame.cid)) {
        return queueMicrotask(() => hear({ t: "ack", id: frame.cid, seq: 0, at: 0, dup: true }));
      }
      if (frame.t === "send") tried.add(frame.cid);
      send(frame);
    },
  };
}

function appliesAfterHoles(): Mistake {
  let last = 0;
  const follow = (frame: ServerFrame): ServerFrame => {
    if (frame.t === "resync") last = frame.head;
    if (frame.t !== "ev" || frame.seq <= last) return frame;
    last += 1;
    return { ...frame, seq: last };
  };
  return { hears: (frame, hear) => hear(follow(frame)) };
}

function forgetsWhatItMissed(): Mistake {
  let missing = 0;
  return {
    sends: (frame, send) => {
      if (frame.t === "hello") missing = 2;
      send(frame);
    },
    hears: (frame, hear) => {
      if (frame.t === "resync" && missing > 0) {
        missing -= 1;
        const view = { ...frame.view, entries: "entries" in frame.view ? frame.view.entries.slice(0, -1) : [] };
        return hear({ ...frame, view: view as typeof frame.view });
      }
      hear(frame);
    },
  };
}

function doesNotWait(): Mistake {
  return {
    sends: (frame: ClientFrame, send, hear) => {
      send(frame);
      if (frame.t === "send") queueMicrotask(() => hear({ t: "ack", id: frame.cid, seq: 0, at: 0, dup: false }));
    },
  };
}
