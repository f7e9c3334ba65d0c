/** Which people the list shows: what is searched for, and three filters. They stand in the address. */
import type { Role } from "@deskbell/protocol";
import type { Member } from "../http/shapes.ts";
import { searchParams } from "../routing/router.ts";

export const LICENCE_FILTERS = ["both", "contact_center", "live_chat", "none"] as const;
export const STATE_FILTERS = ["active", "deactivated"] as const;

/** "" is no filter. */
export interface PeopleFilter {
  search: string;
  role: Role | "";
  licence: (typeof LICENCE_FILTERS)[number] | "";
  state: (typeof STATE_FILTERS)[number] | "";
}

export const NO_FILTER: Record<keyof PeopleFilter, string> = { search: "", role: "", licence: "", state: "" };

export function readFilter(): PeopleFilter {
  const value = (name: string): string => searchParams.value.get(name) ?? "";
  const oneOf = <Value extends string>(given: string, known: readonly Value[]): Value | "" => known.find((one) => one === given) ?? "";
  return {
    search: value("search"),
    role: oneOf(value("role"), ["owner", "admin", "member"]),
    licence: oneOf(value("licence"), LICENCE_FILTERS),
    state: oneOf(value("state"), STATE_FILTERS),
  };
}

export function isFiltered(filter: PeopleFilter): boolean {
  return Object.values(filter).some((value) => value !== "");
}

export function fits(member: Member, { search, role, licence, state }: PeopleFilter): boolean {
  return (
    named(member, search) &&
    (role === "" || member.role === role) &&
    (licence === "" || holds(member, licence)) &&
    (state === "" || member.active === (state === "active"))
  );
}

/** Name or address contains what is typed, whatever its case. */
export function named({ name, email }: Pick<Member, "name" | "email">, search: string): boolean {
  return `${name} ${email}`.toLocaleLowerCase().includes(search.trim().toLocaleLowerCase());
}

function holds({ contact_center, live_chat }: Member, licence: (typeof LICENCE_FILTERS)[number]): boolean {
  if (licence === "both") return contact_center && live_chat;
  if (licence === "none") return !contact_center && !live_chat;
  return licence === "contact_center" ? contact_center : live_chat;
}

// Ten thousand names are sorted in the time of a picture with one collator, and not with `localeCompare`.
const collator = new Intl.Collator();

export function byName(one: Pick<Member, "name">, other: Pick<Member, "name">): number {
  return collator.compare(one.name, other.name);
}

/** Who works here before who does not any more, then by name. */
export function byActivity(one: Member, other: Member): number {
  return Number(other.active) - Number(one.active) || byName(one, other);
}
