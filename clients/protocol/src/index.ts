/** What both clients use: the session, the visitor's view, the words of the wire. Staff's views are in `./staff`. */
export { createBrowserWorld, createLeanWorld, after, newId, watchBrowser } from "./browser";
export type { Answer, LinkKind, Phase } from "./connection";
export type { Link, OpenLink } from "./link";
export { openPolling } from "./links/polling";
export type { Refusal } from "./outbox";
export { applyToVisitor } from "./reduce/visitor";
export { createSession } from "./session";
export type { Session, Follower, Hooks, PendingMessage, Unsent, World } from "./session";
export { createTypingTeller, createTypingWatch } from "./typing";
export * from "./wire";
