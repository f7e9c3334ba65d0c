/**
 * The connection: offline → connecting → syncing → live, as a function of what happens.
 *
 * Owns: when to connect, by what, when to give a link up, when to stop for good; what each frame means.
 * Never: a clock, a chance, a timer or a socket of its own: time and chance come in, and what is to be done goes out.
 * Holds: the same inputs have the same outputs; every deadline is derived from the state (`nextDeadline`), so that none
 * can be forgotten.
 */
import { backoff } from "./backoff";
import * as outboxes from "./outbox";
import * as places from "./positions";
import {
  CLOSE_BAD_TICKET,
  CLOSE_REVOKED,
  CLOSE_STOP_FROM,
  CLOSE_TRY_LATER,
  PROTOCOL_VERSION,
  STREAMS_PER_HELLO_MAX,
} from "./wire";
import type {
  ClientDo,
  ClientFrame,
  ClientSend,
  Position,
  ServerAck,
  ServerEphemeral,
  ServerEvent,
  ServerFrame,
  ServerNack,
  ServerQueue,
  ServerResync,
} from "./wire";

/** From the start of an attempt until the welcome. */
const CONNECT_MS = 15_000;
/** The server pings after 25 s of silence ± 20 %; 15 s more without a word, and the link is taken for dead. */
const HEARTBEAT_MS = 25_000;
const HEARTBEAT_GRACE_MS = 15_000;
/** A link that lived this long starts the back-off anew. */
const STABLE_MS = 30_000;
/** So often a socket may fail to open before long polling is tried. */
const SOCKET_FAILURES_MAX = 2;
/** After "try later" the back-off starts higher. */
const ATTEMPTS_WHEN_BUSY = 4;

export type Phase = "offline" | "connecting" | "syncing" | "live";
export type LinkKind = "socket" | "polling";
export type Answer = ServerAck | ServerNack;

/** Where time and chance come from, and where it goes what is to be done. */
export interface Outside {
  now(): number;
  random(): number;
  /** Get a ticket, and open a link with it. Replaces the link there is. */
  connect(by: LinkKind): void;
  disconnect(): void;
  transmit(frame: ClientFrame): void;
  reset(frame: ServerResync): void;
  apply(frame: ServerEvent): void;
  signal(frame: ServerEphemeral): void;
  queue(frame: ServerQueue): void;
  /** The stream does not exist for this viewer. */
  gone(stream: string): void;
  /** A request was answered for good. */
  answer(id: string, answer: Answer): void;
  outboxChanged(): void;
}

export type Connection = ReturnType<typeof createConnection>;

export function createConnection(outside: Outside) {
  const positions: places.Positions = new Map();
  const outbox = outboxes.createOutbox();
  let phase: Phase = "offline";
  let isWanted = false;
  let stoppedBy = 0;
  let me = "";
  let clockOffset = 0;
  /** The streams that the latest hello named. */
  let greeted = new Set<string>();
  let by: LinkKind = "socket";
  let socketFailures = 0;
  let attempts = 0;
  let retryAt = Infinity;
  let heardAt = 0;
  let liveSince = Infinity;
  let drainAt = Infinity;
  let heartbeat = HEARTBEAT_MS;

  const isUp = (): boolean => phase === "syncing" || phase === "live";
  const silentAt = (): number => heardAt + heartbeat + HEARTBEAT_GRACE_MS;

  // ── links ─────────────────────────────────────────────────────────────────────────────────────────────────────

  function connect(): void {
    phase = "connecting";
    heardAt = outside.now();
    by = socketFailures < SOCKET_FAILURES_MAX ? "socket" : "polling";
    outside.connect(by);
  }

  /** Gives the present link up, if there is one, and connects again at once. */
  function reconnect(): void {
    if (!isWanted) return;
    forgetLink();
    connect();
  }

  function forgetLink(): void {
    if (phase !== "offline") outside.disconnect();
    if (outside.now() - liveSince >= STABLE_MS) attempts = 0;
    outboxes.loseAnswers(outbox);
    phase = "offline";
    liveSince = drainAt = retryAt = Infinity;
  }

  /** The link is gone: the next attempt comes after the back-off. */
  function lose(): void {
    forgetLink();
    if (!isWanted) return;
    retryAt = outside.now() + backoff(attempts, outside.random());
    attempts += 1;
  }

  function stop(code: number): void {
    forgetLink();
    isWanted = false;
    stoppedBy = code;
    // Messages wait for another start; whoever waits for the answer to a request is told.
    for (const { id, frame } of outbox.items) {
      if (frame.t !== "do") continue;
      outboxes.discard(outbox, id);
      outside.answer(id, { t: "nack", id, retry: true, after_ms: 0, ...outboxes.refusal("disconnected") });
    }
  }

  function closed(code: number): void {
    if (code >= CLOSE_STOP_FROM && code < 5000) return stop(code);
    const serverSpoke = code >= 4000 || isUp();
    if (by === "socket") socketFailures = serverSpoke ? 0 : socketFailures + 1;
    else if (!serverSpoke) socketFailures = 0;
    if (code === CLOSE_TRY_LATER) attempts = Math.max(attempts, ATTEMPTS_WHEN_BUSY);
    // A ticket that came too late says nothing about the server's health.
    if (code === CLOSE_BAD_TICKET && attempts === 0) {
      attempts = 1;
      reconnect();
    } else lose();
  }

  function tick(woke: boolean): void {
    const now = outside.now();
    if (phase === "offline") {
      if (isWanted && now >= retryAt) connect();
    } else if (phase === "connecting") {
      if (now >= heardAt + CONNECT_MS) closed(0);
    } else if (woke || now >= silentAt() || now >= drainAt) reconnect();
  }

  // ── frames ────────────────────────────────────────────────────────────────────────────────────────────────────

  function subscribe(streams: Position[]): void {
    for (let from = 0; from < streams.length; from += STREAMS_PER_HELLO_MAX) {
      outside.transmit({ t: "sub", streams: streams.slice(from, from + STREAMS_PER_HELLO_MAX) });
    }
  }

  function read(frame: ServerFrame): void {
    heardAt = outside.now();
    if (frame.t === "welcome" && phase === "connecting") {
      phase = "syncing";
      heartbeat = frame.hb || HEARTBEAT_MS;
      clockOffset = frame.now - heardAt;
      me = frame.me;
      places.welcomed(positions, frame.streams);
      // Not all fit into a hello, and some are wanted only since it was sent.
      subscribe(places.listPositions(positions).filter(({ id }) => !greeted.has(id)));
    }
    if (!isUp()) return;
    switch (frame.t) {
      case "ev":
        if (!places.isNext(positions, frame, heardAt)) return;
        outside.apply(frame);
        return seen(frame.s, [frame.data]);
      case "resync":
        if (!places.reset(positions, frame)) return;
        outside.reset(frame);
        return seen(frame.s, "entries" in frame.view ? frame.view.entries.map(({ body }) => body) : []);
      case "ack":
      case "nack":
        return answered(frame);
      case "eph":
        return outside.signal(frame);
      case "queue":
        return outside.queue(frame);
      case "ping":
        return outside.transmit({ t: "pong", n: frame.n });
      case "drain":
        drainAt = heardAt + frame.within_ms;
        return;
      case "err":
        if (frame.code !== "unknown_stream" || !positions.delete(frame.s)) return;
        outside.gone(frame.s);
        return seen(frame.s, []);
    }
  }

  /** The view of a stream went on: messages of our own that are in it now are no longer pending. */
  function seen(stream: string, bodies: object[]): void {
    const conversation = stream.slice(stream.indexOf(":") + 1);
    let isChanged = outboxes.settle(outbox, conversation, places.positionIn(positions, conversation));
    for (const body of bodies) {
      if ("cid" in body && outboxes.echo(outbox, body.cid as string)) isChanged = true;
    }
    if (isChanged) outside.outboxChanged();
  }

  function answered(frame: Answer): void {
    const item = outboxes.find(outbox, frame.id);
    if (!item) return;
    if (frame.t === "ack") outboxes.acknowledge(outbox, item, frame.seq, places.positionIn(positions, item.lane));
    else outboxes.refuse(outbox, item, frame, heardAt);
    if (item.frame.t === "do" && !(frame.t === "nack" && frame.retry)) outside.answer(item.id, frame);
    outside.outboxChanged();
  }

  /** After each input: what is due now. */
  function settle(): void {
    if (!isUp()) return;
    const now = outside.now();
    if (phase === "syncing" && places.isSynced(positions)) {
      phase = "live";
      liveSince = now;
    }
    subscribe(places.takeHoles(positions, now));
    if (outboxes.nextDue(outbox) > now) return;
    outboxes.takeDue(outbox, now).forEach(outside.transmit);
    outside.outboxChanged();
  }

  const changesOutbox =
    <T extends unknown[]>(change: (outbox: outboxes.Outbox, ...what: T) => void) =>
    (...what: T): void => {
      change(outbox, ...what);
      outside.outboxChanged();
      settle();
    };

  return {
    positions,
    outbox,
    phase: () => phase,
    stoppedBy: () => stoppedBy,
    me: () => me,
    clockOffset: () => clockOffset,
    retryAt: () => retryAt,

    /** When `tick` is due at the latest. */
    nextDeadline(): number {
      if (phase === "offline") return retryAt;
      if (phase === "connecting") return heardAt + CONNECT_MS;
      return Math.min(silentAt(), drainAt, places.nextAsk(positions), outboxes.nextDue(outbox));
    },
    /** `woke`: the machine slept meanwhile, and the link cannot be trusted. */
    tick(woke: boolean): void {
      tick(woke);
      settle();
    },

    start(): void {
      stoppedBy = attempts = 0;
      isWanted = true;
      if (phase === "offline") connect();
    },
    stop(): void {
      if (isUp()) outside.transmit({ t: "bye" });
      stop(0);
    },
    ticketFailed: lose,
    ticketRefused: () => stop(CLOSE_REVOKED),
    opened(ticket: string, client: string): void {
      const streams = places.listPositions(positions).slice(0, STREAMS_PER_HELLO_MAX);
      greeted = new Set(streams.map(({ id }) => id));
      outside.transmit({ t: "hello", v: PROTOCOL_VERSION, ticket, client, streams });
    },
    /** A sign of life without a frame. */
    heard: () => void (heardAt = outside.now()),
    read(frame: ServerFrame): void {
      read(frame);
      settle();
    },
    closed,
    /** The network is back. What was open before it went is dead, whether or not it knows. */
    online(): void {
      socketFailures = 0;
      reconnect();
    },
    /** The page is seen again and may have been frozen. A link that was heard within a heartbeat is left alone. */
    visible(): void {
      if (phase === "offline" || (isUp() && outside.now() - heardAt > heartbeat * 1.2)) reconnect();
    },

    follow(stream: string): void {
      if (positions.has(stream)) return;
      places.follow(positions, stream);
      if (isUp()) subscribe(places.listPositions(positions, [stream]));
    },
    unfollow(stream: string): void {
      if (!positions.delete(stream)) return;
      if (isUp()) outside.transmit({ t: "unsub", streams: [stream] });
      // Nothing will echo here any more: what was acknowledged is finished.
      seen(stream, []);
    },
    put: changesOutbox<[ClientSend | ClientDo, (outboxes.Refusal | null)?]>(outboxes.put),
    retry: changesOutbox(outboxes.retry),
    discard: changesOutbox(outboxes.discard),
    /** Says something that may be lost. */
    whisper(frame: ClientFrame): void {
      if (isUp()) outside.transmit(frame);
    },
  };
}
