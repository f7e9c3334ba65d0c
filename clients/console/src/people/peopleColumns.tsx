/** The columns of the list of people. */
import { Avatar, type Column } from "@deskbell/ui";
import type { Group } from "../groups/data.ts";
import type { Member } from "../http/shapes.ts";
import { t } from "../language/language.ts";
import type { Live } from "../live/live.ts";
import { signedIn } from "../session/session.ts";
import { describeLicences } from "./licenceWords.ts";
import { answersChats, MemberStatus, useLoad } from "./MemberStatus.tsx";
import css from "../settings/settings.module.css";
import own from "./people.module.css";

/** More names than this make a row hard to read. */
const INBOXES_SHOWN = 2;

export function peopleColumns(live: Live, groups: Group[]): Column<Member>[] {
  const served = inboxesByMember(live);
  return [
    { key: "name", header: t("field.name"), namesRow: true, cell: (member) => <Person member={member} /> },
    {
      key: "role",
      header: t("people.role"),
      cell: (member) => (
        <>
          {t(`role.${member.role}`)}
          {member.role === "admin" && <span class={css.cellSub}>{groups.find(({ id }) => id === member.group)?.name ?? t("group.none")}</span>}
        </>
      ),
    },
    { key: "licences", header: t("people.licences"), cell: (member) => <Licences member={member} /> },
    { key: "capacity", header: t("agents.capacity"), cell: (member) => <Places member={member} /> },
    { key: "inboxes", header: t("settings.inboxes"), cell: (member) => <Inboxes names={served.get(member.id) ?? []} /> },
    { key: "status", header: t("people.status"), cell: (member) => <MemberStatus member={member} /> },
  ];
}

function Person({ member }: { member: Member }) {
  return (
    <span class={own.person}>
      <Avatar name={member.name} />
      <span>
        <a class={own.name} href={`/settings/people/${member.id}`}>
          {member.name}
        </a>
        {member.id === signedIn.value?.member.id && <span class={css.quiet}> ({t("you")})</span>}
        <span class={css.cellSub}>{member.email}</span>
      </span>
    </span>
  );
}

function Licences({ member }: { member: Member }) {
  const none = !member.contact_center && !member.live_chat;
  return <span class={none ? css.quiet : own.oneLine}>{describeLicences(member)}</span>;
}

function Places({ member }: { member: Member }) {
  const load = useLoad(member.id);
  return answersChats(member) && member.active ? (
    <>{t("people.load", { load, capacity: member.capacity })}</>
  ) : (
    <span class={css.quiet}>–</span>
  );
}

function Inboxes({ names }: { names: string[] }) {
  if (names.length === 0) return <span class={css.quiet}>–</span>;
  const shown = names.slice(0, INBOXES_SHOWN).join(", ");
  const words = names.length > INBOXES_SHOWN ? t("people.inboxesMore", { names: shown, count: names.length - INBOXES_SHOWN }) : shown;
  return <span class={own.inboxes}>{words}</span>;
}

/** Who serves which inboxes, by name. */
export function inboxesByMember(live: Live): Map<string, string[]> {
  const served = new Map<string, string[]>();
  const inboxes = Object.values(live.team.seen.value?.view.inboxes ?? {}).toSorted((one, other) => one.name.localeCompare(other.name));
  for (const { name, agents } of inboxes) {
    for (const agent of agents) served.set(agent, [...(served.get(agent) ?? []), name]);
  }
  return served;
}
