/**
 * What the panel shows, as data.
 *
 * Owns: the state of the screen and its beginning.
 * Holds: the screen is a function of this and of nothing else.
 */
import type { PendingMessage, ServerQueue, VisitorView } from "@deskbell/protocol";
import type { Beginning } from "./api";
import type { Later } from "./later";
import type { WidgetState } from "./messages";

/** `trouble`: the server cannot be reached, or refuses us; the visitor can try again. */
export type Screen = "loading" | "start" | "chat" | "unavailable" | "trouble";
export type Trouble = "unreachable" | "too_many" | "outdated";
export type Fault = "email_wrong" | "name_wrong" | "text_wrong" | "write_first" | "unreachable";
/** A place in the queue, from 1, and how long it may take; null: nobody knows. */
export type Standing = Pick<ServerQueue, "place" | "estimate_ms">;

export interface State {
  screen: Screen;
  /** Whether chats can be begun, as far as we know. */
  widget: WidgetState;
  trouble: Trouble;
  /** The host site shows the panel. */
  isOpen: boolean;
  isConnected: boolean;
  isMenuOpen: boolean;
  /** The visitor is asked whether he means to end the chat. */
  isConfirming: boolean;
  /** The visitor looks at the latest messages, and wants to go on doing so. */
  isAtEnd: boolean;
  isLoadingEarlier: boolean;
  /** The visitor fills in the form for leaving a message, instead of waiting. */
  isLeaving: boolean;
  /** That message is on its way. */
  isAsking: boolean;
  /** Somebody came to answer while he filled it in, and it made way. */
  isInterrupted: boolean;
  /** The address he left; empty: none, or not in this tab. */
  left: string;
  /** Where he was told that he stands, and what of it is to be read out now. */
  standing: Standing | null;
  announced: Standing | null;
  /** What comes after the first load, once it is there. */
  later: Later | null;
  /** The chat; null before the server has told what is in it. */
  view: VisitorView | null;
  /** Messages that are not in the view yet. */
  pending: PendingMessage[];
  /** The message a chat is being begun with. */
  beginning: Beginning | null;
  /** Who types; empty: nobody. */
  typing: string;
  draft: string;
  name: string;
  email: string;
  /** Who is known, to us or to the site, is not asked again. */
  asksName: boolean;
  asksEmail: boolean;
  /** What is wrong with the form. */
  fault: Fault | "";
}

export const INITIAL: State = {
  screen: "loading",
  widget: "active",
  trouble: "unreachable",
  isOpen: false,
  isConnected: true,
  isMenuOpen: false,
  isConfirming: false,
  isAtEnd: true,
  isLoadingEarlier: false,
  isLeaving: false,
  isAsking: false,
  isInterrupted: false,
  left: "",
  standing: null,
  announced: null,
  later: null,
  view: null,
  pending: [],
  beginning: null,
  typing: "",
  draft: "",
  name: "",
  email: "",
  asksName: true,
  asksEmail: true,
  fault: "",
};

export function isWaiting({ view }: State): boolean {
  return view?.state === "waiting";
}

export function isEnded({ view }: State): boolean {
  return view?.state === "ended";
}
