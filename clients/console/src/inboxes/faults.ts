/**
 * What keeps a section from being saved, field by field.
 *
 * Holds: bounds are the server's (product, sections 3 and 8), and so are the words: what is refused here reads like what the
 * server refuses, and both stand at the same field.
 */
import {
  ABANDON_MINUTES_MAX, ABANDON_MINUTES_MIN, CAPACITY_MAX, CAPACITY_MIN, GRACE_SECONDS_MAX, GRACE_SECONDS_MIN, INACTIVITY_CHARACTERS_MAX, INACTIVITY_MINUTES_MAX, INACTIVITY_MINUTES_MIN,
  OFFER_SECONDS_MAX, OFFER_SECONDS_MIN, PRIORITY_MAX, PRIORITY_MIN,
} from "@deskbell/protocol";
import { countCharacters } from "@deskbell/ui";
import { describeField } from "../http/describe.ts";
import type { Problem } from "../http/problem.ts";
import { t, type Word } from "../language/language.ts";
import { checkName } from "../session/checks.ts";
import { type InactivityForm, type InboxForm, type Section, sendsMessage } from "./form.ts";

/** The fields as the server names them, by section, with their labels. */
const LABELS = {
  overview: { name: "inbox.name" },
  agents: { mode: "agents.mode", offer_seconds: "agents.timing", claiming: "agents.claiming", priority: "agents.priority", capacity: "agents.limit", agents: "agents.title",
    grace_seconds: "agents.graceSeconds", prefers_last_agent: "agents.prefersLast", abandon_minutes: "agents.abandonMinutes" },
  inactivity: {
    "inactivity.minutes": "inactivity.minutes",
    "inactivity.action": "inactivity.action",
    "inactivity.message": "inactivity.message",
    "inactivity.basis": "inactivity.basis",
    inactivity: "inboxTab.inactivity",
  },
} satisfies Record<Section, Record<string, Word>>;

export type Faults = Record<string, string>;

/** The id of a field's control: error summaries lead to it. */
export const fieldId = (field: string): string => `inbox-${field.replace(".", "-")}`;

export function findFaults(form: InboxForm, section: Section): Faults {
  if (section === "overview") return keep({ name: checkName(form.name) });
  if (section === "agents") return findAgentFaults(form);
  return form.inactivity.on ? findInactivityFaults(form.inactivity) : {};
}

function findAgentFaults({ offer_seconds, priority, capacity: limit, grace_seconds: grace, abandon_minutes: abandon }: InboxForm): Faults {
  return keep({
    offer_seconds: checkNumber("agents.timing", offer_seconds, OFFER_SECONDS_MIN, OFFER_SECONDS_MAX),
    priority: checkNumber("agents.priority", priority, PRIORITY_MIN, PRIORITY_MAX),
    capacity: limit.on ? checkNumber("agents.limit", limit.chats, CAPACITY_MIN, CAPACITY_MAX) : undefined,
    grace_seconds: grace.on ? checkNumber("agents.graceSeconds", grace.seconds, GRACE_SECONDS_MIN, GRACE_SECONDS_MAX) : undefined,
    abandon_minutes: abandon.on ? checkNumber("agents.abandonMinutes", abandon.minutes, ABANDON_MINUTES_MIN, ABANDON_MINUTES_MAX) : undefined,
  });
}

function findInactivityFaults({ minutes, action, message }: InactivityForm): Faults {
  return keep({
    "inactivity.minutes": checkNumber("inactivity.minutes", minutes, INACTIVITY_MINUTES_MIN, INACTIVITY_MINUTES_MAX),
    "inactivity.action": action === "" ? t("fault.choose", { label: t("inactivity.action") }) : undefined,
    "inactivity.message": sendsMessage(action) ? checkMessage(message) : undefined,
  });
}

function checkNumber(label: Word, value: number | null, min: number, max: number): string | undefined {
  const problem = value === null ? "fault.missing" : value < min ? "fault.tooSmall" : value > max ? "fault.tooLarge" : undefined;
  return problem && t("problem.fieldAllowed", { label: t(label), problem: t(problem), allowed: t("fault.wholeNumber", { min, max }) });
}

function checkMessage(message: string): string | undefined {
  const length = countCharacters(message.trim());
  const max = INACTIVITY_CHARACTERS_MAX;
  const problem = length === 0 ? "fault.blank" : length > max ? "fault.tooLong" : undefined;
  return problem && t("problem.fieldAllowed", { label: t("inactivity.message"), problem: t(problem), allowed: t("fault.characters", { min: 1, max }) });
}

/** What the server said about the fields of a section. */
export function readFaults(problem: Problem | undefined, section: Section): Faults {
  const entries = Object.entries(LABELS[section]).map(([field, label]) => [field, describeExactly(problem, field, t(label))] as const);
  return keep(Object.fromEntries(entries));
}

function describeExactly(problem: Problem | undefined, field: string, label: string): string | undefined {
  // "inactivity" alone is the whole; its parts speak for themselves.
  if (field === "inactivity" && !problem?.errors.some((error) => error.field === field)) return undefined;
  return describeField(problem, field, label);
}

function keep(faults: Record<string, string | undefined>): Faults {
  return Object.fromEntries(Object.entries(faults).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
