/**
 * What was asked of the server and is not finished: messages and requests.
 *
 * Owns: order and repetition: one unacknowledged item per lane, the same id on every attempt, `prev`, after_ms.
 * Never: a clock, a link, or a view.
 * Holds: an item leaves only when it is known to be committed, or after a final no; in a lane nothing overtakes.
 */
import type { ClientDo, ClientSend, ServerNack } from "./wire";

/** An answer that takes longer is taken for lost, and the same request is sent again. */
const ANSWER_MS = 15_000;
const UNANSWERED_MAX = 4;
/** For a "try again" that names no time. */
const RETRY_MS = 1_000;

export type Refusal = Pick<ServerNack, "code" | "detail" | "field" | "agent">;

/** A no of our own. */
export function refusal(code: string): Refusal {
  return { code, detail: "", field: "", agent: "" };
}

export interface Item {
  readonly id: string;
  /** A conversation's messages share a lane; every other request has one of its own. */
  readonly lane: string;
  readonly frame: ClientSend | ClientDo;
  /** Handed to the present link, and not answered yet. */
  handed: boolean;
  notBefore: number;
  unanswered: number;
  /** Committed under this number of the sender's own stream; null: no answer yet. */
  seq: number | null;
  /** Its own event came back: committed and visible, with or without the ack. */
  echoed: boolean;
  refusal: Refusal | null;
}

export interface Outbox {
  items: Item[];
  /** The id of the latest committed message of each lane: the `prev` of the one after it. */
  readonly committed: Map<string, string>;
}

export function createOutbox(): Outbox {
  return { items: [], committed: new Map() };
}

export function put(outbox: Outbox, frame: ClientSend | ClientDo, refused: Refusal | null = null): void {
  const [id, lane] = frame.t === "send" ? [frame.cid, frame.conversation] : [frame.rid, frame.rid];
  const fresh = { handed: false, notBefore: 0, unanswered: 0, seq: null, echoed: false };
  if (!find(outbox, id)) outbox.items.push({ id, lane, frame, refusal: refused, ...fresh });
}

export function find(outbox: Outbox, id: string): Item | undefined {
  return outbox.items.find((item) => item.id === id);
}

export function discard(outbox: Outbox, id: string): void {
  outbox.items = outbox.items.filter((item) => item.id !== id);
}

/** A refused item is sent again as the latest of its lane: what came after it may be committed already. */
export function retry(outbox: Outbox, id: string): void {
  const item = find(outbox, id);
  if (!item?.refusal) return;
  discard(outbox, id);
  put(outbox, item.frame);
}

/** The frames that are due now: the head of each lane, unless its answer may still come. */
export function takeDue(outbox: Outbox, now: number): (ClientSend | ClientDo)[] {
  const frames: (ClientSend | ClientDo)[] = [];
  for (const item of laneHeads(outbox)) {
    if (item.notBefore > now) continue;
    if (item.handed && giveUp(outbox, item)) continue;
    item.handed = true;
    item.notBefore = now + ANSWER_MS;
    const prev = outbox.committed.get(item.lane);
    frames.push(item.frame.t === "send" && prev ? { ...item.frame, prev } : item.frame);
  }
  return frames;
}

/** Whether a message whose answer was lost is not worth another attempt. Requests are repeated until answered. */
function giveUp(outbox: Outbox, item: Item): boolean {
  if (item.echoed) {
    discard(outbox, item.id);
    return true;
  }
  if (item.frame.t === "do") return false;
  item.unanswered += 1;
  if (item.unanswered >= UNANSWERED_MAX) item.refusal = refusal("no_answer");
  return item.refusal !== null;
}

export function nextDue(outbox: Outbox): number {
  return Math.min(...laneHeads(outbox).map((item) => item.notBefore));
}

function laneHeads(outbox: Outbox): Item[] {
  const lanes = new Set<string>();
  return outbox.items.filter((item) => {
    if (item.refusal || item.seq !== null || lanes.has(item.lane)) return false;
    lanes.add(item.lane);
    return true;
  });
}

/** Committed. A message stays until its event was applied, so that it never blinks off the screen. */
export function acknowledge(outbox: Outbox, item: Item, seq: number, position: number): void {
  if (item.frame.t === "send") outbox.committed.set(item.lane, item.id);
  item.seq = seq;
  if (item.frame.t === "do" || item.echoed || seq <= position) discard(outbox, item.id);
}

/** A no. With `retry` the lane waits and then asks the same again. */
export function refuse(outbox: Outbox, item: Item, nack: ServerNack, now: number): void {
  item.handed = false;
  if (nack.retry) {
    item.notBefore = now + (nack.after_ms || RETRY_MS);
    return;
  }
  const { code, detail, field, agent } = nack;
  item.refusal = { code, detail, field, agent };
  outbox.committed.delete(item.lane);
  if (item.frame.t === "do") discard(outbox, item.id);
}

/** The event of this message was applied. Its lane goes on when the ack is in as well. */
export function echo(outbox: Outbox, cid: string): boolean {
  const item = find(outbox, cid);
  if (item?.frame.t !== "send") return false;
  outbox.committed.set(item.lane, cid);
  item.echoed = true;
  if (item.seq !== null || !item.handed) discard(outbox, cid);
  return true;
}

/** The view of this conversation has come to `position`: acknowledged messages up to there are in it. */
export function settle(outbox: Outbox, conversation: string, position: number): boolean {
  const before = outbox.items.length;
  outbox.items = outbox.items.filter(
    (item) => item.lane !== conversation || item.seq === null || item.seq > position,
  );
  return outbox.items.length < before;
}

/** The link is gone, and with it every answer under way. */
export function loseAnswers(outbox: Outbox): void {
  outbox.items = outbox.items.filter((item) => !item.echoed);
  for (const item of outbox.items) {
    if (item.handed) Object.assign(item, { handed: false, notBefore: 0, unanswered: 0 });
  }
}
