/**
 * Giving somebody one chat more than his capacity: a supervisor may, where the organisation allows it (product, section 5).
 *
 * Owns: the question that is asked before, and what becomes of a request that was refused for want of room.
 * Never: asked beforehand: the floor counts, and its warning is what the question shows.
 */
import type { AskAssign, AskTakeOver, AskTransferTo } from "@deskbell/protocol";
import { signal } from "@preact/signals";
import { request, showNo } from "./actions.ts";
import type { Live } from "./live.ts";
import type { No } from "./refusals.ts";

export type Overridable = AskAssign | AskTransferTo | AskTakeOver;

export interface OverrideQuestion {
  /** The floor's own sentence: who is full, and how full. */
  warning: string;
  answer: (beyond: boolean) => void;
}

export const overrideQuestion = signal<OverrideQuestion | null>(null);

/** done; kept: the supervisor thought better of it; or the no. */
export type Outcome = "done" | "kept" | No;

export function mayOverride(live: Live): boolean {
  return live.supervises.value && live.team.seen.value?.view.overriding === true;
}

/** Asks; where only room is missing, and the supervisor may, asks him whether to go beyond. */
export async function requestWithRoom(live: Live, ask: Overridable): Promise<Outcome> {
  const no = await request(live, ask);
  if (no?.code !== "at_capacity" || !mayOverride(live)) return no ?? "done";
  if (!(await askWhether(no.detail))) return "kept";
  return (await request(live, { ...ask, beyond: true })) ?? "done";
}

function askWhether(warning: string): Promise<boolean> {
  overrideQuestion.peek()?.answer(false);
  return new Promise((resolve) => {
    const answer = (beyond: boolean): void => {
      overrideQuestion.value = null;
      resolve(beyond);
    };
    overrideQuestion.value = { warning, answer };
  });
}

/** The same, with a refusal shown. True if it was done. */
async function performWithRoom(live: Live, ask: Overridable): Promise<boolean> {
  const outcome = await requestWithRoom(live, ask);
  if (typeof outcome === "object") showNo(live, outcome);
  return outcome === "done";
}

export const assign = (live: Live, conversation: string, agent: string): Promise<boolean> =>
  performWithRoom(live, { verb: "assign", conversation, agent });

export const takeOver = (live: Live, conversation: string): Promise<boolean> =>
  performWithRoom(live, { verb: "take_over", conversation });
