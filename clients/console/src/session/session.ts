/**
 * Who is signed in here.
 *
 * Owns: the session as a signal, signing in and out, and noticing that it has ended under way.
 * Holds: while `expired` is true the page stays as it is, drafts and all, under a sign-in dialog; only somebody else
 * signing in throws it away.
 */
import { computed, signal } from "@preact/signals";
import { credentials, get, post, remove, sessionCount } from "../http/client.ts";
import { asProblem, type Problem } from "../http/problem.ts";
import type { SignedIn } from "../http/shapes.ts";

export type SessionState =
  | { kind: "unknown" }
  | { kind: "unreachable"; problem: Problem }
  | { kind: "signed-out"; setUpNeeded: boolean }
  | { kind: "signed-in"; session: SignedIn };

export const sessionState = signal<SessionState>({ kind: "unknown" });

/** The session ended while somebody was working. */
export const expired = signal(false);

export const signedIn = computed(() => (sessionState.value.kind === "signed-in" ? sessionState.value.session : null));

credentials.onSignedOut = () => {
  if (sessionState.peek().kind === "signed-in") expired.value = true;
};

/** Finds out whether somebody is signed in, and else whether this is the first run. */
export async function loadSession(): Promise<void> {
  try {
    adopt(await get<SignedIn>("/session"));
  } catch (thrown) {
    const problem = asProblem(thrown);
    sessionState.value = problem.status === 401 ? await signedOut() : { kind: "unreachable", problem };
  }
}

/** Reads the session anew, because the rights of this member have changed. Whoever cannot be asked keeps what he has. */
export async function refreshSession(): Promise<void> {
  try {
    adopt(await get<SignedIn>("/session"));
  } catch (thrown) {
    asProblem(thrown);
  }
}

async function signedOut(): Promise<SessionState> {
  const { needed } = await get<{ needed: boolean }>("/setup").catch(() => ({ needed: false }));
  return { kind: "signed-out", setUpNeeded: needed };
}

/** A session that the server has just opened. */
export function adopt(session: SignedIn): void {
  const before = signedIn.peek();
  // What is on the screen belongs to somebody else: none of it may stay.
  if (before && before.member.id !== session.member.id) {
    location.assign("/");
    return;
  }
  credentials.csrf = session.csrf;
  sessionCount.value += 1;
  expired.value = false;
  sessionState.value = { kind: "signed-in", session };
}

/** False: the password is right, and a code of the second factor is needed besides. */
export async function signIn(email: string, password: string, code = ""): Promise<boolean> {
  try {
    adopt(await post<SignedIn>("/session", { email, password, ...(code === "" ? {} : { code }) }));
    return true;
  } catch (thrown) {
    if (asProblem(thrown).code === "second_factor_needed") return false;
    throw thrown;
  }
}

/** Ends the session. The page is loaded anew, so that nothing of it stays in memory. */
export async function signOut(): Promise<void> {
  await remove("/session").catch(() => undefined);
  sessionStorage.clear();
  location.assign("/sign-in");
}
