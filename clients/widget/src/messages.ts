/**
 * What loader and frame say to each other with `postMessage`.
 *
 * Owns: the shape of each message; `deskbell` names its kind.
 * Never: anything that is believed without a check of origin and source on both sides.
 * Holds: the frame keeps nothing itself: what has to last is kept by the loader, first-party, and goes at `shutdown`.
 */

/** Disabled: the chats there are go on, none can be begun. Deactivated: it has stopped for good. */
export type WidgetState = "active" | "disabled" | "deactivated";

/** What the server writes into the loader in place of its settings token. */
export interface Config {
  channel: string;
  /** The server's, as in `location.origin`. */
  origin: string;
  /** As it was when the loader was fetched. Only the frame's document knows better. */
  state: WidgetState;
  look: Look;
  /** A language tag, or "auto": the browser's. */
  locale: string;
  /** The name the visitor sees before a person answers. */
  name: string;
}

export interface Look {
  colour: string;
  on_colour: string;
  side: "left" | "right";
  label: string;
  greeting: string;
  /** Of the panel, in pixels. */
  radius: number;
  theme: "light" | "dark" | "auto";
}

/** What the host site says about the visitor, so that he is not asked again. Unverified. */
export interface Person {
  name?: string;
  email?: string;
}

export interface Page {
  url: string;
  title: string;
}

export type ToFrame =
  | { deskbell: "init"; config: Config; token: string; kept: string; person: Person; page: Page; text: string }
  | { deskbell: "shown"; open: boolean; page: Page }
  | { deskbell: "person"; person: Person }
  /** The chat was begun, or ended, in another tab. */
  | { deskbell: "token"; token: string }
  /** The host site suggests a first message. */
  | { deskbell: "text"; text: string }
  | { deskbell: "shutdown" };

export type ToLoader =
  /** The visitor's token, to be kept; empty: forget it. `alive`: a conversation is open. */
  | { deskbell: "token"; token: string; alive: boolean }
  /** What this tab has to keep over a reload. */
  | { deskbell: "keep"; kept: string }
  | { deskbell: "unread"; count: number }
  | { deskbell: "close" }
  /** The widget is off. `final`: it never comes back. `waits`: a chat has ended, and the visitor has not seen it yet. */
  | { deskbell: "gone"; final: boolean; waits: boolean }
  /** For listeners of the host site. */
  | { deskbell: "event"; name: "ready" | "started" | "message" | "ended" };
