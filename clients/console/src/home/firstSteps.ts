/** The five first steps, and how it is known that each was taken. */
import { computed, signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { get, query } from "../http/client.ts";
import { createResource } from "../http/resource.ts";
import type { ConversationRow, Inbox, Invitation } from "../http/shapes.ts";
import type { Live } from "../live/live.ts";
import { managesPeople } from "../session/rights.ts";
import { signedIn } from "../session/session.ts";

export type StepId = "account" | "inbox" | "snippet" | "agent" | "answer";

export interface FirstStep {
  id: StepId;
  done: boolean;
  href: string;
  /** Opens beside the console. */
  elsewhere?: boolean;
}

interface Facts {
  inboxes: Inbox[];
  invitations: Invitation[];
  conversations: ConversationRow[];
}

/** Enough to see whether any was ever answered. */
const CONVERSATIONS_LOOKED_AT = 20;

const hiddenBy = signal(new Set<string>());

export function useFirstSteps(live: Live, wanted: boolean): { steps: FirstStep[] | null; hidden: boolean } {
  const resource = useMemo(() => createResource(loadFacts), []);
  const memberId = signedIn.value!.member.id;
  const hidden = hiddenBy.value.has(memberId) || readHidden(memberId);
  const team = live.team.seen.value?.view;
  // What the team's stream tells is news for the steps as well.
  const inboxCount = Object.keys(team?.inboxes ?? {}).length;
  const memberCount = Object.keys(team?.members ?? {}).length;
  const myChats = computed(() => Object.keys(live.plate.seen.value?.view.chats ?? {}).length).value;
  const needed = wanted && !hidden;
  useEffect(() => {
    if (needed) void resource.refresh();
  }, [needed, resource, inboxCount, memberCount, myChats]);
  useEffect(() => {
    const look = (): void => void (needed && !document.hidden && resource.refresh());
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [needed, resource]);
  const facts = resource.state.value.data;
  return { steps: facts && team ? readSteps(facts, memberCount) : null, hidden };
}

async function loadFacts(): Promise<Facts> {
  const seesInvitations = managesPeople(signedIn.peek()!);
  const [{ inboxes }, { invitations }, { conversations }] = await Promise.all([
    get<{ inboxes: Inbox[] }>("/inboxes"),
    seesInvitations ? get<{ invitations: Invitation[] }>("/invitations") : { invitations: [] },
    get<{ conversations: ConversationRow[] }>(`/conversations${query({ limit: CONVERSATIONS_LOOKED_AT })}`),
  ]);
  return { inboxes, invitations, conversations };
}

export function readSteps({ inboxes, invitations, conversations }: Facts, memberCount: number): FirstStep[] {
  const first = inboxes[0];
  const seen = inboxes.some(({ channel }) => channel?.last_seen_at);
  const answered = conversations.some(({ accepted_at }) => accepted_at !== null);
  return [
    { id: "account", done: true, href: "" },
    { id: "inbox", done: inboxes.length > 0, href: "/settings/inboxes/new" },
    { id: "snippet", done: seen || conversations.length > 0, href: first ? `/settings/inboxes/${first.id}/install` : "" },
    { id: "agent", done: memberCount > 1 || invitations.length > 0, href: "/settings/people" },
    { id: "answer", done: answered, href: first?.channel ? `/try/${first.channel.id}` : "", elsewhere: true },
  ];
}

export function hideFirstSteps(memberId: string): void {
  hiddenBy.value = new Set([...hiddenBy.peek(), memberId]);
  try {
    localStorage.setItem(placeOf(memberId), "hidden");
  } catch {
    // Then it is back after a reload.
  }
}

function readHidden(memberId: string): boolean {
  try {
    return localStorage.getItem(placeOf(memberId)) === "hidden";
  } catch {
    return false;
  }
}

function placeOf(memberId: string): string {
  return `deskbell.firstSteps.${memberId}`;
}
