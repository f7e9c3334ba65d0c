/**
 * The chats whose logs are followed: the member's own, for unread counts and previews, and whichever is on the screen.
 *
 * Owns: who types where, what this console has marked as read, listeners to messages that arrive.
 * Holds: a chat is followed as long as anybody here needs it, and not longer.
 */
import {
  createTypingWatch,
  type ConversationView, type ServerEphemeral, type Session, type StaffBody, type StaffEntry, type World,
} from "@deskbell/protocol";
import { applyToConversation } from "@deskbell/protocol/staff";
import { type Signal, signal, untracked } from "@preact/signals";
import { createStream, type LiveStream } from "./stream.ts";

export type MessageListener = (conversation: string, entry: StaffEntry) => void;

export class LiveConversation {
  readonly id: string;
  readonly stream: LiveStream<ConversationView, StaffBody>;
  /** Who types on the other side: a name, "" for nobody. */
  readonly visitorTyping: Signal<string> = signal("");
  /** How far the visitor has read, and how far we have, in the numbering of this log. */
  readonly visitorRead = signal(0);
  readonly ourRead = signal(0);
  /** The stream does not exist for this member, or not any more. */
  readonly missing = signal(false);

  constructor(id: string, world: World, heard: MessageListener) {
    this.id = id;
    const watch = createTypingWatch(world.after, (name) => {
      this.visitorTyping.value = name;
    });
    this.stream = createStream(applyToConversation, {
      heard: (body: StaffBody, seq, at) => {
        // Whoever has written does not type any more.
        if (body.type === "message" && body.author.kind === "visitor") watch("", false);
        heard(id, { seq, at, body });
      },
      signal: (frame) => this.#hear(frame, watch),
      gone: () => {
        this.missing.value = true;
      },
    });
  }

  get view(): ConversationView | null {
    return this.stream.seen.value?.view ?? null;
  }

  /** The furthest of what the view says and what was signalled since. */
  get readByVisitor(): number {
    return Math.max(this.visitorRead.value, this.view?.visitor_read ?? 0);
  }

  get readByUs(): number {
    return Math.max(this.ourRead.value, this.view?.agent_read ?? 0);
  }

  #hear(frame: ServerEphemeral, watch: (name: string, typing: boolean) => void): void {
    const isVisitor = frame.who === "visitor";
    if (isVisitor && frame.typing !== null) watch(frame.name || frame.who, frame.typing);
    if (frame.read === null) return;
    const mark = isVisitor ? this.visitorRead : this.ourRead;
    mark.value = Math.max(mark.value, frame.read);
  }
}

export class Conversations {
  readonly #session: Session;
  readonly #world: World;
  readonly #listeners = new Set<MessageListener>();
  readonly followed = signal<ReadonlyMap<string, LiveConversation>>(new Map());
  #kept = new Set<string>();
  readonly #shown = new Map<string, number>();

  constructor(session: Session, world: World) {
    this.#session = session;
    this.#world = world;
  }

  find(id: string): LiveConversation | undefined {
    return this.followed.value.get(id);
  }

  /** These are the member's own chats now. */
  keep(ids: string[]): void {
    this.#kept = new Set(ids);
    this.#settle();
  }

  /** Follows `id` while it is on the screen. Returns how to end that. */
  show(id: string): () => void {
    this.#shown.set(id, (this.#shown.get(id) ?? 0) + 1);
    this.#settle();
    return () => {
      const left = (this.#shown.get(id) ?? 1) - 1;
      if (left > 0) this.#shown.set(id, left);
      else this.#shown.delete(id);
      this.#settle();
    };
  }

  /** Calls `listener` with each entry that arrives in a chat that is followed. Returns how to end that. */
  onEntry(listener: MessageListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** "Read up to here", told once for each step forward. */
  markRead(id: string, seq: number): void {
    const conversation = this.followed.peek().get(id);
    if (!conversation || untracked(() => conversation.readByUs) >= seq) return;
    conversation.ourRead.value = seq;
    this.#session.mark(id, seq);
  }

  #settle(): void {
    untracked(() => {
      const before = this.followed.value;
      const wanted = new Set([...this.#kept, ...this.#shown.keys()]);
      const gone = [...before.keys()].filter((id) => !wanted.has(id));
      const fresh = [...wanted].filter((id) => !before.has(id));
      if (gone.length === 0 && fresh.length === 0) return;
      const followed = new Map(before);
      for (const id of gone) {
        followed.delete(id);
        this.#session.unfollow(`conversation:${id}`);
      }
      for (const id of fresh) {
        const conversation = new LiveConversation(id, this.#world, (where, entry) => {
          for (const listener of this.#listeners) listener(where, entry);
        });
        followed.set(id, conversation);
        this.#session.follow(`conversation:${id}`, conversation.stream.follower);
      }
      this.followed.value = followed;
    });
  }
}
