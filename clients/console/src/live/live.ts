/**
 * The console's live data: one session of the protocol, and the streams this member follows.
 *
 * Owns: which streams are followed: the team, the member's own, the boards of the inboxes he may see, his chats and the
 * one on the screen.
 * Never: a rule of the protocol, or of the floor: views are what the server says.
 * Holds: what the screens read are signals; asking for something goes through `actions.ts`.
 */
import {
  createSession,
  type BoardBody, type BoardView, type Hooks, type MemberBody, type MemberView, type PendingMessage, type Phase, type Session,
  type TeamBody, type TeamMemberState, type TeamView, type World,
} from "@deskbell/protocol";
import { applyToBoard, applyToMember, applyToTeam } from "@deskbell/protocol/staff";
import { setServerAhead } from "@deskbell/ui";
import { computed, effect, signal, untracked } from "@preact/signals";
import { Conversations } from "./conversations.ts";
import { supervises } from "../session/rights.ts";
import { signedIn } from "../session/session.ts";
import { createStream, type LiveStream, type Seen } from "./stream.ts";

/** Smaller differences are the network's, not the clocks'; following them would make countdowns jump. */
const CLOCK_STEP_MS = 250;

export interface Link {
  phase: Phase;
  /** When the next attempt comes, by this computer's clock; Infinity: none is planned. */
  retryAt: number;
  /** The close code that ended it for good, or 0. */
  stopped: number;
}

export type MemberListener = (body: MemberBody, at: number) => void;
export type BoardListener = (body: BoardBody) => void;

export class Live {
  readonly me: string;
  readonly session: Session;
  readonly link = signal<Link>({ phase: "offline", retryAt: Infinity, stopped: 0 });
  /** It was live once: what is on the screen is real, if old. */
  readonly wasLive = signal(false);
  readonly pending = signal<PendingMessage[]>([]);
  readonly team: LiveStream<TeamView, TeamBody> = createStream(applyToTeam);
  readonly plate: LiveStream<MemberView, MemberBody>;
  readonly boards = signal<ReadonlyMap<string, LiveStream<BoardView, BoardBody>>>(new Map());
  readonly conversations: Conversations;
  readonly #memberListeners = new Set<MemberListener>();
  readonly #boardListeners = new Set<BoardListener>();
  readonly #stops: (() => void)[] = [];
  #clockAhead = 0;

  constructor(me: string, world: World) {
    this.me = me;
    const hooks: Hooks = {
      changed: () => this.#readLink(),
      pendingChanged: () => {
        this.pending.value = this.session.pending();
      },
    };
    this.session = createSession(world, hooks);
    this.conversations = new Conversations(this.session, world);
    this.plate = createStream(applyToMember, {
      heard: (body: MemberBody, _seq, at) => {
        for (const listener of this.#memberListeners) listener(body, at);
      },
    });
  }

  /** The signed-in member as the team sees him. */
  readonly myself = computed<TeamMemberState | undefined>(() => this.team.seen.value?.view.members[this.me]);

  /** What the session says: the groups that rights follow from are not on the wire. */
  readonly supervises = computed(() => {
    const session = signedIn.value;
    return session !== null && supervises(session);
  });

  /** Supervisors need Contact Center to see inboxes in the workspace; then they see all of them. */
  readonly seesAllInboxes = computed(() => this.supervises.value && this.myself.value?.contact_center === true);

  /** The inboxes whose boards this member may see. */
  readonly inboxIds = computed<string[]>(() => {
    const inboxes = Object.values(this.team.seen.value?.view.inboxes ?? {});
    const seesAll = this.seesAllInboxes.value;
    return inboxes.filter((inbox) => seesAll || inbox.agents.includes(this.me)).map((inbox) => inbox.inbox);
  });

  readonly isLive = computed(() => this.link.value.phase === "live");

  start(): void {
    this.session.follow("board:team", this.team.follower);
    this.session.follow(`member:${this.me}`, this.plate.follower);
    this.#stops.push(
      effect(() => this.#followBoards(this.inboxIds.value)),
      effect(() => this.conversations.keep(this.#myChats(this.plate.seen.value))),
    );
    this.session.start();
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.session.stop();
  }

  /** Calls `listener` with every event on this member's own plate. Returns how to end that. */
  onMember(listener: MemberListener): () => void {
    this.#memberListeners.add(listener);
    return () => this.#memberListeners.delete(listener);
  }

  /** Calls `listener` with every event on the boards that are followed. Returns how to end that. */
  onBoard(listener: BoardListener): () => void {
    this.#boardListeners.add(listener);
    return () => this.#boardListeners.delete(listener);
  }

  #myChats(plate: Seen<MemberView> | null): string[] {
    return Object.keys(plate?.view.chats ?? {});
  }

  #followBoards(wanted: string[]): void {
    untracked(() => {
      const before = this.boards.value;
      const gone = [...before.keys()].filter((inbox) => !wanted.includes(inbox));
      const fresh = wanted.filter((inbox) => !before.has(inbox));
      if (gone.length === 0 && fresh.length === 0) return;
      const boards = new Map(before);
      for (const inbox of gone) {
        boards.delete(inbox);
        this.session.unfollow(`board:${inbox}`);
      }
      for (const inbox of fresh) {
        const board = createStream<BoardView, BoardBody>(applyToBoard, {
          heard: (body) => {
            for (const listener of this.#boardListeners) listener(body);
          },
        });
        boards.set(inbox, board);
        this.session.follow(`board:${inbox}`, board.follower);
      }
      this.boards.value = boards;
    });
  }

  #readLink(): void {
    const phase = this.session.phase();
    const retryAt = this.session.retryAt();
    const stopped = this.session.stoppedBy();
    const before = this.link.peek();
    if (before.phase !== phase || before.retryAt !== retryAt || before.stopped !== stopped) {
      this.link.value = { phase, retryAt, stopped };
    }
    if (phase === "live") this.wasLive.value = true;
    const ahead = this.session.serverNow() - Date.now();
    if (Math.abs(ahead - this.#clockAhead) < CLOCK_STEP_MS) return;
    this.#clockAhead = ahead;
    setServerAhead(ahead);
  }
}
