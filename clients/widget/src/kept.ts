/**
 * What this tab keeps over a reload: text that was not sent, and how far was read. The loader stores it.
 *
 * Owns: the form of what is kept.
 * Holds: whatever is found there, the widget starts.
 */
import type { Unsent } from "@deskbell/protocol";
import type { Beginning } from "./api";

export interface Kept {
  draft: string;
  name: string;
  email: string;
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
  beginning: null,
  unsent: [],
  conversation: "",
  read: 0,
  dismissed: false,
};

export function readKept(text: string): Kept {
  try {
    return { ...NOTHING, ...(JSON.parse(text) as Partial<Kept>) };
  } catch {
    return { ...NOTHING };
  }
}
