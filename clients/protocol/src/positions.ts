/**
 * Where this client stands in each stream it follows.
 *
 * Owns: the rule "an event is applied only at last + 1"; what is asked for anew after a hole.
 * Never: the view itself, or a clock.
 * Holds: no event is applied twice, none is skipped; an unknown epoch starts from nothing.
 */
import type { Position, ServerEvent, ServerResync, StreamHead } from "./wire";

/** How long an answer to a question for missing events may take before it is asked again. */
const ASK_AGAIN_MS = 5_000;

interface Place {
  epoch: string;
  seq: number;
  /** The head the server named at the latest welcome: reached means synced. */
  head: number;
  /** After a hole was found, when to ask (again) for what is missing; otherwise never. */
  askAt: number;
}

export type Positions = Map<string, Place>;

export function follow(positions: Positions, stream: string): void {
  positions.set(stream, { epoch: "", seq: 0, head: 0, askAt: Infinity });
}

/** The positions as `hello` and `sub` carry them. */
export function listPositions(positions: Positions, streams: Iterable<string> = positions.keys()): Position[] {
  return [...streams].map((id) => {
    const { epoch = "", seq = 0 } = positions.get(id) ?? {};
    return { id, epoch, seq };
  });
}

/** The server follows these streams for us now. What belongs to another epoch is void and will be sent whole. */
export function welcomed(positions: Positions, heads: StreamHead[]): void {
  for (const { id, epoch, head } of heads) {
    const place = positions.get(id);
    if (!place) continue;
    if (place.epoch !== epoch) Object.assign(place, { epoch: "", seq: 0 });
    Object.assign(place, { head, askAt: Infinity });
  }
}

/** Whether this event is the next one, which then counts as applied. Asks for what is missing before a later one. */
export function isNext(positions: Positions, event: ServerEvent, now: number): boolean {
  const place = positions.get(event.s);
  if (!place?.epoch || event.seq <= place.seq) return false;
  if (event.seq > place.seq + 1) {
    if (place.askAt === Infinity) place.askAt = now;
    return false;
  }
  place.seq = event.seq;
  place.askAt = Infinity;
  return true;
}

/** Whether the stream is followed at all; if so it stands at the head of this view now. */
export function reset(positions: Positions, { s, epoch, head }: ServerResync): boolean {
  const place = positions.get(s);
  if (!place) return false;
  Object.assign(place, { epoch, seq: head, askAt: Infinity });
  return true;
}

/** The streams to subscribe to again because of a hole. */
export function takeHoles(positions: Positions, now: number): Position[] {
  const holes = [...positions].filter(([, place]) => place.askAt <= now);
  for (const [, place] of holes) place.askAt = now + ASK_AGAIN_MS;
  return listPositions(positions, holes.map(([stream]) => stream));
}

export function isSynced(positions: Positions): boolean {
  return [...positions.values()].every((place) => place.epoch && place.seq >= place.head);
}

export function nextAsk(positions: Positions): number {
  return Math.min(...[...positions.values()].map((place) => place.askAt));
}

/** How far the viewer has got in the log of a conversation, on whichever side he stands. */
export function positionIn(positions: Positions, conversation: string): number {
  const place = positions.get(`visitor:${conversation}`) ?? positions.get(`conversation:${conversation}`);
  return place?.seq ?? Infinity;
}
