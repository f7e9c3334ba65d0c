/**
 * The way into a chat: finding the one that is open, or beginning one.
 *
 * Owns: these requests, their repetition, and what each refusal means for the visitor.
 * Never: the conversation itself.
 * Holds: a chat is begun once, however often the request is repeated; a text that was refused comes back to the visitor.
 */
import type { World } from "@deskbell/protocol";
import type { Api, Beginning, Problem } from "./api";
import type { Memory } from "./memory";
import type { Screen, State } from "./state";

const RETRY_FIRST_MS = 1_000;
const RETRY_LONGEST_MS = 20_000;

export interface Door extends Pick<World, "after" | "random"> {
  api: Api;
  memory: Memory;
  state(): State;
  change(what: Partial<State>): void;
  go(screen: Screen): void;
  keep(): void;
  /** There is a conversation to follow. */
  join(conversation: string, isAlive: boolean): void;
  send(conversation: string, beginning: Beginning): void;
  begun(): void;
  /** Whether no chat can be begun now. */
  isOff(): Promise<boolean>;
  /** The token opens nothing any more. */
  forgetVisitor(): void;
}

export function createOpening(door: Door) {
  const { api, memory, state, change, go } = door;
  /** Answers to what was asked before are void. */
  let asked = 0;

  /** Looks for the chat that this visitor has open. */
  async function find(attempt = 0): Promise<void> {
    const own = (asked += 1);
    if (!memory.token()) return go("start");
    if (!state().view && attempt === 0) go("loading");
    try {
      const { conversation, ended } = await api.latestChat(memory.token());
      if (own !== asked) return;
      const isDismissed = ended && memory.kept().dismissed && memory.kept().conversation === conversation;
      if (conversation && !isDismissed) door.join(conversation, !ended);
      else go("start");
    } catch (error) {
      const problem = error as Problem;
      if (own !== asked) return;
      if (problem.tokenIsVoid) return door.forgetVisitor();
      if (!problem.isPassing) return go("unavailable");
      change({ trouble: "unreachable", screen: state().view ? state().screen : "trouble" });
      later(problem, attempt, () => void find(attempt + 1));
    }
  }

  /** Begins the chat that `beginning` describes. One that is not new may have begun without our hearing of it. */
  async function begin(attempt = 0, isNew = false): Promise<void> {
    const { beginning } = state();
    if (!beginning) return;
    const own = (asked += 1);
    go("chat");
    const isOff = isNew && (await door.isOff());
    if (own !== asked) return;
    if (isOff) return giveBack(beginning);
    try {
      if (!memory.token()) {
        const { token } = await api.becomeVisitor();
        if (own !== asked) return;
        memory.setToken(token, true);
      }
      const { conversation } = await api.beginChat(memory.token(), beginning);
      if (own !== asked) return;
      door.begun();
      // Other tabs looked for a chat when they heard of the token, and there was none yet. Of a change they hear again.
      memory.setToken(memory.token(), false);
      door.join(conversation, true);
    } catch (problem) {
      if (own === asked) fail(problem as Problem, beginning, attempt);
    }
  }

  function fail(problem: Problem, beginning: Beginning, attempt: number): void {
    const { conversation } = problem.details;
    if (problem.code === "already_open" && conversation) {
      door.join(conversation, true);
      door.send(conversation, beginning);
    } else if (problem.tokenIsVoid && attempt === 0) {
      memory.setToken("", false);
      void begin(1);
    } else if (problem.isPassing) {
      change({ isConnected: false });
      later(problem, attempt, () => void begin(attempt + 1));
    } else giveBack(beginning, problem);
  }

  /** The visitor gets his text back, with a word about what is wrong. */
  function giveBack({ text }: Beginning, problem?: Problem): void {
    const isForm = problem?.status === 400 || problem?.status === 422;
    const field = (["email", "name"] as const).find((name) => problem?.complainsAbout(name)) ?? "text";
    change({ beginning: null, draft: text, fault: isForm ? `${field}_wrong` : "", isConnected: true });
    go(problem && !isForm ? "unavailable" : "start");
    if (field !== "text") change({ asksName: true, asksEmail: true });
    door.keep();
  }

  /** Tries again, unless something else was asked meanwhile. */
  function later({ retryAfterSeconds }: Problem, attempt: number, run: () => void): void {
    const own = asked;
    const pause = Math.min(RETRY_LONGEST_MS, RETRY_FIRST_MS * 2 ** attempt) * (0.5 + door.random() / 2);
    door.after(Math.max(pause, retryAfterSeconds * 1_000), () => {
      if (own === asked) run();
    });
  }

  return {
    find: () => void find(),
    begin: (isNew = false) => void begin(0, isNew),
    /** What is under way is not wanted any more. */
    cancel: () => void (asked += 1),
  };
}
