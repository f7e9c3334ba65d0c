/**
 * The settings of an inbox while somebody edits them.
 *
 * Owns: which fields belong to which section, how a field is compared, and what of a form is sent.
 * Holds: a field may be empty or wrong here; only what `faults.ts` lets pass is sent.
 */
import type { AssignmentMode, Inactivity, InactivityAction, InactivityBasis } from "@deskbell/protocol";
import { GRACE_SECONDS_DEFAULT } from "@deskbell/protocol";
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

export interface InboxForm {
  name: string;
  mode: AssignmentMode;
  offer_seconds: number | null;
  claiming: boolean;
  agents: string[];
  grace_seconds: GraceForm;
  prefers_last_agent: boolean;
  inactivity: InactivityForm;
}

export type FormKey = keyof InboxForm;

export const SECTIONS = ["overview", "agents", "inactivity"] as const;
export type Section = (typeof SECTIONS)[number];

export const KEYS_OF: Record<Section, FormKey[]> = {
  overview: ["name"],
  agents: ["mode", "offer_seconds", "claiming", "agents", "grace_seconds", "prefers_last_agent"],
  inactivity: ["inactivity"],
};

export type InboxChange = Partial<
  Pick<ManagedInbox, "name" | "mode" | "offer_seconds" | "claiming" | "agents" | "grace_seconds" | "prefers_last_agent" | "inactivity">
>;

export const NO_INACTIVITY: InactivityForm = { on: false, minutes: null, action: "", message: "", basis: "agent_reply" };

export function readForm({ name, mode, offer_seconds, claiming, agents, grace_seconds, prefers_last_agent, inactivity }: ManagedInbox): InboxForm {
  return {
    name,
    mode,
    offer_seconds,
    claiming,
    agents,
    grace_seconds: { on: grace_seconds !== null, seconds: grace_seconds ?? GRACE_SECONDS_DEFAULT },
    prefers_last_agent,
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
  if (key === "inactivity") return JSON.stringify(asInactivity(value as InactivityForm));
  return String(value);
}

/** What is sent for these fields. They have passed `faults.ts`. */
export function asChange(form: InboxForm, keys: FormKey[]): InboxChange {
  const whole = { ...form, name: form.name.trim(), offer_seconds: form.offer_seconds ?? 0, grace_seconds: asGrace(form.grace_seconds), inactivity: asInactivity(form.inactivity) };
  return Object.fromEntries(keys.map((key) => [key, whole[key]]));
}

function asGrace({ on, seconds }: GraceForm): number | null {
  return on ? (seconds ?? 0) : null;
}

function asInactivity({ on, minutes, action, message, basis }: InactivityForm): Inactivity | null {
  if (!on) return null;
  return { minutes: minutes ?? 0, action: action as InactivityAction, message: sendsMessage(action) ? message.trim() : "", basis };
}
