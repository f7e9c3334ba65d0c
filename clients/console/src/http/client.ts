/**
 * The one place that asks the server over HTTP.
 *
 * Owns: the CSRF header, the JSON, errors as `Problem`, and noticing that the session has ended.
 * Never: retries by itself; whoever asks knows whether asking twice is safe.
 */
import { signal } from "@preact/signals";
import { Problem, readProblem } from "./problem.ts";

const BASE = "/api/v1";

/**
 * How long an answer may take. A connection can be dead without a word: whoever waits for ever on one keeps it from being
 * replaced, and a browser has six for a server.
 */
const PATIENCE_MS = 20_000;

/** Set by the session. Kept here so that the session can use this file. */
export const credentials = { csrf: "", onSignedOut: (): void => {} };

/** Counts the sessions of this page: what was refused in an earlier one may be asked again in the next. */
export const sessionCount = signal(0);

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export async function request<Answer = void>(method: Method, path: string, body?: object): Promise<Answer> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    return await read<Answer>(await ask(method, path, body, patience.signal));
  } finally {
    clearTimeout(timer);
  }
}

async function read<Answer>(response: Response): Promise<Answer> {
  if (!response.ok) {
    const problem = await readProblem(response);
    // Signing in answers 401 too, with another code: a wrong password is no ended session.
    if (problem.status === 401 && problem.code === "not_signed_in") credentials.onSignedOut();
    throw problem;
  }
  if (response.status === 204) return undefined as Answer;
  return (await response.json()) as Answer;
}

async function ask(method: Method, path: string, body: object | undefined, patience: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = { accept: "application/json, application/problem+json" };
  if (body !== undefined) headers["content-type"] = "application/json";
  if (method !== "GET" && credentials.csrf !== "") headers["x-deskbell-csrf"] = credentials.csrf;
  try {
    return await fetch(BASE + path, {
      method,
      headers,
      credentials: "same-origin",
      signal: patience,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new Problem(0, {});
  }
}

export const get = <Answer>(path: string): Promise<Answer> => request<Answer>("GET", path);
export const post = <Answer = void>(path: string, body: object = {}): Promise<Answer> => request<Answer>("POST", path, body);
export const put = <Answer = void>(path: string, body: object): Promise<Answer> => request<Answer>("PUT", path, body);
export const patch = <Answer = void>(path: string, body: object): Promise<Answer> => request<Answer>("PATCH", path, body);
export const remove = <Answer = void>(path: string, body?: object): Promise<Answer> => request<Answer>("DELETE", path, body);

/** A query string of those values that are set, with its question mark, or nothing. */
export function query(values: Record<string, string | number | undefined>): string {
  const set = Object.entries(values).filter(([, value]) => value !== undefined && value !== "");
  return set.length === 0 ? "" : `?${new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString()}`;
}
