/**
 * A server as the console sees it: what travels on the link, and what HTTP answers. The console above it is whole.
 *
 * Owns: the views that are sent on a subscription, the numbers of events, the answers to requests.
 * Never: a rule of the floor: a test says what happens. Reducers, connection and outbox are the real ones.
 */
import type {
  Ask, Body, ClientFrame, ClientSend, Ear, Link, MemberView, Permission, Role, ServerFrame, TeamGroupState, TeamInboxState, TeamMemberState, TeamView, View, World,
} from "./wireTypes.ts";

export const ME = "m".repeat(26);
export const EPOCH = "e".repeat(32);

type Answer = { status?: number; body?: unknown; headers?: Record<string, string> };
type Handler = (body: unknown, url: URL) => Answer | Promise<Answer>;

export class FakeServer {
  readonly views = new Map<string, View>();
  readonly received: ClientFrame[] = [];
  readonly requests: { method: string; path: string; body: unknown; csrf: string }[] = [];
  /** What somebody is refused with; nothing: an ack. */
  refuse: (asked: Ask | ClientSend) => { code: string; detail?: string; agent?: string } | undefined = () => undefined;
  /** Called after an ack: here events follow, as on the floor. */
  settle: (asked: Ask | ClientSend) => void = () => undefined;
  reachable = true;
  signedIn = true;
  readonly #handlers = new Map<string, Handler>();
  readonly #heads = new Map<string, number>();
  #ear: Ear | null = null;
  #ids = 0;

  constructor(views: Record<string, View>) {
    for (const [stream, view] of Object.entries(views)) this.views.set(stream, view);
  }

  // ── the link ────────────────────────────────────────────────────────────────────────────────────

  readonly world: World = {
    now: () => Date.now(),
    random: () => 0.5,
    newId: () => `00000000-0000-4000-a000-${String(++this.#ids).padStart(12, "0")}`,
    after: (milliseconds, callback) => {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
    isHidden: () => false,
    ticket: () => {
      if (!this.reachable) return Promise.reject(new Error("unreachable"));
      return Promise.resolve(this.signedIn ? "t".repeat(24) : null);
    },
    client: "test",
    links: { socket: (ear) => this.#open(ear), polling: (ear) => this.#open(ear) },
  };

  #open(ear: Ear): Link {
    this.#ear = ear;
    queueMicrotask(() => (this.reachable ? ear.opened() : ear.closed(0)));
    return { send: (frame) => this.#take(frame), close: () => this.#hangUp(ear) };
  }

  #hangUp(ear: Ear): void {
    if (this.#ear === ear) this.#ear = null;
  }

  /** The network goes: the link is closed, and none opens until `mend`. */
  cut(code = 1006): void {
    this.reachable = false;
    this.#ear?.closed(code);
    this.#ear = null;
  }

  mend(): void {
    this.reachable = true;
  }

  tell(frame: ServerFrame): void {
    this.#ear?.frame(frame);
  }

  /** Something happened in `stream`. */
  say(stream: string, body: Body, at = Date.now()): void {
    const seq = (this.#heads.get(stream) ?? 0) + 1;
    this.#heads.set(stream, seq);
    this.tell({ t: "ev", s: stream, seq, type: body.type, at, data: body });
  }

  #take(frame: ClientFrame): void {
    this.received.push(frame);
    queueMicrotask(() => this.#answer(frame));
  }

  #answer(frame: ClientFrame): void {
    if (frame.t === "hello") {
      const streams = (frame.streams ?? []).map(({ id }) => id);
      const heads = streams.filter((id) => this.views.has(id)).map((id) => ({ id, epoch: EPOCH, head: this.#heads.get(id) ?? 0 }));
      this.tell({ t: "welcome", session: "s", me: ME, now: Date.now(), hb: 25_000, limits: { frame_bytes: 65_536, message_characters: 4000 }, streams: heads });
      for (const id of streams) this.#show(id);
    } else if (frame.t === "sub") {
      for (const { id } of frame.streams) this.#show(id);
    } else if (frame.t === "send") {
      this.#decide(frame, frame.cid, (this.#heads.get(`conversation:${frame.conversation}`) ?? 0) + 1);
    } else if (frame.t === "do") {
      this.#decide(frame.ask, frame.rid, 0);
    }
  }

  #decide(asked: Ask | ClientSend, id: string, seq: number): void {
    const no = this.refuse(asked);
    if (no) return this.tell({ t: "nack", id, detail: "", agent: "", field: "", retry: false, after_ms: 0, ...no });
    this.tell({ t: "ack", id, seq, at: Date.now(), dup: false });
    this.settle(asked);
  }

  #show(stream: string): void {
    const view = this.views.get(stream);
    if (!view) return this.tell({ t: "err", code: "unknown_stream", id: "x", s: stream });
    this.tell({ t: "resync", s: stream, epoch: EPOCH, head: this.#heads.get(stream) ?? 0, view: structuredClone(view) });
  }

  /** What was asked of the floor, by verb. */
  asked<Verb extends Ask["verb"]>(verb: Verb): Extract<Ask, { verb: Verb }>[] {
    return this.received.flatMap((frame) =>
      frame.t === "do" && frame.ask.verb === verb ? [frame.ask as Extract<Ask, { verb: Verb }>] : [],
    );
  }

  sent(): ClientSend[] {
    return this.received.filter((frame) => frame.t === "send");
  }

  // ── HTTP ────────────────────────────────────────────────────────────────────────────────────────

  /** Answers "GET /inboxes" and the like. */
  on(route: string, handler: Handler | unknown): this {
    this.#handlers.set(route, typeof handler === "function" ? (handler as Handler) : () => ({ body: handler }));
    return this;
  }

  /** How `route` is answered now, to be put back later. */
  answering(route: string): Handler {
    return this.#handlers.get(route)!;
  }

  /** What `route` answers with now, to be answered with a difference. */
  answerOf(route: string): unknown {
    return (this.answering(route)(undefined, new URL("http://desk.test")) as Answer).body;
  }

  readonly fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(String(input), "http://desk.test");
    const path = url.pathname.replace("/api/v1", "");
    const method = init.method ?? "GET";
    const body: unknown = init.body === undefined ? undefined : JSON.parse(String(init.body));
    this.requests.push({ method, path, body, csrf: new Headers(init.headers).get("x-deskbell-csrf") ?? "" });
    if (!this.reachable) throw new TypeError("Failed to fetch");
    const handler = this.#handlers.get(`${method} ${path}`);
    if (!handler) return reply(404, { code: "not_found", detail: "There is nothing here." });
    const { status = 200, body: answer, headers } = await handler(body, url);
    return reply(status, answer, headers);
  };

  asksFor(method: string, path: string): unknown[] {
    return this.requests.filter((one) => one.method === method && one.path === path).map(({ body }) => body);
  }
}

function reply(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  const type = status < 400 ? "application/json" : "application/problem+json";
  return new Response(status === 204 ? null : JSON.stringify(body ?? {}), { status, headers: { "content-type": type, ...headers } });
}

// ── views to begin with ───────────────────────────────────────────────────────────────────────────

export function member(id: string, change: Partial<TeamMemberState> = {}): TeamMemberState {
  return {
    member: id, name: "Ann Berg", role: "owner", active: true, group: "", contact_center: true, live_chat: true,
    capacity: 3, status: "available", reason: "", status_since: 0, connection: "attached", lease_until: 0, on_hold: false, ...change,
  };
}

export function inbox(id: string, change: Partial<TeamInboxState> = {}): TeamInboxState {
  return {
    inbox: id, name: "Shop", mode: "auto", offer_seconds: 30, claiming: true, priority: 0, capacity: null, agents: [ME], inactivity: null, grace_seconds: 60,
    prefers_last_agent: false, abandon_minutes: 30, ...change,
  };
}

export const SHOP = "i".repeat(26);

export interface QuietDesk {
  members?: TeamMemberState[];
  inboxes?: TeamInboxState[];
  groups?: TeamGroupState[];
  plate?: Partial<MemberView>;
  overriding?: boolean;
}

/** One inbox, one Owner who serves it, nothing to do. */
export function quietDesk(change: QuietDesk = {}): FakeServer {
  const members = change.members ?? [member(ME)];
  const inboxes = change.inboxes ?? [inbox(SHOP)];
  const team: TeamView = {
    members: Object.fromEntries(members.map((one) => [one.member, one])),
    inboxes: Object.fromEntries(inboxes.map((one) => [one.inbox, one])),
    groups: Object.fromEntries((change.groups ?? []).map((one) => [one.group, one])),
    seats: { contact_center: null, live_chat: null },
    overriding: change.overriding ?? false,
  };
  const views: Record<string, View> = {
    "board:team": team,
    [`member:${ME}`]: { member: ME, offers: {}, chats: {}, transfers: {}, passing: {}, ...change.plate },
  };
  for (const one of inboxes) views[`board:${one.inbox}`] = { inbox: one.inbox, chats: {} };
  const { name, role, group, contact_center, live_chat, capacity } = team.members[ME]!;
  const me = { id: ME, name, email: "ann@shop.example", role, active: true, group, contact_center, live_chat, capacity };
  return new FakeServer(views)
    .on("GET /session", {
      member: me, permissions: permissionsOf(me, team), second_factor: false,
      organisation: { id: "o", name: "Northwind", time_zone: "UTC" }, language: "en", csrf: "csrf-1",
    })
    .on("GET /conversations", { conversations: [], next: null })
    .on("GET /invitations", { invitations: [] })
    .on("GET /offline-messages/count", { open: 0, can_reply: true })
    .on("GET /members", { members: [me] });
}

const PERMISSIONS: Permission[] = ["phone_system", "conversations", "reports", "canned_responses", "members"];

/** What a member may: an Admin what the group opens, and without one all but Inbox Management. */
export function permissionsOf({ role, group }: { role: Role; group: string }, team: TeamView): Permission[] {
  if (role !== "admin") return role === "owner" ? PERMISSIONS : [];
  return team.groups[group]?.permissions ?? PERMISSIONS.filter((one) => one !== "phone_system");
}
