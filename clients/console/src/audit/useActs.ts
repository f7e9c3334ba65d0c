/**
 * The acts that fit a question, newest first, and older ones on demand.
 *
 * Holds: while a new question is under way the old answer stays on the screen; of two answers the later question's wins;
 * what is typed is asked once the typing pauses.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { get, query, sessionCount } from "../http/client.ts";
import { asProblem, type Problem } from "../http/problem.ts";
import type { ActsPage, AuditAct } from "./shapes.ts";

const PAGE_ACTS = 50;
const TYPING_PAUSE_MS = 250;

export type Question = Record<string, string | undefined>;

interface Known {
  acts: AuditAct[];
  total: number;
  /** There are older ones. */
  more: boolean;
}

export interface ActList {
  known: Known | undefined;
  problem: Problem | undefined;
  loading: boolean;
  refresh: () => void;
  /** Fetches the page of older acts; resolves to how many came. */
  loadOlder: () => Promise<number>;
}

export function useActs(question: Question): ActList {
  const [state, setState] = useState<Pick<ActList, "known" | "problem" | "loading">>({ known: undefined, problem: undefined, loading: true });
  const [attempt, setAttempt] = useState(0);
  const turn = useRef(0);
  const asked = query(question);
  const session = sessionCount.value;

  const ask = async (before?: number): Promise<ActsPage | null> => {
    const mine = ++turn.current;
    setState((old) => ({ ...old, loading: true }));
    try {
      const page = await get<ActsPage>(`/audit${query({ ...question, before, limit: PAGE_ACTS })}`);
      return mine === turn.current ? page : null;
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (mine === turn.current) setState((old) => ({ ...old, problem, loading: false }));
      return null;
    }
  };
  const loadNewest = async (): Promise<void> => {
    const page = await ask();
    if (page) setState({ known: { ...page, more: page.acts.length === PAGE_ACTS }, problem: undefined, loading: false });
  };
  const loadOlder = async (): Promise<number> => {
    const page = await ask(state.known?.acts.at(-1)?.number);
    if (!page) return 0;
    const more = page.acts.length === PAGE_ACTS;
    setState(({ known }) => ({
      known: { acts: [...(known?.acts ?? []), ...page.acts], total: known?.total ?? page.total, more }, problem: undefined, loading: false,
    }));
    return page.acts.length;
  };

  const started = useRef(false);
  useEffect(() => {
    // The first answer is awaited by somebody who has just come.
    const timer = setTimeout(() => void loadNewest(), started.current ? TYPING_PAUSE_MS : 0);
    started.current = true;
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react/exhaustive-deps -- the question is `asked`; its object is new with each picture
  }, [asked, session, attempt]);
  return { ...state, refresh: () => setAttempt((count) => count + 1), loadOlder };
}
