/**
 * One message, and what can be done with it.
 *
 * Holds: who comes second learns who was first, in words, and sees the message as it is now.
 */
import { useEffect, useMemo, useState } from "preact/hooks";
import { createResource, type Loaded, useResource } from "../http/resource.ts";
import { type Submission, useSubmit } from "../http/useSubmit.ts";
import { messageNews } from "../live/leftMessages.ts";
import { loadMessage } from "./data.ts";
import type { LeftMessage } from "./shapes.ts";

export interface MessageWork extends Pick<Submission, "busy" | "problem" | "clear"> {
  found: Loaded<LeftMessage>;
  retry: () => void;
  /** Which of the acts is under way. */
  doing: string;
  /** Runs an act; true if it went through. */
  run: (name: string, act: () => Promise<LeftMessage>) => Promise<boolean>;
}

export function useMessage(id: string): MessageWork {
  const resource = useMemo(() => createResource(() => loadMessage(id)), [id]);
  const found = useResource(resource);
  const { busy, problem, submit, clear } = useSubmit();
  const [doing, setDoing] = useState("");
  const news = messageNews.value;
  useEffect(() => {
    if (resource.state.peek().at > 0) void resource.refresh();
  }, [resource, news]);
  const run = (name: string, act: () => Promise<LeftMessage>): Promise<boolean> => {
    setDoing(name);
    return submit(async () => resource.put(await act()));
  };
  return { found, busy, problem, clear, doing: busy ? doing : "", run, retry: () => void resource.refresh() };
}
