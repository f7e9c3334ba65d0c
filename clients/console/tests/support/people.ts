/** An organisation with people in it, and a server that remembers what it is told about them. */
import type { Group } from "../../src/groups/data.ts";
import { groupList } from "../../src/groups/data.ts";
import type { Member } from "../../src/http/shapes.ts";
import { memberList } from "../../src/inboxes/data.ts";
import { licenceList } from "../../src/licences/data.ts";
import type { Seats } from "../../src/licences/shapes.ts";
import { organisation } from "../../src/organisation/data.ts";
import { invitationList } from "../../src/people/data.ts";
import type { OpenInvitation } from "../../src/people/shapes.ts";
import { type FakeServer, inbox, member as teamMember, ME, quietDesk, SHOP } from "./fakeServer.ts";

export const RAVI = "r".repeat(26);
export const ZOE = "z".repeat(26);
export const LEADS = "g".repeat(26);

export function person(id: string, change: Partial<Member> = {}): Member {
  return {
    id, name: "Ann Berg", email: "ann@shop.example", role: "owner", active: true, group: "", contact_center: true,
    live_chat: true, capacity: 3, ...change,
  };
}

export const ravi = (change: Partial<Member> = {}): Member => person(RAVI, { name: "Ravi Patel", email: "ravi@shop.example", role: "member", ...change });
export const zoe = (change: Partial<Member> = {}): Member =>
  person(ZOE, { name: "Zoe Martin", email: "zoe@shop.example", role: "admin", live_chat: false, contact_center: false, ...change });

export function leads(change: Partial<Group> = {}): Group {
  return { id: LEADS, name: "Team leads", permissions: ["phone_system", "members"], members: [], ...change };
}

export interface PeopleDesk {
  server: FakeServer;
  people: Member[];
  groups: Group[];
  /** How many seats there are; null is no limit. */
  seats: Record<Seats["licence"], number | null>;
  invitations: OpenInvitation[];
}

/** Me first: what I may follows from my role and group. */
export function deskWithPeople(people: Member[] = [person(ME), ravi(), zoe()], groups: Group[] = [leads()]): PeopleDesk {
  const members = people.map(({ id, name, role, active, group, contact_center, live_chat, capacity }) =>
    teamMember(id, { name, role, active, group, contact_center, live_chat, capacity }),
  );
  const server = quietDesk({
    members,
    groups: groups.map(({ id, name, permissions }) => ({ group: id, name, permissions })),
    inboxes: [inbox(SHOP, { agents: [RAVI] })],
  });
  const desk: PeopleDesk = { server, people, groups, seats: { contact_center: null, live_chat: null }, invitations: [] };
  const licence = (id: Seats["licence"], name: string): Seats => {
    const holders = desk.people.filter((one) => one.active && one[id]);
    return { licence: id, name, seats: desk.seats[id], assigned: holders.length, members: holders.map((one) => ({ id: one.id, name: one.name })) };
  };
  server
    .on("GET /members", () => ({ body: { members: desk.people } }))
    .on("GET /permission-groups", () => ({
      body: { groups: desk.groups.map((group) => ({ ...group, members: desk.people.filter((one) => one.group === group.id).map(({ id }) => id) })) },
    }))
    .on("GET /licences", () => ({ body: { licences: [licence("contact_center", "Contact Center"), licence("live_chat", "Live Chat")] } }))
    .on("GET /invitations", () => ({ body: { invitations: desk.invitations } }))
    .on("GET /reports/statuses", () => ({ body: { members: [] } }));
  for (const { id } of people) {
    server.on(`PATCH /members/${id}`, (change: unknown) => {
      desk.people = desk.people.map((one) => (one.id === id ? { ...one, ...(change as Partial<Member>) } : one));
      return { body: desk.people.find((one) => one.id === id) };
    });
  }
  return desk;
}

/** What the lists of an earlier test have kept. */
export function forgetPeople(): void {
  for (const list of [memberList, invitationList, groupList, licenceList, organisation]) list.put(undefined as never);
}
