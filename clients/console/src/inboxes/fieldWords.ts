/** The value of a field in words, for showing two of them side by side. */
import { spokenDuration } from "@deskbell/ui";
import { locale, t, type Word } from "../language/language.ts";
import { type AbandonForm, type FormKey, type GraceForm, type InactivityForm, type InboxForm, type LimitForm, sendsMessage } from "./form.ts";

const MINUTE_SECONDS = 60;

export const FIELD_WORDS: Record<FormKey, Word> = {
  name: "inbox.name", mode: "agents.mode", offer_seconds: "agents.timing", claiming: "agents.claiming", priority: "agents.priority",
  capacity: "agents.limit", agents: "agents.title",
  grace_seconds: "agents.graceSeconds", prefers_last_agent: "agents.prefersLast", abandon_minutes: "agents.abandon",
  inactivity: "inboxTab.inactivity",
};

export function describeValue<Key extends FormKey>(key: Key, value: InboxForm[Key], nameOf: (member: string) => string): string {
  const form = { [key]: value } as Partial<InboxForm>;
  if (form.mode !== undefined) return t(`mode.${form.mode}`);
  if (form.claiming !== undefined) return t(form.claiming ? "kit.on" : "kit.off");
  if (form.prefers_last_agent !== undefined) return t(form.prefers_last_agent ? "kit.on" : "kit.off");
  if (form.grace_seconds !== undefined) return describeGrace(form.grace_seconds);
  if (form.priority !== undefined) return String(form.priority ?? 0);
  if (form.capacity !== undefined) return describeLimit(form.capacity);
  if (form.abandon_minutes !== undefined) return describeAbandon(form.abandon_minutes);
  if (form.agents !== undefined) return form.agents.map(nameOf).join(", ") || t("agents.none");
  if (form.inactivity !== undefined) return describeInactivity(form.inactivity);
  return key === "offer_seconds" ? t("agents.timingValue", { count: Number(value) }) : `“${String(value)}”`;
}

function describeLimit({ on, chats }: LimitForm): string {
  return on ? t("agents.limitValue", { count: chats ?? 0 }) : t("kit.off");
}

function describeGrace({ on, seconds }: GraceForm): string {
  return on ? t("agents.timingValue", { count: seconds ?? 0 }) : t("kit.off");
}

function describeAbandon({ on, minutes }: AbandonForm): string {
  return on ? describeMinutes(minutes ?? 0) : t("kit.off");
}

export function describeInactivity({ on, minutes, action, message }: InactivityForm): string {
  if (!on) return t("kit.off");
  const parts = [describeMinutes(minutes ?? 0), ...(action === "" ? [] : [t(`inactivityAction.${action}`)]), ...(sendsMessage(action) ? [`“${message}”`] : [])];
  return parts.join(" · ");
}

export function describeMinutes(minutes: number): string {
  return spokenDuration(minutes * MINUTE_SECONDS, locale.value);
}
