/**
 * One stream of the protocol as a signal.
 *
 * Owns: the view of the stream, and when the screens hear that it changed: at most once a frame, however many events
 * came in between.
 * Holds: the reducers change the view in place, so each change that is told comes as a copy of its top level: a component
 * that is handed the same object again is not drawn anew. `heard` listeners get every event at once, in order.
 */
import type { Follower, ServerEphemeral } from "@deskbell/protocol";
import { batch, type ReadonlySignal, signal } from "@preact/signals";

/** A view at one moment. What is deeper than its top level may be shared with earlier and later ones. */
export interface Seen<View> {
  readonly view: View;
}

export type Apply<View, Body> = (view: View, seq: number, at: number, body: Body) => void;

export interface StreamHearing<Body> {
  heard?: (body: Body, seq: number, at: number) => void;
  signal?: (frame: ServerEphemeral) => void;
  gone?: () => void;
}

export interface LiveStream<View, Body> {
  seen: ReadonlySignal<Seen<View> | null>;
  follower: Follower<View, Body>;
  /** Changes the view from outside the stream: pages of history put before it. */
  change: (how: (view: View) => void) => void;
}

export function createStream<View extends object, Body>(apply: Apply<View, Body>, hearing: StreamHearing<Body> = {}): LiveStream<View, Body> {
  const seen = signal<Seen<View> | null>(null);
  let view: View | null = null;
  const tell = (): void => {
    if (view !== null) seen.value = { view: { ...view } };
  };
  return {
    seen,
    change: (how) => {
      if (view === null) return;
      how(view);
      tell();
    },
    follower: {
      reset: (whole) => {
        view = whole;
        tell();
      },
      apply: (seq, at, body) => {
        if (view === null) return;
        apply(view, seq, at, body);
        tellSoon(tell);
        hearing.heard?.(body, seq, at);
      },
      signal: (frame) => hearing.signal?.(frame),
      gone: () => {
        view = null;
        seen.value = null;
        hearing.gone?.();
      },
    },
  };
}

const waiting = new Set<() => void>();

/** Hidden pages draw no frames, but their title and their counts go on. */
function tellSoon(tell: () => void): void {
  if (waiting.size === 0) {
    if (document.hidden) setTimeout(tellAll);
    else requestAnimationFrame(tellAll);
  }
  waiting.add(tell);
}

function tellAll(): void {
  const tellers = [...waiting];
  waiting.clear();
  batch(() => {
    for (const tell of tellers) tell();
  });
}
