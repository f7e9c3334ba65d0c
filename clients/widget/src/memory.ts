/**
 * What outlives the page: the visitor's token, and what this tab has to keep. The loader stores both.
 *
 * Owns: the form of what is kept, and telling the loader.
 * Holds: whatever is found there, the widget starts.
 */
import type { Unsent, World } from "@deskbell/protocol";
import type { Beginning } from "./api";
import type { ToLoader } from "./messages";

const KEEP_MS = 150;

/** Text that was not sent, and how far was read. */
export interface Kept {
  draft: string;
  name: string;
  email: string;
  /** The address for the answer to the message that was left in the conversation. */
  left: string;
  /** A chat that is being begun: the same request is repeated until it is answered. */
  beginning: Beginning | null;
  unsent: Unsent[];
  /** The conversation these are about. */
  conversation: string;
  /** Up to where it was read. */
  read: number;
  /** It ended, and the visitor has seen enough of it. */
  dismissed: boolean;
}

const NOTHING: Kept = {
  draft: "",
  name: "",
  email: "",
  left: "",
  beginning: null,
  unsent: [],
  conversation: "",
  read: 0,
  dismissed: false,
};

export type Memory = ReturnType<typeof createMemory>;

export function createMemory(tell: (message: ToLoader) => void, after: World["after"]) {
  let token = "";
  let kept = { ...NOTHING };
  let isKeeping = false;

  /** Keeps all of it, with these changes. */
  function keep(what: Partial<Kept>): void {
    Object.assign(kept, what);
    tell({ deskbell: "keep", kept: JSON.stringify(kept) });
  }

  return {
    token: () => token,
    kept: (): Readonly<Kept> => kept,
    /** Takes up what the loader has stored. */
    recall(text: string): void {
      kept = { ...NOTHING, ...parse(text) };
    },
    /** The loader knows this token already. */
    adopt: (known: string) => void (token = known),
    keep,
    /** The same, for changes that come one after the other. */
    keepSoon(collect: () => Partial<Kept>): void {
      if (isKeeping) return;
      isKeeping = true;
      after(KEEP_MS, () => {
        isKeeping = false;
        keep(collect());
      });
    },
    /** `isAlive`: a chat is open, and later pages look for it by themselves. */
    setToken(value: string, isAlive: boolean): void {
      token = value;
      tell({ deskbell: "token", token, alive: isAlive });
    },
    forget(): void {
      kept = { ...NOTHING };
      tell({ deskbell: "keep", kept: "" });
    },
  };
}

function parse(text: string): Partial<Kept> {
  try {
    return JSON.parse(text) as Partial<Kept>;
  } catch {
    return {};
  }
}
