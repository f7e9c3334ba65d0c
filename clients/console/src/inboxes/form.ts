/**
 * The settings of an inbox while somebody edits them.
 *
 * Owns: which fields belong to which section, how a field is compared, and what of a form is sent.
 * Holds: a field may be empty or wrong here; only what `faults.ts` lets pass is sent.
 */
import type { AssignmentMode, Inactivity, InactivityAction, InactivityBasis } from "@deskbell/protocol";
import { ABANDON_MINUTES_DEFAULT, CAPACITY_DEFAULT, GRACE_SECONDS_DEFAULT } from "@deskbell/protocol";
import type { ManagedInbox } from "./shapes.ts";

export interface InactivityForm {
  on: boolean;
  minutes: number | null;
  action: InactivityAction | "";
  message: string;
  basis: InactivityBasis;
}

export interface GraceForm {
  on: boolean;
  seconds: number | null;
}

export interface AbandonForm {
  on: boolean;
  minutes: number | null;
}

/** The inbox's own limit for each agent, under the member's. */
export interface LimitForm {
  on: boolean;
  chats: number | null;
}

export interface InboxForm {
  name: string;
  mode: AssignmentMode;
  offer_seconds: number | null;
  claiming: boolean;
  priority: number | null;
  capacity: LimitForm;
  agents: string[];
  grace_seconds: GraceForm;
  prefers_last_agent: boolean;
  abandon_minutes: AbandonForm;
  inactivity: InactivityForm;
}

export type FormKey = keyof InboxForm;

export const SECTIONS = ["overview", "agents", "inactivity"] as const;
export type Section = (typeof SECTIONS)[number];

export const KEYS_OF: Record<Section, FormKey[]> = {
  overview: ["name"],
  agents: ["mode", "offer_seconds", "claiming", "priority", "capacity", "agents", "grace_seconds", "prefers_last_agent", "abandon_minutes"],
  inactivity: ["inactivity"],
};

export type InboxChange = Partial<
  Pick<
    ManagedInbox,
    | "name" | "mode" | "offer_seconds" | "claiming" | "priority" | "capacity" | "agents" | "grace_seconds" | "prefers_last_agent"
    | "abandon_minutes" | "inactivity"
  >
>;

export const NO_INACTIVITY: InactivityForm = { on: false, minutes: null, action: "", message: "", basis: "agent_reply" };

export function readForm(inbox: ManagedInbox): InboxForm {
  const { name, mode, offer_seconds, claiming, priority, capacity, agents, grace_seconds, prefers_last_agent, abandon_minutes, inactivity } = inbox;
  return {
    name,
    mode,
    offer_seconds,
    claiming,
    priority,
    capacity: { on: capacity !== null, chats: capacity ?? CAPACITY_DEFAULT },
    agents,
    grace_seconds: { on: grace_seconds !== null, seconds: grace_seconds ?? GRACE_SECONDS_DEFAULT },
    prefers_last_agent,
    abandon_minutes: { on: abandon_minutes !== null, minutes: abandon_minutes ?? ABANDON_MINUTES_DEFAULT },
    inactivity: inactivity ? { on: true, ...inactivity } : NO_INACTIVITY,
  };
}

export function sendsMessage(action: InactivityAction | ""): boolean {
  return action === "message" || action === "message_and_close";
}

/** Two values of a field that mean the same: in what order agents were chosen, and what a switched-off form holds, do not count. */
export function sameValue<Key extends FormKey>(key: Key, one: InboxForm[Key], other: InboxForm[Key]): boolean {
  return meaning(key, one) === meaning(key, other);
}

function meaning<Key extends FormKey>(key: Key, value: InboxForm[Key]): string {
  if (key === "name") return (value as string).trim();
  if (key === "agents") return (value as string[]).toSorted().join();
  if (key === "grace_seconds") return String(asGrace(value as GraceForm));
  if (key === "capacity") return String(asLimit(value as LimitForm));
  if (key === "abandon_minutes") return String(asAbandon(value as AbandonForm));
  if (key === "inactivity") return JSON.stringify(asInactivity(value as InactivityForm));
  return String(value);
}

/** What is sent for these fields. They have passed `faults.ts`. */
export function asChange(form: InboxForm, keys: FormKey[]): InboxChange {
  const whole = {
    ...form,
    name: form.name.trim(),
    offer_seconds: form.offer_seconds ?? 0,
    priority: form.priority ?? 0,
    capacity: asLimit(form.capacity),
    grace_seconds: asGrace(form.grace_seconds),
    abandon_minutes: asAbandon(form.abandon_minutes),
    inactivity: asInactivity(form.inactivity),
  };
  return Object.fromEntries(keys.map((key) => [key, whole[key]]));
}

function asLimit({ on, chats }: LimitForm): number | null {
  return on ? (chats ?? 0) : null;
}

function asGrace({ on, seconds }: GraceForm): number | null {
  return on ? (seconds ?? 0) : null;
}

function asAbandon({ on, minutes }: AbandonForm): number | null {
  return on ? (minutes ?? 0) : null;
}

function asInactivity({ on, minutes, action, message, basis }: InactivityForm): Inactivity | null {
  if (!on) return null;
  return { minutes: minutes ?? 0, action: action as InactivityAction, message: sendsMessage(action) ? message.trim() : "", basis };
}
