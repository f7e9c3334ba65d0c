/**
 * The visitor's chat: the way from the first message to the end and a new start.
 *
 * Owns: the state of the screen, and what the visitor and the host site can do.
 * Never: an element of the page; a rule of the protocol (that is the session).
 * Holds: nothing is asked of the server before the visitor writes, or a token says that he has; text that was not sent
 * is kept, whatever happens.
 */
import { applyToVisitor, createTypingTeller, createTypingWatch } from "@deskbell/protocol";
import type { Follower, Hooks, Session, VisitorBody, VisitorView, World } from "@deskbell/protocol";
import type { Api, Beginning, Problem } from "./api";
import { readKept } from "./kept";
import type { Page, Person, ToLoader } from "./messages";
import { INITIAL, isEnded } from "./state";
import type { Screen, State } from "./state";

const SESSION_IS_OVER = 4503;
const TOO_MANY_SOCKETS = 4504;
/** A link that comes back sooner is not worth a word. */
const DISCONNECTED_MS = 2_500;
const KEEP_MS = 150;
/** After the end there is nothing more to hear. */
const HANG_UP_MS = 5_000;
const RETRY_FIRST_MS = 1_000;
const RETRY_LONGEST_MS = 20_000;

export interface Surroundings extends Pick<World, "after" | "random" | "newId"> {
  api: Api;
  /** Tells the loader. */
  tell(message: ToLoader): void;
  createSession(ticket: World["ticket"], hooks: Hooks): Session;
  /** The state is another one now. */
  changed(state: State): void;
}

export type Chat = ReturnType<typeof createChat>;

export function createChat({ api, tell, after, random, newId, createSession, changed }: Surroundings) {
  let state = INITIAL;
  let token = "";
  let kept = readKept("");
  let page: Page | undefined;
  let unread = 0;
  let marked = 0;
  let isKeeping = false;
  let cancelDisconnected: (() => void) | null = null;
  /** Answers to what was asked in an earlier era are void: the visitor or his chat is another one. */
  let era = 0;

  const session = createSession(fetchTicket, { changed: noticeLink, pendingChanged: noticePending });
  const teller = createTypingTeller(after, (typing) => {
    if (state.view?.state === "active") session.typing(kept.conversation, typing);
  });
  const watchTyping = createTypingWatch(after, (typing) => change({ typing }));

  function change(what: Partial<State>): void {
    state = { ...state, ...what };
    changed(state);
  }

  function go(screen: Screen): void {
    change({ screen });
    if (screen === "start") change({ asksName: !token && !state.name, asksEmail: !token && !state.email });
  }

  // ── finding and beginning ─────────────────────────────────────────────────────────────────────────────────────

  /** Looks for the chat that this visitor has open. */
  async function find(attempt = 0): Promise<void> {
    const own = (era += 1);
    if (!token) return go("start");
    if (!state.view && attempt === 0) go("loading");
    try {
      const { conversation, ended } = await api.latestChat(token);
      if (own !== era) return;
      const isDismissed = ended && kept.dismissed && kept.conversation === conversation;
      if (conversation && !isDismissed) join(conversation, !ended);
      else go("start");
    } catch (error) {
      const problem = error as Problem;
      if (own !== era) return;
      if (problem.tokenIsVoid) forgetVisitor();
      else if (!problem.isPassing) go("unavailable");
      else {
        change({ trouble: "unreachable", screen: state.view ? state.screen : "trouble" });
        later(problem, attempt, () => own === era && void find(attempt + 1));
      }
    }
  }

  async function begin(attempt = 0): Promise<void> {
    const { beginning } = state;
    if (!beginning) return;
    const own = (era += 1);
    go("chat");
    try {
      if (!token) {
        const visitor = await api.becomeVisitor();
        if (own !== era) return;
        setToken(visitor.token, true);
      }
      const { conversation } = await api.beginChat(token, beginning);
      if (own !== era) return;
      tell({ deskbell: "event", name: "started" });
      join(conversation);
    } catch (problem) {
      if (own === era) failToBegin(problem as Problem, beginning, attempt);
    }
  }

  function failToBegin(problem: Problem, beginning: Beginning, attempt: number): void {
    const own = era;
    const { conversation } = problem.details;
    if (problem.code === "already_open" && conversation) {
      join(conversation);
      session.send(conversation, beginning.text, beginning.cid);
    } else if (problem.tokenIsVoid && attempt === 0) {
      setToken("", false);
      void begin(1);
    } else if (problem.isPassing) {
      change({ isConnected: false });
      later(problem, attempt, () => own === era && void begin(attempt + 1));
    } else giveBack(beginning, problem);
  }

  /** The visitor gets his text back, with a word about what is wrong. */
  function giveBack({ text }: Beginning, problem: Problem): void {
    const isForm = problem.status === 400 || problem.status === 422;
    const field = (["email", "name"] as const).find((name) => problem.complainsAbout(name)) ?? "text";
    change({ beginning: null, draft: text, fault: isForm ? `${field}_wrong` : "", isConnected: true });
    go(isForm ? "start" : "unavailable");
    if (field !== "text") change({ asksName: true, asksEmail: true });
    keep();
  }

  function later({ retryAfterSeconds }: Problem, attempt: number, run: () => void): void {
    const pause = Math.min(RETRY_LONGEST_MS, RETRY_FIRST_MS * 2 ** attempt) * (0.5 + random() / 2);
    after(Math.max(pause, retryAfterSeconds * 1_000), run);
  }

  // ── the conversation ──────────────────────────────────────────────────────────────────────────────────────────

  function join(conversation: string, isAlive = true): void {
    if (kept.conversation !== conversation) {
      // What was written for a chat that is over by now, is there for this one.
      takeBack(kept.unsent.map(({ text }) => text));
      Object.assign(kept, { conversation, read: 0, dismissed: false, unsent: [] });
    }
    const { unsent } = kept;
    marked = 0;
    go("chat");
    session.follow(`visitor:${conversation}`, createFollower(conversation));
    session.restore(unsent);
    session.start();
    setToken(token, isAlive);
    keep();
  }

  function createFollower(conversation: string): Follower<VisitorView, VisitorBody> {
    return {
      reset(view) {
        const before = state.view?.conversation === conversation ? state.view.entries : [];
        const earlier = before.filter(({ seq }) => seq < view.first_seq);
        if (earlier.at(-1)?.seq === view.first_seq - 1) {
          view.entries.unshift(...earlier);
          view.first_seq = earlier[0]?.seq ?? 1;
        }
        change({ view, beginning: null });
        noticeEntries();
      },
      apply(seq, at, body) {
        if (!state.view) return;
        const view = { ...state.view, entries: [...state.view.entries] };
        applyToVisitor(view, seq, at, body);
        change({ view });
        if (body.type === "message" && !body.mine) {
          watchTyping("", false);
          tell({ deskbell: "event", name: "message" });
        }
        if (body.type === "ended") tell({ deskbell: "event", name: "ended" });
        noticeEntries();
      },
      signal({ typing, name, read }) {
        if (typing !== null) watchTyping(name, typing);
        const { view } = state;
        if (read !== null && view && read > view.agent_read) change({ view: { ...view, agent_read: read } });
      },
      gone() {
        leave();
        setToken(token, false);
        go("start");
      },
    };
  }

  function noticeEntries(): void {
    noticeReader();
    if (!isEnded(state)) return;
    watchTyping("", false);
    setToken(token, false);
    const own = era;
    after(HANG_UP_MS, () => {
      const isSending = state.pending.some((message) => message.state === "sending");
      if (own === era && isEnded(state) && !isSending) session.stop();
    });
  }

  /** What the visitor sees counts as read. */
  function noticeReader(): void {
    const last = state.view?.entries.at(-1)?.seq ?? 0;
    if (state.isOpen && !document.hidden) {
      if (last > kept.read) {
        kept.read = last;
        keep();
      }
      if (last > marked && session.phase() === "live") {
        marked = last;
        session.mark(kept.conversation, last);
      }
    }
    const entries = state.view?.entries ?? [];
    const count = entries.filter(({ seq, body }) => seq > kept.read && body.type === "message" && !body.mine).length;
    if (count !== unread) tell({ deskbell: "unread", count });
    unread = count;
  }

  /** Loads the entries before those that are shown: a page of them, or all. */
  async function loadEarlier(all = false): Promise<void> {
    const { view } = state;
    if (!view || view.first_seq <= 1) return;
    change({ isLoadingEarlier: true });
    const earlier = await api.entriesBefore(token, view.conversation, view.first_seq).catch(() => null);
    change({ isLoadingEarlier: false });
    const now = state.view;
    if (!earlier || now?.conversation !== view.conversation || now.first_seq !== view.first_seq) return;
    const { entries } = earlier;
    change({ view: { ...now, first_seq: entries[0]?.seq ?? 1, entries: [...entries, ...now.entries] } });
    if (all) await loadEarlier(true);
  }

  /** Leaves the conversation. Text that came too late for it is there for the next one. */
  function leave(): void {
    era += 1;
    const late = session.pending().filter((message) => message.state !== "sent");
    session.stop();
    session.unfollow(`visitor:${kept.conversation}`);
    for (const { cid } of session.pending()) session.discard(cid);
    watchTyping("", false);
    change({ view: null, isAtEnd: true, isConfirming: false });
    takeBack(late.map(({ text }) => text));
    noticeReader();
    keep();
  }

  function takeBack(texts: string[]): void {
    change({ draft: [...texts, state.draft].filter(Boolean).join("\n") });
  }

  // ── the link ──────────────────────────────────────────────────────────────────────────────────────────────────

  async function fetchTicket(): Promise<string | null> {
    try {
      return (await api.ticket(token)).ticket;
    } catch (problem) {
      if ((problem as Problem).isPassing) throw problem;
      return null;
    }
  }

  function noticeLink(): void {
    if (session.phase() === "live") {
      cancelDisconnected?.();
      cancelDisconnected = null;
      if (!state.isConnected) change({ isConnected: true });
      noticeReader();
    } else {
      marked = 0;
      cancelDisconnected ??= after(DISCONNECTED_MS, () => change({ isConnected: false }));
    }
    const code = session.stoppedBy();
    if (!code || state.screen !== "chat") return;
    if (code === SESSION_IS_OVER) forgetVisitor();
    else change({ trouble: code === TOO_MANY_SOCKETS ? "too_many" : "outdated", screen: "trouble" });
  }

  function noticePending(): void {
    change({ pending: session.pending(kept.conversation) });
    keep();
  }

  // ── what is kept ──────────────────────────────────────────────────────────────────────────────────────────────

  /** Hands to the loader what has to last. */
  function keep(): void {
    const { draft, name, email, beginning } = state;
    Object.assign(kept, { draft, name, email, beginning, unsent: session.unsent() });
    tell({ deskbell: "keep", kept: JSON.stringify(kept) });
  }

  function keepSoon(): void {
    if (isKeeping) return;
    isKeeping = true;
    after(KEEP_MS, () => {
      isKeeping = false;
      keep();
    });
  }

  /** `isAlive`: a chat is open, and later pages look for it by themselves. */
  function setToken(value: string, isAlive: boolean): void {
    token = value;
    tell({ deskbell: "token", token, alive: isAlive });
  }

  /** The token opens nothing any more: who writes now is a new visitor. */
  function forgetVisitor(): void {
    setToken("", false);
    leave();
    go("start");
  }

  /** The next visitor at this browser sees nothing of this one. */
  function shutDown(): void {
    forgetVisitor();
    kept = readKept("");
    change({ draft: "", name: "", email: "", beginning: null });
    keep();
  }

  return {
    // ── for the host site ──

    /** Starts with what an earlier page has kept. */
    start(knownToken: string, keptText: string, person: Person, atPage: Page): void {
      kept = readKept(keptText);
      page = atPage;
      token = knownToken;
      const { draft, name, email, beginning } = kept;
      change({ draft, name: person.name ?? name, email: person.email ?? email, beginning });
      if (beginning) void begin();
      else void find();
    },
    show(isOpen: boolean, atPage: Page): void {
      page = atPage;
      change({ isOpen });
      noticeReader();
    },
    identify({ name, email }: Person): void {
      if (name) change({ name, asksName: false });
      if (email) change({ email, asksEmail: false });
    },
    suggest: (draft: string): void => change({ draft }),
    /** Another tab began or ended a chat, or the visitor was signed out there. */
    adopt(other: string): void {
      if (!other) return shutDown();
      const isBusy = state.beginning || (state.view && !isEnded(state));
      if (other === token && isBusy) return;
      token = other;
      void find();
    },
    shutDown,
    noticeReader,

    // ── for the visitor ──

    /** Changes what only the screen knows of. */
    set: change,
    write(draft: string): void {
      change({ draft, fault: "" });
      // What nobody could be told must not count as told: he would be silent for the first seconds of the chat.
      if (draft && state.view?.state === "active") teller.typed();
      else teller.stop();
      keepSoon();
    },
    /** Begins a chat with what is written. */
    begin(): void {
      const text = clean(state.draft);
      if (!text) return change({ fault: "write_first" });
      const [name, email] = [state.name.trim(), state.email.trim()];
      const beginning: Beginning = { cid: newId(), text, ...(name && { name }), ...(email && { email }) };
      if (page) beginning.page = page;
      change({ beginning, draft: "", fault: "" });
      keep();
      void begin();
    },
    /** Sends what is written. */
    send(): void {
      const text = clean(state.draft);
      if (!text || !state.view || isEnded(state)) return;
      change({ draft: "", isAtEnd: true });
      teller.stop();
      session.send(kept.conversation, text);
    },
    retry: session.retry,
    discard: session.discard,
    end(): void {
      change({ isConfirming: false });
      teller.stop();
      void session.ask({ verb: "close", conversation: kept.conversation });
    },
    /** Leaves an ended chat behind. */
    startAnew(): void {
      kept.dismissed = true;
      leave();
      go("start");
    },
    /** Tries again after trouble. */
    tryAgain(): void {
      if (state.trouble === "outdated") location.reload();
      else if (state.view) {
        go("chat");
        session.start();
      } else void find();
    },
    loadEarlier,
    state: () => state,
  };
}

/** A text as the server takes it: no blank edges, nothing that is no character. */
function clean(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\uFFFD").replaceAll("\0", "").trim();
}
