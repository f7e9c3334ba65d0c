/**
 * One form's way to the server: busy while it is under way, the problem when it was refused.
 *
 * Holds: a second press while the first is under way does nothing; a new attempt clears the old problem only once it has
 * an answer, so that the page does not jump.
 */
import { useRef, useState } from "preact/hooks";
import { asProblem, type Problem } from "./problem.ts";

export interface Submission {
  busy: boolean;
  problem: Problem | undefined;
  /** Counts up with each attempt that failed: an error summary takes the focus on it. */
  attempt: number;
  /** Runs `work`; true if it went through. */
  submit: (work: () => Promise<void>) => Promise<boolean>;
  clear: () => void;
}

export function useSubmit(): Submission {
  const [state, setState] = useState<{ busy: boolean; problem: Problem | undefined; attempt: number }>({
    busy: false, problem: undefined, attempt: 0,
  });
  const running = useRef(false);
  const submit = async (work: () => Promise<void>): Promise<boolean> => {
    if (running.current) return false;
    running.current = true;
    setState((before) => ({ ...before, busy: true }));
    try {
      await work();
      setState((before) => ({ ...before, busy: false, problem: undefined }));
      return true;
    } catch (thrown) {
      const problem = asProblem(thrown);
      setState((before) => ({ busy: false, problem, attempt: before.attempt + 1 }));
      return false;
    } finally {
      running.current = false;
    }
  };
  return { ...state, submit, clear: () => setState((before) => ({ ...before, problem: undefined })) };
}
