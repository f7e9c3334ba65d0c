/**
 * A model of the server and of the network before it: everything delivery allows to go wrong goes wrong here.
 *
 * Owns: the log that is the truth; faults, by seed: links that die silently or late, answers that are lost, events
 * doubled, swapped or dropped, commits whose ack nobody hears, tickets refused, a restart, a changed epoch.
 * Holds: what is in `log` is committed once and never changes; breaches of the protocol by a client are noted.
 */
import type { Ear, Link, OpenLink } from "../../src/link";
import type {
  ClientFrame,
  ClientSend,
  Position,
  ServerFrame,
  StaffBody,
  View,
  VisitorBody,
} from "../../src/wire";
import type { Chance, VirtualTime } from "./virtual_time";

export const CONVERSATION = "c0nversat10n";

export interface Viewer {
  id: string;
  kind: "visitor" | "member";
}

type AnyBody = VisitorBody | StaffBody;
export interface Logged {
  seq: number;
  at: number;
  body: AnyBody;
}

/** Ways in which the server itself can be wrong, to show that the checks notice. */
export interface Defects {
  postsTwice?: boolean;
  acksBeforeCommit?: boolean;
  forgetsOnRestart?: boolean;
}

interface Connected extends Ear {
  viewer: Viewer;
  following: Set<string>;
  unanswered: Set<string>;
  alive: boolean;
  /** Frames reach the client one after the other, at this time at the earliest. */
  clearAt: number;
  arriveAt: number;
}

export class FlakyServer {
  readonly logs: Record<Viewer["kind"], Logged[]> = { visitor: [], member: [] };
  readonly breaches: string[] = [];
  /** 0: a perfect network. 1: as bad as it gets. */
  badness = 1;
  up = true;
  socketsBlocked = false;
  #epoch = 1;
  #tickets = new Map<string, Viewer>();
  #receipts = new Map<string, { seq: Record<Viewer["kind"], number>; text: string }>();
  #links = new Set<Connected>();

  constructor(
    private readonly time: VirtualTime,
    private readonly chance: Chance,
    private readonly defects: Defects = {},
  ) {}

  // ── what a client finds ───────────────────────────────────────────────────────────────────────────────────────

  ticketFor(viewer: Viewer): () => Promise<string> {
    return async () => {
      if (!this.up || this.#bad(0.05)) throw new Error("no answer");
      const ticket = `ticket-${this.#tickets.size}-of-${viewer.id}`;
      this.#tickets.set(ticket, viewer);
      return ticket;
    };
  }

  links(): { socket: OpenLink; polling: OpenLink } {
    return {
      socket: (ear) => this.#open(ear, () => this.up && !this.socketsBlocked),
      polling: (ear) => this.#open(ear, () => this.up),
    };
  }

  #open(ear: Ear, reachable: () => boolean): Link {
    const viewer = { id: "", kind: "visitor" as const };
    const connected: Connected = {
      ...ear,
      viewer,
      following: new Set(),
      unanswered: new Set(),
      alive: false,
      clearAt: 0,
      arriveAt: 0,
    };
    this.time.after(this.#delay(), () => {
      if (!reachable() || this.#bad(0.1)) return ear.closed(1006);
      connected.alive = true;
      this.#links.add(connected);
      this.#planEnd(connected);
      ear.opened();
    });
    return {
      send: (frame) => this.#travelIn(connected, structuredClone(frame)),
      // What is on its way when a client gives a link up may still arrive: it must not be heard.
      close: () => void this.time.after(this.#delay(), () => this.#end(connected, null)),
    };
  }

  #planEnd(connected: Connected): void {
    if (!this.#bad(0.7)) return;
    this.time.after(this.chance.between(50, 60_000), () => {
      const silently = this.#bad(0.3);
      this.#end(connected, silently ? null : this.chance.pick([1006, 1001, 4000, 4008, 4012, 4029, 4401]));
    });
  }

  #end(connected: Connected, code: number | null): void {
    if (!connected.alive) return;
    connected.alive = false;
    this.#links.delete(connected);
    if (code !== null) this.time.after(this.#delay(), () => connected.closed(code));
  }

  // ── the network ───────────────────────────────────────────────────────────────────────────────────────────────

  #bad(probability: number): boolean {
    return this.chance.happens(probability * this.badness);
  }

  #delay(): number {
    return this.#bad(0.05) ? this.chance.between(500, 8_000) : this.chance.between(5, 80);
  }

  #travelIn(connected: Connected, frame: ClientFrame): void {
    const at = Math.max(this.time.now() + this.#delay(), connected.arriveAt);
    connected.arriveAt = at;
    this.time.after(at - this.time.now(), () => {
      if (connected.alive && this.up) this.#take(connected, frame);
    });
  }

  #travelOut(connected: Connected, frame: ServerFrame): void {
    if (frame.t === "ev" && this.#bad(0.03)) return; // a hole
    if ((frame.t === "ack" || frame.t === "nack") && this.#bad(0.05)) return;
    const overtaken = frame.t === "ev" && this.#bad(0.03);
    const at = Math.max(this.time.now() + this.#delay(), connected.clearAt) + (overtaken ? 200 : 0);
    if (!overtaken) connected.clearAt = at;
    const deliver = (): void => {
      // A link that died has delivered what was in the air, or has not.
      if (connected.alive || this.chance.happens(0.3)) connected.frame(structuredClone(frame));
    };
    this.time.after(at - this.time.now(), deliver);
    if (frame.t === "ev" && this.#bad(0.05)) this.time.after(at - this.time.now() + 300, deliver);
  }

  // ── the server ────────────────────────────────────────────────────────────────────────────────────────────────

  #take(connected: Connected, frame: ClientFrame): void {
    switch (frame.t) {
      case "hello":
        return this.#greet(connected, frame.ticket, frame.streams ?? []);
      case "sub":
        return frame.streams.forEach((position) => this.#catchUp(connected, position));
      case "send":
        return this.#send(connected, frame);
      case "do":
        if (frame.ask.verb !== "note") return;
        return this.#commit(connected, frame.rid, frame.ask.body, true);
      case "bye":
        return this.#end(connected, null);
      default:
    }
  }

  #greet(connected: Connected, ticket: string, streams: Position[]): void {
    const viewer = this.#tickets.get(ticket);
    this.#tickets.delete(ticket);
    if (!viewer || this.#bad(0.03)) return this.#end(connected, 4401);
    connected.viewer = viewer;
    const heads = streams.map(({ id }) => ({ id, epoch: this.epoch, head: this.#logOf(connected).length }));
    this.#travelOut(connected, {
      t: "welcome",
      session: "s",
      me: viewer.id,
      now: this.time.now() + 5_000,
      hb: 25_000,
      limits: { frame_bytes: 65_536, message_characters: 4_000 },
      streams: heads,
    });
    for (const position of streams) this.#catchUp(connected, position);
    this.#beat(connected);
  }

  #beat(connected: Connected): void {
    this.time.after(25_000, () => {
      if (!connected.alive) return;
      this.#travelOut(connected, { t: "ping", n: 1 });
      this.#beat(connected);
    });
  }

  get epoch(): string {
    return `epoch-${this.#epoch}`;
  }

  #logOf(connected: Connected): Logged[] {
    return this.logs[connected.viewer.kind];
  }

  #catchUp(connected: Connected, { id, epoch, seq = 0 }: Position): void {
    const log = this.#logOf(connected);
    connected.following.add(id);
    if (epoch !== this.epoch || seq > log.length || this.#bad(0.1)) {
      const frame = { t: "resync", s: id, epoch: this.epoch, head: log.length, view: this.viewOf(connected.viewer) };
      return this.#travelOut(connected, frame as ServerFrame);
    }
    for (const entry of log.slice(seq)) this.#travelOut(connected, asFrame(id, entry));
  }

  viewOf({ kind }: Viewer): View {
    const entries = this.logs[kind].slice(-100);
    const view = { conversation: CONVERSATION, state: "active", first_seq: entries[0]?.seq ?? 1, entries };
    return structuredClone(view) as unknown as View;
  }

  #send(connected: Connected, { cid, body, prev }: ClientSend): void {
    if (connected.unanswered.size > 0 && !connected.unanswered.has(cid)) {
      this.breaches.push(`${connected.viewer.id} sent ${cid} while another was unanswered`);
    }
    connected.unanswered.add(cid);
    if (prev && !this.#receipts.has(keyOf(connected.viewer, prev))) this.breaches.push(`${cid}: prev is not committed`);
    const known = this.#receipts.has(keyOf(connected.viewer, cid));
    if (!known && this.#bad(0.08)) return this.#refuse(connected, cid, true);
    if (!known && this.#bad(0.02)) return this.#refuse(connected, cid, false);
    this.#commit(connected, cid, body, false);
  }

  #refuse(connected: Connected, id: string, retry: boolean): void {
    connected.unanswered.delete(id);
    const after_ms = retry ? this.chance.between(0, 3_000) : 0;
    const code = retry ? "busy" : "invalid";
    this.#travelOut(connected, { t: "nack", id, code, detail: "", retry, after_ms, field: "", agent: "" });
  }

  #commit(connected: Connected, id: string, text: string, internal: boolean): void {
    const key = keyOf(connected.viewer, id);
    const before = this.#receipts.get(key);
    if (before && !this.defects.postsTwice) {
      if (before.text !== text) this.breaches.push(`${id} came with another text`);
      return this.#acknowledge(connected, id, before.seq[connected.viewer.kind], true);
    }
    if (this.defects.acksBeforeCommit && this.#bad(0.2)) return this.#acknowledge(connected, id, 0, false);
    const seq = this.#append(connected.viewer, id, text, internal);
    this.#receipts.set(key, { seq, text });
    this.#acknowledge(connected, id, seq[connected.viewer.kind], false);
  }

  #append(author: Viewer, cid: string, text: string, internal: boolean): Record<Viewer["kind"], number> {
    const writer = { kind: author.kind, id: author.id, name: author.id };
    const mine = author.kind === "visitor";
    const forStaff = { type: internal ? "note" : "message", author: writer, text, cid } as AnyBody;
    const forVisitor: AnyBody = { type: "message", mine, name: author.id, text, cid: mine ? cid : "" };
    return { member: this.#log("member", forStaff), visitor: internal ? 0 : this.#log("visitor", forVisitor) };
  }

  #log(kind: Viewer["kind"], body: AnyBody): number {
    const log = this.logs[kind];
    const entry = { seq: log.length + 1, at: this.time.now(), body };
    log.push(entry);
    for (const link of this.#links) {
      if (link.viewer.kind !== kind) continue;
      for (const stream of link.following) this.#travelOut(link, asFrame(stream, entry));
    }
    return entry.seq;
  }

  #acknowledge(connected: Connected, id: string, seq: number, dup: boolean): void {
    connected.unanswered.delete(id);
    this.#travelOut(connected, { t: "ack", id, seq, at: this.time.now(), dup });
  }

  // ── what happens to a server ──────────────────────────────────────────────────────────────────────────────────

  /** Killed, and back after a while. What was committed is there; whoever was connected is told, or not. */
  restart(downMs: number): void {
    this.up = false;
    if (this.defects.forgetsOnRestart) for (const log of Object.values(this.logs)) log.splice(-2);
    for (const link of this.#links) this.#end(link, this.#bad(0.5) ? null : 1006);
    this.time.after(downMs, () => (this.up = true));
  }

  drain(): void {
    for (const link of this.#links) {
      const within_ms = this.chance.between(0, 20_000);
      this.#travelOut(link, { t: "drain", within_ms });
      this.time.after(within_ms + 5_000, () => this.#end(link, 4000));
    }
  }

  /** A backup was restored: same content, but positions of before mean nothing any more. */
  changeEpoch(): void {
    this.#epoch += 1;
    for (const link of this.#links) this.#end(link, 4030);
  }
}

function keyOf(viewer: Viewer, cid: string): string {
  return `${viewer.id}/${cid}`;
}

function asFrame(stream: string, { seq, at, body }: Logged): ServerFrame {
  return { t: "ev", s: stream, seq, type: body.type, at, data: body };
}
