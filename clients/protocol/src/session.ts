/**
 * A session: the connection set in motion. One per page, for widget and console.
 *
 * Owns: the present link, the timer, who follows which stream, the promises of requests.
 * Never: a rule: those are in `connection`; nor a global of the browser: those come as `World`.
 * Holds: inputs are taken one at a time; what an earlier link says after it was given up is not heard.
 */
import { createConnection } from "./connection";
import type { Answer, LinkKind } from "./connection";
import type { Link, OpenLink } from "./link";
import type { Refusal } from "./outbox";
import type { Ask, ServerEphemeral, ServerQueue } from "./wire";

/** A timer this late means that the machine slept: whatever link there was cannot be trusted. */
const LATE_MS = 5_000;
/** The longest time between two looks at the clock, so that sleep is noticed soon. */
const LOOK_MS = 10_000;

export interface World {
  now(): number;
  random(): number;
  newId(): string;
  /** Calls back once; returns how to take that back. */
  after(milliseconds: number, callback: () => void): () => void;
  /** Timers of hidden pages are slowed by the browser: there, late does not mean asleep. */
  isHidden(): boolean;
  /** A fresh ticket; null: there is no session any more. Rejects when it cannot be fetched now. */
  ticket(): Promise<string | null>;
  /** A link may have to be fetched first; only when it is wanted is it asked for here. */
  links: Record<LinkKind, OpenLink | Promise<OpenLink>>;
  /** Name and version, for the server's log. */
  client: string;
}

/** Whoever keeps the view of one stream. Calls come in order, and all of them. */
export interface Follower<V, B> {
  reset(view: V): void;
  apply(seq: number, at: number, body: B): void;
  signal?(frame: ServerEphemeral): void;
  /** Where the visitor stands. Nothing says that it holds no longer: that follows from the view. */
  queue?(frame: ServerQueue): void;
  /** The stream does not exist for this viewer (any more). */
  gone?(): void;
}

/** A message that is not in the view yet. */
export interface PendingMessage {
  cid: string;
  conversation: string;
  text: string;
  state: "sending" | "sent" | "failed";
  refusal: Refusal | null;
}

/** What `persist` is handed and `restore` takes back. */
export type Unsent = Pick<PendingMessage, "cid" | "conversation" | "text" | "refusal">;

export interface Hooks {
  /** Phase, stop code or clock may have changed. */
  changed?(): void;
  pendingChanged?(): void;
}

export type Session = ReturnType<typeof createSession>;

export function createSession(world: World, hooks: Hooks = {}) {
  const followers = new Map<string, Follower<never, never>>();
  const waiting = new Map<string, (answer: Answer) => void>();
  const inputs: (() => void)[] = [];
  let link: Link | null = null;
  let generation = 0;
  let cancelTimer = (): void => undefined;
  let isBusy = false;

  const connection = createConnection({
    now: world.now,
    random: world.random,
    connect: (by) => void connect(by),
    disconnect() {
      generation += 1;
      link?.close();
      link = null;
    },
    transmit: (frame) => link?.send(frame),
    reset: ({ s, view }) => followers.get(s)?.reset(view as never),
    apply: ({ s, seq, at, data }) => followers.get(s)?.apply(seq, at, data as never),
    signal: (frame) => followers.get(frame.s)?.signal?.(frame),
    queue: (frame) => followers.get(frame.s)?.queue?.(frame),
    gone(stream) {
      followers.get(stream)?.gone?.();
      followers.delete(stream);
    },
    answer(id, answer) {
      waiting.get(id)?.(answer);
      waiting.delete(id);
    },
    outboxChanged: () => hooks.pendingChanged?.(),
  });

  /** Takes one input after the other, also where one leads to the next. */
  function feed(input: () => void): void {
    inputs.push(input);
    if (isBusy) return;
    isBusy = true;
    try {
      for (let next = inputs.shift(); next; next = inputs.shift()) next();
    } finally {
      isBusy = false;
      setTimer();
    }
    hooks.changed?.();
  }

  async function connect(by: LinkKind): Promise<void> {
    generation += 1;
    const own = generation;
    const hear = (input: () => void): void => {
      if (own === generation) feed(input);
    };
    const ticket = await world.ticket().catch(() => undefined);
    if (!ticket) return hear(ticket === null ? connection.ticketRefused : connection.ticketFailed);
    if (own !== generation) return;
    try {
      const open = await world.links[by];
      if (own !== generation) return;
      link = open({
        opened: () => hear(() => connection.opened(ticket, world.client)),
        frame: (frame) => hear(() => connection.read(frame)),
        heard: () => hear(connection.heard),
        closed: (code) => hear(() => connection.closed(code)),
      });
    } catch {
      hear(() => connection.closed(0)); // the browser does not even let us try
    }
  }

  function setTimer(): void {
    cancelTimer();
    const now = world.now();
    const due = Math.min(connection.nextDeadline(), now + LOOK_MS);
    if (connection.phase() === "offline" && connection.retryAt() === Infinity) return;
    cancelTimer = world.after(Math.max(0, due - now), () => {
      const woke = world.now() - due > LATE_MS && !world.isHidden();
      feed(() => connection.tick(woke));
    });
  }

  /** Messages that are not in the view of their conversation yet, in the order of sending. */
  function pending(conversation?: string): PendingMessage[] {
    return connection.outbox.items.flatMap(({ frame, echoed, seq, refusal }) => {
      if (frame.t !== "send" || echoed || (conversation && frame.conversation !== conversation)) return [];
      const progress = refusal ? "failed" : seq === null ? "sending" : "sent";
      return [{ cid: frame.cid, conversation: frame.conversation, text: frame.body, state: progress, refusal }];
    });
  }

  function put(conversation: string, body: string, cid: string, refusal: Refusal | null = null): void {
    feed(() => connection.put({ t: "send", cid, conversation, body }, refusal));
  }

  return {
    phase: connection.phase,
    /** The close code that ended the session for good; 0: none. `start` tries again. */
    stoppedBy: connection.stoppedBy,
    /** Who the server takes us for. */
    me: connection.me,
    /** When the next attempt to connect comes, by our clock; Infinity while there is none to come. */
    retryAt: connection.retryAt,
    /** The server's clock, in milliseconds since the Unix epoch. */
    serverNow: (): number => world.now() + connection.clockOffset(),

    start: () => feed(connection.start),
    stop: () => feed(connection.stop),
    /** The browser says: the network is back, or the page is seen again. */
    notice: (what: "online" | "visible") => feed(connection[what]),

    follow<V, B>(stream: string, follower: Follower<V, B>): void {
      followers.set(stream, follower as Follower<never, never>);
      feed(() => connection.follow(stream));
    },
    unfollow(stream: string): void {
      followers.delete(stream);
      feed(() => connection.unfollow(stream));
    },

    /** Sends a message as soon as it can be sent. Returns its cid. */
    send(conversation: string, text: string, cid = world.newId()): string {
      put(conversation, text, cid);
      return cid;
    },
    retry: (cid: string) => feed(() => connection.retry(cid)),
    discard: (cid: string) => feed(() => connection.discard(cid)),
    pending,
    /** What has to be kept over a reload. */
    unsent: (): Unsent[] =>
      pending().flatMap(({ cid, conversation, text, refusal, state }) =>
        state === "sent" ? [] : [{ cid, conversation, text, refusal }],
      ),
    /** Takes up what an earlier page left unsent. */
    restore(messages: Unsent[]): void {
      for (const { cid, conversation, text, refusal } of messages) put(conversation, text, cid, refusal);
    },

    /** Asks for something to happen. Answered exactly once, however often the link breaks meanwhile. */
    ask(ask: Ask, rid = world.newId()): Promise<Answer> {
      return new Promise((resolve) => {
        waiting.set(rid, resolve);
        feed(() => connection.put({ t: "do", rid, ask }));
      });
    },

    /** "I have read up to here." Lost when there is no link. */
    mark: (conversation: string, seq: number) => feed(() => connection.whisper({ t: "mark", conversation, seq })),
    typing: (conversation: string, typing: boolean) =>
      feed(() => connection.whisper({ t: "eph", conversation, typing })),
  };
}
