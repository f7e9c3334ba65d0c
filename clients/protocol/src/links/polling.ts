/**
 * The link by long polling, for networks that let no socket through.
 *
 * Owns: a request that always waits for frames; another one, which ends the wait of the first, when we have to speak.
 * Never: a position or a repetition: a request that fails ends the link, and the session resumes.
 * Holds: nothing is sent beside the hello before the server has named the session; answers are heard in the order of
 * asking, whichever comes first.
 */
import type { OpenLink } from "../link";
import type { ClientFrame, ServerFrame } from "../wire";
import { CLOSE_TRY_LATER } from "../wire";

const WAIT_MS = 25_000;
/** What one request may carry. */
const FRAMES_MAX = 60;
const TOO_MANY_REQUESTS = 429;

interface Polled {
  /** A secret; empty when there is no session (any more). */
  session: string;
  frames: ServerFrame[];
  /** The close code, when this is the last answer. */
  close?: number | null;
}

export function openPolling(url: string): OpenLink {
  return (ear) => {
    const unsent: ClientFrame[] = [];
    const abort = new AbortController();
    let isOpen = true;
    let session: string | null = null;
    let waiting = 0;
    let latest = Promise.resolve();

    function close(): void {
      isOpen = false;
      abort.abort();
    }

    function end(code: number): void {
      if (!isOpen) return;
      close();
      ear.closed(code);
    }

    function poll(): void {
      latest = ask(latest);
    }

    async function ask(earlier: Promise<void>): Promise<void> {
      const frames = unsent.splice(0, FRAMES_MAX);
      const body = JSON.stringify({ session, frames, wait_ms: unsent.length > 0 ? 0 : WAIT_MS });
      waiting += 1;
      const answer = await post(url, body, abort.signal).catch(() => 0);
      waiting -= 1;
      if (typeof answer === "number") return end(answer);
      await earlier; // on its way it may have been overtaken by this one
      session = answer.session;
      if (isOpen) ear.heard();
      for (const frame of answer.frames) if (isOpen) ear.frame(frame);
      if (answer.close) end(answer.close);
      if (isOpen && waiting === 0) poll();
    }

    function speak(): void {
      // Before the first answer there is no session to say more in.
      if (isOpen && unsent.length > 0 && (session || waiting === 0)) poll();
    }

    queueMicrotask(() => isOpen && ear.opened());
    return {
      send(frame) {
        unsent.push(frame);
        queueMicrotask(speak);
      },
      close,
    };
  };
}

/** The answer, or the close code that stands for what went wrong. */
async function post(url: string, body: string, signal: AbortSignal): Promise<Polled | number> {
  // Who we are is in the hello; a cookie of the same server would say something else.
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", credentials: "omit", headers, body, signal });
  if (response.ok) return (await response.json()) as Polled;
  return response.status === TOO_MANY_REQUESTS ? CLOSE_TRY_LATER : 0;
}
