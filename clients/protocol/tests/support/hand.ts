/**
 * A session whose network is moved by hand: the test says when a link opens, what it says and when it breaks.
 */
import type { Ear, OpenLink } from "../../src/link";
import type { LinkKind } from "../../src/connection";
import { createSession } from "../../src/session";
import type { Hooks } from "../../src/session";
import type { ClientFrame, ServerFrame, ServerWelcome, StreamHead } from "../../src/wire";
import { VirtualTime } from "./virtual_time";

export const STREAM = "visitor:c1";
export const CHAT = "c1";

interface HandLink extends Ear {
  by: LinkKind;
  sent: ClientFrame[];
  given_up: boolean;
}

export function createHandSession(hooks: Hooks = {}) {
  const time = new VirtualTime();
  const links: HandLink[] = [];
  let tickets = 0;
  let ids = 0;
  const world = {
    random: 0.5,
    hidden: false,
    /** What asking for a ticket yields. */
    ticket: async (): Promise<string | null> => `ticket-${(tickets += 1)}`,
    /** What polling is opened with, when it comes to that. */
    polling: (): OpenLink | Promise<OpenLink> => open("polling"),
  };
  const open = (by: LinkKind): OpenLink => (ear) => {
    const link: HandLink = { ...ear, by, sent: [], given_up: false };
    links.push(link);
    return { send: (frame) => void link.sent.push(frame), close: () => (link.given_up = true) };
  };
  const session = createSession(
    {
      now: time.now,
      random: () => world.random,
      after: time.after,
      newId: () => `id-${(ids += 1)}`,
      isHidden: () => world.hidden,
      ticket: () => world.ticket(),
      client: "test",
      links: {
        socket: open("socket"),
        get polling() {
          return world.polling();
        },
      },
    },
    hooks,
  );
  const latest = (): HandLink => links.at(-1)!;
  const say = (frame: ServerFrame): void => latest().frame(frame);
  return {
    time,
    world,
    session,
    links,
    latest,
    say,
    /** The frames of a kind sent over the latest link. */
    sent: <T extends ClientFrame["t"]>(kind: T) =>
      latest().sent.filter((frame): frame is Extract<ClientFrame, { t: T }> => frame.t === kind),
    async open(): Promise<void> {
      await time.advance(0);
      latest().opened();
    },
    /** From nothing to live. */
    async goLive(heads: StreamHead[] = []): Promise<void> {
      session.start();
      await time.advance(0);
      latest().opened();
      say(welcome(heads, time.now()));
    },
  };
}

export function welcome(streams: StreamHead[] = [], now = 0): ServerWelcome {
  const limits = { frame_bytes: 65_536, message_characters: 4_000 };
  return { t: "welcome", session: "s1", me: "contact1", now, hb: 25_000, limits, streams };
}

export function resync(head: number, epoch = "e1"): ServerFrame {
  const view = { conversation: CHAT, state: "active" as const, agent_name: "", agent_read: 0, first_seq: 1, entries: [] };
  return { t: "resync", s: STREAM, epoch, head, view };
}

export function message(seq: number, cid = "", text = `text ${seq}`): ServerFrame {
  const data = { type: "message" as const, mine: cid !== "", name: "", text, cid };
  return { t: "ev", s: STREAM, seq, type: "message", at: seq, data };
}

export function ack(id: string, seq: number): ServerFrame {
  return { t: "ack", id, seq, at: 0, dup: false };
}

export function nack(id: string, code: string, retry = false, after_ms = 0): ServerFrame {
  return { t: "nack", id, code, detail: "", retry, after_ms, field: "", agent: "" };
}
