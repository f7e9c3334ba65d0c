/**
 * The visitor's part of the HTTP interface.
 *
 * Owns: addresses, headers, and what an answer other than success becomes.
 * Never: a cookie: staff may be signed in to the same server in this browser.
 */
import type { VisitorEntry } from "@deskbell/protocol";
import type { Page, WidgetState } from "./messages";

const TOKEN_IS_VOID = 401;
/**
 * How long an answer may take. A connection can be dead without a word: whoever waits for ever on one keeps it from being
 * replaced, and a browser has six for a server.
 */
const PATIENCE_MS = 15_000;

/** An answer that says no, or none at all (`status` 0). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code = "",
    readonly details: { conversation?: string; errors?: { field: string }[] } = {},
    readonly retryAfterSeconds = 0,
  ) {
    super(code);
  }

  get tokenIsVoid(): boolean {
    return this.status === TOKEN_IS_VOID;
  }

  /** Whether the same request may succeed later. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  /** Whether a field of the form is at fault. */
  complainsAbout(field: string): boolean {
    return this.details.errors?.some((error) => error.field === field) ?? false;
  }
}

export interface Beginning {
  cid: string;
  text: string;
  name?: string;
  email?: string;
  page?: Page;
}

export type Api = ReturnType<typeof createApi>;

export function createApi(channel: string) {
  const widget = "/api/v1/widget";
  return {
    widget: () => call<{ state: WidgetState }>("GET", `${widget}/${channel}`),
    becomeVisitor: () => call<{ token: string }>("POST", `${widget}/${channel}/visitor`),
    latestChat: (token: string) =>
      call<{ conversation: string | null; ended: boolean }>("GET", `${widget}/${channel}/chat`, token),
    beginChat: (token: string, beginning: Beginning) =>
      call<{ conversation: string }>("POST", `${widget}/${channel}/chats`, token, beginning),
    ticket: (token: string) => call<{ ticket: string }>("POST", `${widget}/ticket`, token),
    entriesBefore: (token: string, conversation: string, before: number) =>
      call<{ entries: VisitorEntry[] }>(
        "GET",
        `${widget}/${channel}/entries?conversation=${conversation}&before=${before}&limit=100`,
        token,
      ),
  };
}

async function call<T>(method: string, path: string, token = "", body?: object): Promise<T> {
  const headers: Record<string, string> = {};
  if (token) headers.authorization = `Bearer ${token}`;
  if (body) headers["content-type"] = "application/json";
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  const init: RequestInit = { method, headers, credentials: "omit", cache: "no-store", signal: patience.signal };
  if (body) init.body = JSON.stringify(body);
  const response = await fetch(path, init).catch(() => null);
  const answer = await response?.json().catch(() => ({}));
  clearTimeout(timer);
  if (!response) throw new Problem(0);
  if (response.ok) return answer as T;
  throw new Problem(response.status, answer.code, answer, Number(response.headers.get("retry-after")) || 0);
}
