/**
 * Fields that save themselves, one by one, with a way back.
 *
 * Holds: saves go out one after another, so that the last press is the one that stays; after each it says when it was
 * saved and offers to undo; a refusal belongs to its field and leaves the old value in force.
 */
import { useRef, useState } from "preact/hooks";
import { asProblem, type Problem } from "../http/problem.ts";

export interface FieldSave<Change extends object> {
  /** Saves `change`; `before` is what undoing sets again. */
  save: (change: Change, before: Change) => Promise<boolean>;
  problem: Problem | undefined;
  /** When the latest change was saved, by this computer's clock. */
  savedAt: number | null;
  undo: (() => void) | undefined;
}

export function useFieldSave<Change extends object>(write: (change: Change) => Promise<void>): FieldSave<Change> {
  const [state, setState] = useState<{ problem: Problem | undefined; savedAt: number | null; before: Change | null }>({
    problem: undefined, savedAt: null, before: null,
  });
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const put = async (change: Change, before: Change | null): Promise<boolean> => {
    try {
      await write(change);
      setState({ problem: undefined, savedAt: Date.now(), before });
      return true;
    } catch (thrown) {
      setState({ problem: asProblem(thrown), savedAt: null, before: null });
      return false;
    }
  };
  const save = (change: Change, before: Change | null): Promise<boolean> => {
    const turn = queue.current.then(() => put(change, before));
    queue.current = turn;
    return turn;
  };
  const { problem, savedAt, before } = state;
  return { save, problem, savedAt, undo: before ? () => void save(before, null) : undefined };
}
