/**
 * Something the server knows, kept for the screens that show it.
 *
 * Holds: old data stays on the screen while it is fetched anew, and when that fails; of two answers under way the later
 * question's wins.
 */
import { type ReadonlySignal, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { sessionCount } from "./client.ts";
import { asProblem, type Problem } from "./problem.ts";

export interface Loaded<Data> {
  data: Data | undefined;
  problem: Problem | undefined;
  loading: boolean;
  /** When `data` arrived, by this computer's clock. */
  at: number;
}

export interface Resource<Data> {
  state: ReadonlySignal<Loaded<Data>>;
  refresh: () => Promise<void>;
  /** Puts in what an answer to a change has told already. */
  put: (data: Data) => void;
}

export function createResource<Data>(load: () => Promise<Data>): Resource<Data> {
  const state = signal<Loaded<Data>>({ data: undefined, problem: undefined, loading: false, at: 0 });
  let latest = 0;
  const put = (data: Data): void => {
    latest += 1;
    state.value = { data, problem: undefined, loading: false, at: Date.now() };
  };
  const refresh = async (): Promise<void> => {
    const turn = ++latest;
    state.value = { ...state.peek(), loading: true };
    try {
      const data = await load();
      if (turn === latest) put(data);
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (turn === latest) state.value = { ...state.peek(), problem, loading: false };
    }
  };
  return { state, refresh, put };
}

/** The resource as it is now, fetched when the screen appears, and once more after somebody had to sign in again. */
export function useResource<Data>(resource: Resource<Data>): Loaded<Data> {
  const session = sessionCount.value;
  useEffect(() => {
    void resource.refresh();
  }, [resource, session]);
  return resource.state.value;
}
