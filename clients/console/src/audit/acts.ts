/**
 * What can have been done, and the words for it.
 *
 * Holds: the list is the server's closed one; an act that a newer server writes is shown by the name it has there.
 */
import { t, type Word } from "../language/language.ts";

export const ACTS = [
  "audit.exported",
  "channel.changed",
  "channel.disabled",
  "channel.enabled",
  "group.changed",
  "group.created",
  "group.deleted",
  "inbox.changed",
  "inbox.created",
  "inbox.deleted",
  "invitation.issued",
  "invitation.renewed",
  "invitation.revoked",
  "licence.seats_set",
  "member.admitted",
  "member.capacity_overridden",
  "member.changed",
  "member.deactivated",
  "member.group_changed",
  "member.hold_released",
  "member.licences_changed",
  "member.reactivated",
  "member.role_changed",
  "member.status_set",
  "organisation.changed",
  "organisation.handed_over",
  "organisation.overriding_set",
  "sign_in.code_refused",
  "sign_in.password_changed",
  "sign_in.password_reset",
  "sign_in.recovery_code_used",
  "sign_in.recovery_codes_made",
  "sign_in.reset_link_issued",
  "sign_in.second_factor_off",
  "sign_in.second_factor_on",
  "sign_in.sessions_ended",
] as const;

/** What acts are about: the server takes the first part of a name for all acts that begin with it. */
export const ACT_KINDS = ["member", "invitation", "sign_in", "licence", "group", "organisation", "inbox", "channel", "audit"] as const;

type Known = (typeof ACTS)[number] | (typeof ACT_KINDS)[number];

const KNOWN: ReadonlySet<string> = new Set([...ACTS, ...ACT_KINDS]);

export function describeAct(what: string): string {
  return KNOWN.has(what) ? t(`act.${what as Known}`) : what;
}

/** Fields that other screens have a word for. */
const FIELDS: Record<string, Word> = {
  name: "field.name",
  email: "field.email",
  role: "people.role",
  contact_center: "licence.contact_center",
  live_chat: "licence.live_chat",
  capacity: "agents.capacity",
  status: "people.status",
  reason: "away.reason",
  type: "inboxes.type",
  mode: "agents.mode",
  offer_seconds: "agents.timing",
  claiming: "agents.claiming",
  grace_seconds: "agents.graceSeconds",
  prefers_last_agent: "agents.prefersLast",
  abandon_minutes: "agents.abandonMinutes",
  agents_added: "audit.agentsAdded",
  agents_removed: "audit.agentsRemoved",
  time_zone: "field.timeZone",
  allowed_domains: "sites.title",
  "inactivity.minutes": "inactivity.minutes",
  "inactivity.action": "inactivity.action",
  "inactivity.message": "inactivity.message",
  "inactivity.basis": "inactivity.basis",
  priority: "audit.priority",
  active: "audit.active",
  group: "audit.group",
  permissions: "groups.opens",
  seats: "audit.seats",
  overriding: "audit.overriding",
  conversation: "audit.chat",
  sessions: "audit.sessions",
  state: "inboxes.state",
};

export function describeDetail(field: string): string {
  const word = FIELDS[field];
  return word ? t(word) : field.replaceAll(/[._]/g, " ");
}

const YES_OR_NO: Record<string, Word> = { yes: "licence.held", no: "licence.none" };

/** Values that other screens have a word for, by their field: a name may be "yes" and stays one. */
const VALUES: Record<string, Record<string, Word>> = {
  role: { owner: "role.owner", admin: "role.admin", member: "role.member" },
  mode: { auto: "mode.auto", manual: "mode.manual" },
  status: { available: "status.available", busy: "status.busy", away: "status.away", offline: "status.offline" },
  contact_center: YES_OR_NO,
  live_chat: YES_OR_NO,
  claiming: YES_OR_NO,
  prefers_last_agent: YES_OR_NO,
  active: YES_OR_NO,
  overriding: { yes: "kit.on", no: "kit.off" },
  state: { active: "channel.active", disabled: "channel.disabled", deactivated: "channel.deactivated" },
  seats: { "no limit": "audit.noLimit" },
  permissions: {
    phone_system: "permission.phone_system", conversations: "permission.conversations", reports: "permission.reports",
    canned_responses: "permission.canned_responses", members: "permission.members",
  },
  "inactivity.action": { close: "inactivityAction.close", message: "inactivityAction.message", message_and_close: "inactivityAction.message_and_close" },
  "inactivity.basis": { agent_reply: "inactivityBasis.agent_reply", customer_message: "inactivityBasis.customer_message" },
};

/** Fields that hold several values, one after the other. */
const LISTS = new Set(["permissions"]);

export function describeValue(field: string, value: string): string {
  const describe = (one: string): string => {
    const word = VALUES[field]?.[one];
    return word ? t(word) : one;
  };
  return LISTS.has(field) ? value.split(" ").map(describe).join(" · ") : describe(value);
}
