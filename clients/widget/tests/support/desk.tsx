/**
 * A small service desk for tests: it answers the widget's requests and frames as the server does, and the test moves
 * the agent and the network.
 *
 * Owns: one visitor's chats in memory; what the widget was answered; the loader's side of the conversation.
 */
import { createSession } from "@deskbell/protocol";
import type { Ask, ClientFrame, EndCause, ServerFrame, VisitorBody, VisitorEntry, VisitorView } from "@deskbell/protocol";
import { vi } from "vitest";
import { VirtualTime } from "../../../protocol/tests/support/virtual_time";
import type { Ear } from "../../../protocol/src/link";
import { createApi } from "../../src/api";
import { createApp } from "../../src/app";
import type { Init } from "../../src/app";
import type { Chat } from "../../src/chat";
import { fetchLater } from "../../src/later";
import type { ToLoader, WidgetState } from "../../src/messages";

export const CONFIG: Init["config"] = {
  channel: "shop",
  origin: "https://desk.example",
  state: "active",
  look: {
    colour: "#00667a",
    on_colour: "#ffffff",
    side: "right",
    label: "Chat",
    greeting: "",
    radius: 14,
    theme: "auto",
  },
  locale: "en",
  name: "Northwind",
};

const PAGE = { url: "https://shop.example/", title: "Shop" };

interface Conversation {
  id: string;
  entries: VisitorEntry[];
  state: VisitorView["state"];
  agent_name: string;
  agent_read: number;
}

interface Request {
  method: string;
  path: string;
  token: string;
  body: Record<string, unknown>;
}

export class Desk {
  readonly time = new VirtualTime();
  readonly requests: Request[] = [];
  readonly told: ToLoader[] = [];
  readonly frames: ClientFrame[] = [];
  readonly conversations: Conversation[] = [];
  chat: Chat | undefined;
  /** Answers instead of the desk, where it returns something. */
  intercept: (request: Request) => { status: number; body?: object; headers?: Record<string, string> } | undefined = () =>
    undefined;
  isReachable = true;
  /** Whether the widget is on, as the server says. */
  widget: WidgetState = "active";
  /** What a nack says to the next message; empty: it is taken. */
  refusesWith = "";
  /** What a nack says to a message that is left instead of waiting: code and field; empty: it is taken. */
  leavingRefusedWith: [code: string, field: string] | null = null;
  #ear: Ear | null = null;
  #following = "";
  #ids = 0;

  /** Opens the widget in a fresh document, as after a page was loaded. */
  async open(init: Partial<Init> = {}): Promise<HTMLElement> {
    vi.stubGlobal("fetch", (path: string, request: RequestInit) => this.#answer(path, request));
    document.body.replaceChildren();
    await fetchLater();
    const root = document.createElement("div");
    document.body.append(root);
    const empty = { deskbell: "init" as const, config: CONFIG, token: "", kept: "", person: {}, page: PAGE, text: "" };
    this.chat = createApp({ ...empty, ...init }, root, {
      widget: this.widget,
      api: createApi(CONFIG.channel),
      tell: (message) => void this.told.push(message),
      after: this.time.after,
      random: () => 0.5,
      newId: () => `cid-0000${(this.#ids += 1)}`,
      createSession: (ticket, hooks) =>
        createSession(
          {
            now: this.time.now,
            random: () => 0.5,
            after: this.time.after,
            newId: () => `cid-0000${(this.#ids += 1)}`,
            isHidden: () => false,
            ticket,
            client: "test",
            links: { socket: (ear) => this.#link(ear), polling: (ear) => this.#link(ear) },
          },
          hooks,
        ),
    });
    this.chat.show(true, PAGE);
    await this.pass();
    return root;
  }

  /** Time goes on, and everything that was asked for happens. */
  async pass(milliseconds = 50): Promise<void> {
    for (let turn = 0; turn < 10; turn += 1) await this.time.advance(milliseconds / 10);
    await new Promise((resolve) => setTimeout(resolve));
    await this.time.advance(0);
  }

  latest<Kind extends ToLoader["deskbell"]>(kind: Kind): Extract<ToLoader, { deskbell: Kind }> | undefined {
    return this.told.findLast((message): message is Extract<ToLoader, { deskbell: Kind }> => message.deskbell === kind);
  }

  get conversation(): Conversation {
    return this.conversations.at(-1)!;
  }

  // ── what the agent does ──

  async joins(name = "Ann"): Promise<void> {
    Object.assign(this.conversation, { state: "active", agent_name: name });
    await this.#happens({ type: "agent_joined", name });
  }

  async says(text: string, name = "Ann"): Promise<void> {
    await this.#happens({ type: "message", mine: false, name, text, cid: "" });
  }

  async leaves(): Promise<void> {
    Object.assign(this.conversation, { state: "waiting", agent_name: "" });
    await this.#happens({ type: "agent_left" });
  }

  async ends(cause: EndCause = "agent"): Promise<void> {
    this.conversation.state = "ended";
    await this.#happens({ type: "ended", cause });
  }

  /** The visitor hears where he stands. */
  async stands(place: number, estimate_ms: number | null = null): Promise<void> {
    this.#say({ t: "queue", s: this.#following, place, estimate_ms });
    await this.pass();
  }

  async types(typing: boolean, name = "Ann"): Promise<void> {
    this.#say({ t: "eph", s: this.#following, who: "agent", name, typing, read: null });
    await this.pass();
  }

  async reads(seq: number): Promise<void> {
    this.conversation.agent_read = seq;
    this.#say({ t: "eph", s: this.#following, who: "agent", name: "Ann", typing: null, read: seq });
    await this.pass();
  }

  // ── what the network does ──

  async breaks(code = 1006): Promise<void> {
    const ear = this.#ear;
    this.#ear = null;
    ear?.closed(code);
    await this.pass();
  }

  // ── the server ──

  async #answer(path: string, { method = "GET", headers, body }: RequestInit = {}): Promise<Response> {
    if (!this.isReachable) throw new TypeError("no network");
    const token = String((headers as Record<string, string>)?.authorization ?? "").replace("Bearer ", "");
    const request = { method, path, token, body: body ? JSON.parse(String(body)) : {} };
    this.requests.push(request);
    const answer = this.intercept(request) ?? this.#handle(request);
    const init = { status: answer.status, headers: "headers" in answer ? answer.headers : {} };
    return new Response(JSON.stringify(answer.body ?? {}), init as ResponseInit);
  }

  #handle({ path, body }: Request): { status: number; body?: object } {
    const name = path.replace("/api/v1/widget/", "").replace("shop/", "").split("?")[0];
    if (name === "shop") return { status: 200, body: { state: this.widget } };
    if (name === "visitor") return { status: 201, body: { token: "token-1" } };
    if (name === "ticket") return { status: 201, body: { ticket: "ticket" } };
    if (name === "chats") return { status: 201, body: { conversation: this.begin(String(body.cid), String(body.text)) } };
    if (name === "entries") return { status: 200, body: { entries: this.#entriesBefore(path) } };
    const { id = null, state = "" } = this.conversations.at(-1) ?? {};
    return { status: 200, body: { conversation: id, ended: state === "ended" } };
  }

  #entriesBefore(path: string): VisitorEntry[] {
    const before = Number(new URL(path, CONFIG.origin).searchParams.get("before"));
    return this.conversation.entries.filter(({ seq }) => seq < before).slice(-100);
  }

  /** A chat that the visitor began, here or on an earlier page. */
  begin(cid: string, text: string): string {
    const id = `chat${cid.replaceAll("-", "")}`;
    if (this.conversations.some((known) => known.id === id)) return id;
    this.conversations.push({ id, entries: [], state: "waiting", agent_name: "", agent_read: 0 });
    this.#log({ type: "started" });
    this.#log({ type: "message", mine: true, name: "", text, cid });
    return id;
  }

  #link(ear: Ear) {
    setTimeout(() => {
      if (!this.isReachable) return ear.closed(1006);
      this.#ear = ear;
      ear.opened();
    });
    return {
      send: (frame: ClientFrame) => this.#take(frame),
      close: () => {
        if (this.#ear === ear) this.#ear = null;
      },
    };
  }

  #take(frame: ClientFrame): void {
    if (!this.#ear) return;
    this.frames.push(frame);
    if (frame.t === "hello") {
      const streams = (frame.streams ?? []).map(({ id }) => ({ id, epoch: "e", head: this.#find(id).entries.length }));
      const limits = { frame_bytes: 65_536, message_characters: 4_000 };
      this.#say({ t: "welcome", session: "s", me: "c", now: this.time.now(), hb: 25_000, limits, streams });
      for (const { id, epoch, seq } of frame.streams ?? []) this.#follow(id, epoch ? (seq ?? 0) : -1);
    }
    if (frame.t === "sub") for (const { id } of frame.streams) this.#follow(id, -1);
    if (frame.t === "send") this.#post(frame.cid, frame.body);
    if (frame.t === "do") this.#do(frame.rid, frame.ask);
  }

  #do(id: string, ask: Ask): void {
    const isLeft = ask.verb === "leave_message";
    if (isLeft && this.leavingRefusedWith) {
      const [code, field] = this.leavingRefusedWith;
      return this.#say({ t: "nack", id, code, detail: "", retry: false, after_ms: 0, field, agent: "" });
    }
    if (isLeft && ask.body) this.#log({ type: "message", mine: true, name: "", text: ask.body, cid: "" });
    this.conversation.state = "ended";
    const seq = this.#log({ type: "ended", cause: isLeft ? "message_left" : "visitor" });
    this.#say({ t: "ack", id, seq, at: 0, dup: false });
  }

  #find(stream: string): Conversation {
    return this.conversations.find(({ id }) => `visitor:${id}` === stream)!;
  }

  #follow(stream: string, seq: number): void {
    this.#following = stream;
    const { id, entries, state, agent_name, agent_read } = this.#find(stream);
    if (seq >= 0) return entries.slice(seq).forEach((entry) => this.#announce(entry));
    const shown = structuredClone(entries.slice(-100));
    const view = { conversation: id, state, agent_name, agent_read, first_seq: shown[0]?.seq ?? 1, entries: shown };
    this.#say({ t: "resync", s: stream, epoch: "e", head: entries.length, view });
  }

  #post(cid: string, text: string): void {
    const code = this.refusesWith;
    this.refusesWith = "";
    if (code) return this.#say({ t: "nack", id: cid, code, detail: "", retry: false, after_ms: 0, field: "", agent: "" });
    const known = this.conversation.entries.find(({ body }) => body.type === "message" && body.cid === cid);
    const seq = known?.seq ?? this.#log({ type: "message", mine: true, name: "", text, cid });
    this.#say({ t: "ack", id: cid, seq, at: 0, dup: known !== undefined });
  }

  async #happens(body: VisitorBody): Promise<void> {
    this.#log(body);
    await this.pass();
  }

  #log(body: VisitorBody): number {
    const { entries, id } = this.conversation;
    const entry = { seq: entries.length + 1, at: this.time.now(), body };
    entries.push(entry);
    if (this.#following === `visitor:${id}`) this.#announce(entry);
    return entry.seq;
  }

  #announce({ seq, at, body }: VisitorEntry): void {
    this.#say({ t: "ev", s: this.#following, seq, type: body.type, at, data: structuredClone(body) });
  }

  #say(frame: ServerFrame): void {
    this.#ear?.frame(frame);
  }
}
