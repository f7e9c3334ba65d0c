/**
 * The messages that fit a question, newest first, and older ones on demand.
 *
 * Holds: while they are asked for anew the old ones stay on the screen, as many as there were; of two answers the later
 * question's wins.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { sessionCount } from "../http/client.ts";
import { asProblem, type Problem } from "../http/problem.ts";
import { messageNews } from "../live/leftMessages.ts";
import { loadMessages, type Question } from "./data.ts";
import type { LeftMessage, MessagesPageAnswer } from "./shapes.ts";

const PAGE_MESSAGES = 50;
/** More than this the server tells at once to nobody. */
const PAGE_MESSAGES_MAX = 100;

interface Known {
  question: string;
  messages: LeftMessage[];
  next: string | null;
}

export interface MessageList {
  known: Known | undefined;
  problem: Problem | undefined;
  loading: boolean;
  refresh: () => void;
  loadOlder: () => Promise<void>;
}

export function useMessages({ state: wanted, inbox }: Question): MessageList {
  const [list, setList] = useState<Pick<MessageList, "known" | "problem" | "loading">>({ known: undefined, problem: undefined, loading: true });
  const turn = useRef(0);
  const question = `${wanted} ${inbox}`;
  // What belongs to another question is not this one's answer.
  const known = list.known?.question === question ? list.known : undefined;

  const ask = async (limit: number, before?: string): Promise<MessagesPageAnswer | null> => {
    const mine = ++turn.current;
    setList((old) => ({ ...old, loading: true }));
    try {
      const page = await loadMessages({ state: wanted, inbox }, limit, before);
      return mine === turn.current ? page : null;
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (mine === turn.current) setList((old) => ({ ...old, problem, loading: false }));
      return null;
    }
  };
  const refresh = async (): Promise<void> => {
    const page = await ask(Math.min(PAGE_MESSAGES_MAX, Math.max(PAGE_MESSAGES, known?.messages.length ?? 0)));
    if (page) setList({ known: { question, messages: page.messages, next: page.next }, problem: undefined, loading: false });
  };
  const loadOlder = async (): Promise<void> => {
    const page = await ask(PAGE_MESSAGES, known?.next ?? undefined);
    if (page) setList({ known: { question, messages: [...(known?.messages ?? []), ...page.messages], next: page.next }, problem: undefined, loading: false });
  };

  const session = sessionCount.value;
  const news = messageNews.value;
  useEffect(() => {
    void refresh();
    // oxlint-disable-next-line react/exhaustive-deps -- asked anew for another question, another session, and news
  }, [question, session, news]);
  return { ...list, known, refresh: () => void refresh(), loadOlder };
}
