/**
 * The visitor's chat: the way from the first message to the end and a new start.
 *
 * Owns: the state of the screen, and what the visitor and the host site can do.
 * Never: an element of the page; a rule of the protocol (that is the session).
 * Holds: nothing is asked of the server before the visitor writes, or a token says that he has; text that was not sent
 * is kept, whatever happens.
 */
import {
  applyToVisitor,
  CLOSE_REVOKED,
  CLOSE_TOO_MANY,
  createTypingTeller,
  createTypingWatch,
} from "@deskbell/protocol";
import type { Follower, Hooks, Session, VisitorBody, VisitorView, World } from "@deskbell/protocol";
import type { Api, Beginning, Problem } from "./api";
import { fetchLater } from "./later";
import type { Later } from "./later";
import { createMemory } from "./memory";
import type { Page, Person, ToLoader, WidgetState } from "./messages";
import { createOpening } from "./opening";
import { INITIAL, isEnded, isWaiting } from "./state";
import type { Screen, Standing, State } from "./state";

/** A link that comes back sooner is not worth a word. */
const DISCONNECTED_MS = 2_500;
/** After the end there is nothing more to hear. */
const HANG_UP_MS = 5_000;

export interface Surroundings extends Pick<World, "after" | "random" | "newId"> {
  /** As the frame's document says. */
  widget: WidgetState;
  api: Api;
  /** Tells the loader. */
  tell(message: ToLoader): void;
  createSession(ticket: World["ticket"], hooks: Hooks): Session;
  /** The state is another one now. */
  changed(state: State): void;
}

export type Chat = ReturnType<typeof createChat>;

export function createChat({ widget, api, tell, after, random, newId, createSession, changed }: Surroundings) {
  let state = { ...INITIAL, widget };
  let page: Page | undefined;
  let unread = 0;
  /** How far the server was told that the visitor has read. */
  let marked = 0;
  let cancelDisconnected: (() => void) | null = null;
  /** The visitor wants to send what is written, and the server has not told yet what is in the chat. */
  let sendsLater = false;
  let hasBeenLive = false;
  let announce: ((standing: Standing | null) => void) | undefined;

  const memory = createMemory(tell, after);
  const { kept, setToken } = memory;
  const session = createSession(fetchTicket, { changed: noticeLink, pendingChanged: noticePending });
  const opening = createOpening({
    api,
    memory,
    after,
    random,
    state: () => state,
    change,
    go,
    keep,
    join,
    send: (conversation, { text, cid }) => void session.send(conversation, text, cid),
    begun: () => tell({ deskbell: "event", name: "started" }),
    isOff,
    forgetVisitor,
  });
  const teller = createTypingTeller(after, (typing) => {
    if (state.view?.state === "active") session.typing(kept().conversation, typing);
  });
  const watchTyping = createTypingWatch(after, (typing) => change({ typing }));

  function change(what: Partial<State>): void {
    state = { ...state, ...what };
    changed(state);
  }

  function go(screen: Screen): void {
    if (screen === "start" && state.widget !== "active") return goOff();
    change({ screen });
    const isKnown = memory.token() !== "";
    if (screen === "start") change({ asksName: !isKnown && !state.name, asksEmail: !isKnown && !state.email });
  }

  // ── a widget that is off ──────────────────────────────────────────────────────────────────────────────────────

  /** Asks, rather than be refused: a refusal would be an error in the console of the host page. */
  async function isOff(): Promise<boolean> {
    const answer = await api.widget().catch(() => null);
    if (answer) change({ widget: answer.state });
    return state.widget !== "active";
  }

  /** The visitor can read on in a chat that is over; when he has closed it, the widget is gone. */
  function goOff(): void {
    const waits = isEnded(state) && !state.isOpen;
    if (!isEnded(state)) change({ screen: "unavailable" });
    tell({ deskbell: "gone", final: state.widget === "deactivated", waits });
  }

  // ── the conversation ──────────────────────────────────────────────────────────────────────────────────────────

  function join(conversation: string, isAlive: boolean): void {
    let { unsent, left } = kept();
    if (kept().conversation !== conversation) {
      // What was written for a chat that is over by now, is there for this one.
      takeBack(unsent.map(({ text }) => text));
      unsent = [];
      left = "";
      memory.keep({ conversation, read: 0, dismissed: false, unsent });
    }
    marked = 0;
    change({ left });
    bringLater();
    go("chat");
    session.follow(`visitor:${conversation}`, createFollower(conversation));
    session.restore(unsent);
    session.start();
    setToken(memory.token(), isAlive);
    keep();
  }

  /** What could not be fetched is fetched when the link is back. */
  function bringLater(): void {
    if (!state.later) void fetchLater().then(adoptLater);
  }

  function adoptLater(later: Later | null): void {
    change({ later });
    announce ??= later?.createAnnouncer(after, (announced) => change({ announced }));
    announceStanding();
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
        change({ view, beginning: null, standing: null });
        noticeEntries();
        if (isEnded(state) && state.widget !== "active") goOff();
        if (sendsLater) sendDraft();
      },
      apply(seq, at, body) {
        if (!state.view) return;
        const view = { ...state.view, entries: [...state.view.entries] };
        applyToVisitor(view, seq, at, body);
        change({ view });
        // With the inbox the widget goes, as a rule; the server will say.
        if (body.type === "ended" && body.cause === "inbox_closed") change({ widget: "disabled" });
        if (body.type === "message" && !body.mine) {
          watchTyping("", false);
          tell({ deskbell: "event", name: "message" });
        }
        noticeEntries();
        if (body.type !== "ended") return;
        tell({ deskbell: "event", name: "ended" });
        void isOff().then((off) => off && goOff());
      },
      signal({ typing, name, read }) {
        if (typing !== null) watchTyping(name, typing);
        const { view } = state;
        if (read !== null && view && read > view.agent_read) change({ view: { ...view, agent_read: read } });
      },
      queue({ place, estimate_ms }) {
        change({ standing: { place, estimate_ms } });
        announceStanding();
      },
      gone() {
        leave();
        setToken(memory.token(), false);
        go("start");
      },
    };
  }

  function announceStanding(): void {
    announce?.(isWaiting(state) ? state.standing : null);
  }

  function noticeEntries(): void {
    noticeReader();
    announceStanding();
    if (state.isLeaving && !isWaiting(state)) change({ isLeaving: false, isInterrupted: !isEnded(state) });
    if (!isEnded(state)) return;
    watchTyping("", false);
    setToken(memory.token(), false);
    const { conversation } = kept();
    after(HANG_UP_MS, () => {
      const isSending = state.pending.some((message) => message.state === "sending");
      if (conversation === kept().conversation && isEnded(state) && !isSending) session.stop();
    });
  }

  /** What the visitor sees counts as read. */
  function noticeReader(): void {
    const last = state.view?.entries.at(-1)?.seq ?? 0;
    if (state.isOpen && !document.hidden) {
      if (last > kept().read) memory.keep({ read: last });
      if (last > marked && session.phase() === "live") {
        marked = last;
        session.mark(kept().conversation, last);
      }
    }
    const { read } = kept();
    const entries = state.view?.entries ?? [];
    const count = entries.filter(({ seq, body }) => seq > read && body.type === "message" && !body.mine).length;
    if (count !== unread) tell({ deskbell: "unread", count });
    unread = count;
  }

  /** Loads the entries before those that are shown: a page of them, or all. */
  async function loadEarlier(all = false): Promise<void> {
    const { view } = state;
    if (!view || view.first_seq <= 1 || state.widget === "deactivated") return;
    change({ isLoadingEarlier: true });
    const earlier = await api.entriesBefore(memory.token(), view.conversation, view.first_seq).catch(() => null);
    change({ isLoadingEarlier: false });
    const now = state.view;
    if (!earlier || now?.conversation !== view.conversation || now.first_seq !== view.first_seq) return;
    const { entries } = earlier;
    change({ view: { ...now, first_seq: entries[0]?.seq ?? 1, entries: [...entries, ...now.entries] } });
    if (all) await loadEarlier(true);
  }

  /** Leaves the conversation. Text that came too late for it is there for the next one. */
  function leave(): void {
    opening.cancel();
    const late = session.pending().filter((message) => message.state !== "sent");
    session.stop();
    session.unfollow(`visitor:${kept().conversation}`);
    for (const { cid } of session.pending()) session.discard(cid);
    watchTyping("", false);
    change({ view: null, isAtEnd: true, isConfirming: false, isLeaving: false, isInterrupted: false, left: "", standing: null });
    announceStanding();
    takeBack(late.map(({ text }) => text));
    noticeReader();
    keep();
  }

  function takeBack(texts: string[]): void {
    change({ draft: [...texts, state.draft].filter(Boolean).join("\n") });
  }

  function sendDraft(): void {
    sendsLater = !state.view;
    const text = clean(state.draft);
    if (!text || !state.view || isEnded(state)) return;
    change({ draft: "", isAtEnd: true, isInterrupted: false });
    teller.stop();
    session.send(kept().conversation, text);
  }

  // ── the link ──────────────────────────────────────────────────────────────────────────────────────────────────

  async function fetchTicket(): Promise<string | null> {
    try {
      if (hasBeenLive && (await api.widget()).state === "deactivated") return null;
      return (await api.ticket(memory.token())).ticket;
    } catch (problem) {
      if ((problem as Problem).isPassing) throw problem;
      return null;
    }
  }

  function noticeLink(): void {
    if (session.phase() === "live") {
      hasBeenLive = true;
      if (cancelDisconnected) bringLater();
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
    if (code === CLOSE_REVOKED) {
      session.stop();
      void isOff().then(() => (state.widget === "deactivated" ? goOff() : forgetVisitor()));
    } else change({ trouble: code === CLOSE_TOO_MANY ? "too_many" : "outdated", screen: "trouble" });
  }

  function noticePending(): void {
    change({ pending: session.pending(kept().conversation) });
    keep();
  }

  // ── what is kept ──────────────────────────────────────────────────────────────────────────────────────────────

  /** What there is to keep of the state. */
  function collect() {
    const { draft, name, email, beginning, left } = state;
    return { draft, name, email, beginning, left, unsent: session.unsent() };
  }

  /** Hands to the loader what has to last. */
  function keep(): void {
    memory.keep(collect());
  }

  /** The token opens nothing any more: who writes now is a new visitor. */
  function forgetVisitor(): void {
    setToken("", false);
    leave();
    go("start");
  }

  /** The next visitor at this browser sees nothing of this one. */
  function shutDown(): void {
    setToken("", false);
    leave();
    change({ draft: "", name: "", email: "", beginning: null });
    go("start");
    memory.forget();
  }

  return {
    // ── for the host site ──

    /** Starts with what an earlier page has kept. */
    start(token: string, keptText: string, person: Person, atPage: Page): void {
      memory.adopt(token);
      memory.recall(keptText);
      page = atPage;
      const { draft, name, email, beginning } = kept();
      change({ draft, name: person.name ?? name, email: person.email ?? email, beginning });
      if (widget === "deactivated") goOff();
      else if (beginning) opening.begin();
      else opening.find();
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
    /** The host site suggests what to write; what the visitor has written himself stays. */
    suggest(draft: string): void {
      if (!state.draft) change({ draft });
    },
    /** Another tab began or ended a chat, or the visitor was signed out there. */
    adopt(token: string): void {
      if (!token) return shutDown();
      const isBusy = state.beginning || (state.view && !isEnded(state));
      if (token === memory.token() && isBusy) return;
      memory.adopt(token);
      opening.find();
    },
    shutDown,
    noticeReader,

    // ── for the visitor ──

    /** Changes what only the screen knows of. */
    set: change,
    write(draft: string): void {
      sendsLater = false;
      change({ draft, fault: "", isInterrupted: false });
      // What nobody could be told must not count as told: he would be silent for the first seconds of the chat.
      if (draft && state.view?.state === "active") teller.typed();
      else teller.stop();
      memory.keepSoon(collect);
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
      opening.begin(true);
    },
    /** Sends what is written, at once or as soon as the chat is there. */
    send: sendDraft,
    retry: session.retry,
    discard: session.discard,
    end(): void {
      change({ isConfirming: false });
      teller.stop();
      void session.ask({ verb: "close", conversation: kept().conversation });
    },
    /** Leaves an ended chat behind. */
    startAnew(): void {
      memory.keep({ dismissed: true });
      leave();
      go("start");
    },
    /** Tries again after trouble. */
    tryAgain(): void {
      if (state.trouble === "outdated") location.reload();
      else if (state.view) {
        go("chat");
        session.start();
      } else opening.find();
    },
    ask: session.ask,
    keep,
    loadEarlier,
    state: () => state,
  };
}

/** A text as the server takes it: no blank edges, nothing that is no character. */
export function clean(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\uFFFD").replaceAll("\0", "").trim();
}
