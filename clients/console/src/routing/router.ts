/**
 * Where the console is, as a signal, and how to go elsewhere.
 *
 * Owns: the address bar of this page. Links are plain `<a href>`: a press on one inside the console is taken over here, so
 * every link can still be copied, opened in a new tab or read in the status line.
 * Never: the addresses that the server answers itself (the try-it page, the widget, the API).
 */
import { computed, signal } from "@preact/signals";

interface Place {
  path: string;
  search: string;
}

const SERVED_ELSEWHERE = ["/api/", "/assets/", "/health/", "/schema/", "/try/", "/w/"];

const place = signal<Place>(readPlace());

export const path = computed(() => place.value.path);
export const searchParams = computed(() => new URLSearchParams(place.value.search));

function readPlace(): Place {
  return { path: trimSlash(location.pathname), search: location.search };
}

function trimSlash(text: string): string {
  return text.length > 1 && text.endsWith("/") ? text.slice(0, -1) : text;
}

/** Asked before the console goes to `to`. True: it stays, and `go` goes there after all. */
export type Keeper = (to: string, go: () => void) => boolean;

let keeper: Keeper | null = null;

/** Lets a screen with unsaved work ask first. Returns how to end that. */
export function keepHere(asked: Keeper): () => void {
  keeper = asked;
  return () => {
    if (keeper === asked) keeper = null;
  };
}

/** Goes to `to`, an address inside the console such as "/chats". */
export function navigate(to: string, { replace = false } = {}): void {
  if (keeper?.(to, () => go(to, replace))) return;
  go(to, replace);
}

function go(to: string, replace: boolean): void {
  const here = location.pathname + location.search;
  if (to !== here) history[replace ? "replaceState" : "pushState"](null, "", to);
  place.value = readPlace();
}

/** Changes the query only, without a new entry in the history: filters and the like. */
export function replaceSearch(values: Record<string, string | undefined>): void {
  const params = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(values)) {
    if (value) params.set(name, value);
    else params.delete(name);
  }
  const search = params.toString();
  navigate(location.pathname + (search === "" ? "" : `?${search}`), { replace: true });
}

/** The values of the ":names" in `pattern` if `actual` fits it, else null. */
export function matchPath(pattern: string, actual: string): Record<string, string> | null {
  const wanted = pattern.split("/");
  const given = actual.split("/");
  if (wanted.length !== given.length) return null;
  const values: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const piece = given[index]!;
    if (part.startsWith(":")) values[part.slice(1)] = piece;
    else if (part !== piece) return null;
  }
  return values;
}

/** Starts following the address bar and taking over presses on links. Returns the function that stops it. */
export function startRouter(): () => void {
  const onPopState = (): void => {
    const to = location.pathname + location.search;
    const { path: herePath, search } = place.peek();
    const here = herePath + search;
    // The browser has gone there already.
    if (to !== here && keeper?.(to, () => go(to, false))) history.pushState(null, "", here);
    else place.value = readPlace();
  };
  addEventListener("popstate", onPopState);
  document.addEventListener("click", followLink);
  onPopState();
  return () => {
    removeEventListener("popstate", onPopState);
    document.removeEventListener("click", followLink);
  };
}

function followLink(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link?.href || link.target !== "" || link.hasAttribute("download") || link.origin !== location.origin) return;
  if (SERVED_ELSEWHERE.some((prefix) => link.pathname.startsWith(prefix))) return;
  // A link to a place on this page is the browser's own.
  if (link.hash !== "" && link.pathname === location.pathname) return;
  event.preventDefault();
  navigate(link.pathname + link.search);
}
