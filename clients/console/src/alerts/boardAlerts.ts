/**
 * What a supervisor has to know of the waiting lists, wherever he is: nobody is there, or everybody has passed.
 *
 * Owns: which alerts stand at this moment, read off the boards and the team; when a new one is heard.
 * Holds: an alert goes by itself when its cause has gone; it rings once, and not for what stood already when the page came.
 */
import type { TeamView } from "@deskbell/protocol";
import { announce, formatClock, serverNow } from "@deskbell/ui";
import { computed, effect, type ReadonlySignal } from "@preact/signals";
import { t } from "../language/language.ts";
import type { Workplace } from "../live/context.ts";
import { type BoardRow, findInbox, isAvailable } from "../live/lists.ts";

interface NobodyAlert {
  kind: "nobody";
  key: string;
  inbox: string;
  waiting: number;
  /** Since when the one who came first has been waiting. */
  since: number;
}

interface RoundAlert {
  kind: "round";
  key: string;
  inbox: string;
  conversation: string;
  name: string;
}

export type BoardAlert = NobodyAlert | RoundAlert;

/** Empty for whoever does not supervise. */
export function createBoardAlerts({ live, lists }: Pick<Workplace, "live" | "lists">): ReadonlySignal<BoardAlert[]> {
  return computed(() => {
    const team = live.team.seen.value?.view;
    if (!team || !live.seesAllInboxes.value) return [];
    const waiting = lists.queue.value.filter(({ state }) => state === "waiting");
    const alone = findAlone(waiting, team);
    // Where nobody is there, that is the news.
    const asked = waiting.filter(({ round, inbox }) => round > 1 && !alone.has(inbox));
    return [...alone.values(), ...asked.map(asRoundAlert)];
  });
}

/** The inboxes in which somebody waits and nobody can be counted on. */
function findAlone(waiting: BoardRow[], { inboxes, members }: TeamView): Map<string, BoardAlert> {
  const alone = new Map<string, NobodyAlert>();
  const served = new Map<string, boolean>();
  for (const { inbox, since } of waiting) {
    if (!served.has(inbox)) served.set(inbox, inboxes[inbox]?.agents.some((id) => isAvailable(members[id])) ?? true);
    if (served.get(inbox)) continue;
    const { waiting: before, since: longest } = alone.get(inbox) ?? { waiting: 0, since };
    alone.set(inbox, { kind: "nobody", key: inbox, inbox, waiting: before + 1, since: Math.min(longest, since) });
  }
  return alone;
}

function asRoundAlert({ conversation, inbox, round, visitor_name }: BoardRow): BoardAlert {
  return { kind: "round", key: `${conversation} ${round}`, inbox, conversation, name: visitor_name || t("visitor") };
}

export function describeAlert({ live }: Pick<Workplace, "live">, alert: BoardAlert, now: number): string {
  const inbox = findInbox(live, alert.inbox)?.name ?? "";
  if (alert.kind === "round") return t("boardAlert.round", { name: alert.name, inbox });
  return t("boardAlert.nobody", { inbox, count: alert.waiting, time: formatClock((now - alert.since) / 1000) });
}

/** Calls `hear` with the words of each new alert. Returns how to stop. */
export function watchBoardAlerts(workplace: Workplace, hear: (words: string, alert: BoardAlert) => void): () => void {
  let known: ReadonlySet<string> | null = null;
  return effect(() => {
    const alerts = workplace.alerts.value;
    const boards = [...workplace.live.boards.value.values()];
    if (boards.length === 0 || boards.some(({ seen }) => seen.value === null)) return;
    const before = known;
    known = new Set(alerts.map(({ key }) => key));
    if (before === null) return;
    for (const alert of alerts) {
      if (before.has(alert.key)) continue;
      const words = describeAlert(workplace, alert, serverNow());
      announce(words, "assertive");
      hear(words, alert);
    }
  });
}
