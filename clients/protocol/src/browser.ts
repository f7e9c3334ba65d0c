/**
 * The world a session lives in, in a browser.
 *
 * Owns: clock, chance, timers, page visibility; which addresses the links use.
 * Never: a rule of the protocol.
 */
import type { OpenLink } from "./link";
import { openPolling } from "./links/polling";
import { openSocket } from "./links/socket";
import type { Session, World } from "./session";

/** A random id in the form of a UUID; works on pages without https, too. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})/, "$1-$2-4$3-a$4-");
}

export function after(milliseconds: number, callback: () => void): () => void {
  const timer = setTimeout(callback, milliseconds);
  return () => clearTimeout(timer);
}

/** `origin` is the server's, as in `location.origin`. */
export function createBrowserWorld(origin: string, client: string, ticket: World["ticket"]): World {
  return createLeanWorld(origin, client, ticket, openPolling);
}

/** The same for an app that leaves polling out of its first load: most networks let a socket through. */
export function createLeanWorld(
  origin: string,
  client: string,
  ticket: World["ticket"],
  polling: (url: string) => OpenLink | Promise<OpenLink>,
): World {
  return {
    now: Date.now,
    random: Math.random,
    newId,
    after,
    isHidden: () => document.hidden,
    ticket,
    client,
    links: {
      socket: openSocket(`${origin.replace(/^http/, "ws")}/api/v1/socket`),
      get polling() {
        return polling(`${origin}/api/v1/poll`);
      },
    },
  };
}

/** Tells the session what the browser notices. Returns how to end that. */
export function watchBrowser(session: Session): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  addEventListener("online", () => session.notice("online"), { signal });
  addEventListener("pageshow", () => session.notice("visible"), { signal });
  document.addEventListener("visibilitychange", () => document.hidden || session.notice("visible"), { signal });
  return () => ended.abort();
}
