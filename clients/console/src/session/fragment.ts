/**
 * The secret in a link's #fragment: it never reaches a server's log, and here it does not stay in the address either.
 *
 * Holds: read once, taken off the address and out of the history; kept for this tab only, so that a reload does not
 * lose a form, until `forgetToken`.
 */
import { useEffect, useState } from "preact/hooks";

/** The token of the link that led to `page`, or "" if there was none. A link pasted into this very tab counts as well. */
export function useToken(page: string): string {
  const [token, setToken] = useState(() => takeToken(page));
  useEffect(() => {
    const look = (): void => setToken(takeToken(page));
    addEventListener("hashchange", look);
    return () => removeEventListener("hashchange", look);
  }, [page]);
  return token;
}

export function takeToken(page: string): string {
  const place = placeOf(page);
  const token = decodeURIComponent(location.hash.slice(1)).trim();
  if (token !== "") {
    history.replaceState(null, "", location.pathname + location.search);
    sessionStorage.setItem(place, token);
  }
  return token || (sessionStorage.getItem(place) ?? "");
}

export function forgetToken(page: string): void {
  sessionStorage.removeItem(placeOf(page));
}

function placeOf(page: string): string {
  return `deskbell.token.${page}`;
}
