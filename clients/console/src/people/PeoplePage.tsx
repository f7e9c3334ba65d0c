/** Settings / People: who works here, and as what; who was invited. */
import { Avatar, Button, Card, EmptyState, ErrorState, formatDay, IconPlus, IconSearch, Pill, SkeletonRows, serverNow, showToast, Switch, Table, TextField, type Column } from "@deskbell/ui";
import { useEffect, useState } from "preact/hooks";
import { usePageTitle } from "../frame/pageTitle.ts";
import { describeStatus } from "../frame/StatusMenu.tsx";
import { get, patch, remove } from "../http/client.ts";
import { describeProblem } from "../http/describe.ts";
import { asProblem } from "../http/problem.ts";
import { createResource, useResource } from "../http/resource.ts";
import type { Invitation, Member } from "../http/shapes.ts";
import { CapacityField } from "../inboxes/AgentPicker.tsx";
import { memberList } from "../inboxes/data.ts";
import { useActions } from "../keys/actions.ts";
import { keyOf } from "../keys/keymap.ts";
import { region, t } from "../language/language.ts";
import { useWorkplace, type Workplace } from "../live/context.ts";
import { findMember } from "../live/lists.ts";
import { mayChangeAccess } from "../session/rights.ts";
import { signedIn } from "../session/session.ts";
import { InviteDialog } from "./InviteDialog.tsx";
import { MemberDrawer } from "./MemberDrawer.tsx";
import css from "../settings/settings.module.css";
import own from "./people.module.css";

const invitationList = createResource(async () => (await get<{ invitations: Invitation[] }>("/invitations")).invitations);

export function PeoplePage() {
  const workplace = useWorkplace();
  const { data, problem, loading } = useResource(memberList);
  const [search, setSearch] = useState("");
  const [inviting, setInviting] = useState(false);
  const [editing, setEditing] = useState<string | null>(null);
  usePageTitle(t("settings.people"));
  useActions({ create: () => setInviting(true) });
  // Somebody joined, or was changed by somebody else.
  const told = workplace.live.team.seen.value?.view.members;
  const signature = told && Object.values(told).map((one) => `${one.member}${one.role}${one.active}${one.capacity}${one.live_chat}${one.contact_center}`).join();
  useEffect(() => {
    if (signature !== undefined) void Promise.all([memberList.refresh(), invitationList.refresh()]);
  }, [signature]);

  if (!data) {
    return problem ? (
      <ErrorState title={t("people.failed")} onRetry={() => void memberList.refresh()} retrying={loading} requestId={problem.requestId || undefined}>
        {describeProblem(problem)}
      </ErrorState>
    ) : (
      <SkeletonRows />
    );
  }
  const wanted = search.trim().toLocaleLowerCase();
  const rows = data
    .filter((member) => `${member.name} ${member.email}`.toLocaleLowerCase().includes(wanted))
    .toSorted((one, other) => Number(other.active) - Number(one.active) || one.name.localeCompare(other.name));
  const edited = data.find(({ id }) => id === editing);
  return (
    <div class={css.stack}>
      <div class={css.title}>
        <h1>{t("settings.people")}</h1>
        <div class={css.search}>
          <TextField label={t("people.search")} labelHidden type="search" icon={IconSearch} placeholder={t("people.search")} value={search} onValue={setSearch} />
        </div>
        <Button variant="primary" icon={IconPlus} shortcut={keyOf("create")} onClick={() => setInviting(true)}>
          {t("people.invite")}
        </Button>
      </div>
      {problem && <p class={css.failed}>{describeProblem(problem)}</p>}
      <Card flush>
        <Table
          caption={t("settings.people")}
          columns={columns(workplace, setEditing)}
          rows={rows}
          rowKey={({ id }) => id}
          onRowPress={({ id }) => setEditing(id)}
          empty={<EmptyState icon={IconSearch} title={t("people.noneFits", { text: search })} action={<Button onClick={() => setSearch("")}>{t("showAll")}</Button>} />}
        />
      </Card>
      <OpenInvitations />
      <InviteDialog open={inviting} onClose={() => setInviting(false)} onInvited={() => void invitationList.refresh()} />
      {edited && <MemberDrawer key={edited.id} member={edited} onClose={() => setEditing(null)} />}
    </div>
  );
}

function columns(workplace: Workplace, edit: (id: string) => void): Column<Member>[] {
  return [
    {
      key: "name",
      header: t("field.name"),
      namesRow: true,
      cell: (member) => (
        <span class={own.person}>
          <Avatar name={member.name} />
          <span>
            <button type="button" class={own.nameButton} onClick={() => edit(member.id)}>
              {member.name}
            </button>
            <span class={css.cellSub}>{member.email}</span>
          </span>
        </span>
      ),
    },
    { key: "role", header: t("people.role"), cell: (member) => t(`role.${member.role}`) },
    { key: "contact_center", header: t("licence.contact_center"), cell: (member) => <Licence member={member} licence="contact_center" /> },
    { key: "live_chat", header: t("licence.live_chat"), cell: (member) => <Licence member={member} licence="live_chat" /> },
    { key: "capacity", header: t("agents.capacity"), cell: (member) => <CapacityCell member={member} /> },
    { key: "status", header: t("people.status"), cell: (member) => <StatusCell member={member} workplace={workplace} /> },
  ];
}

function CapacityCell({ member }: { member: Member }) {
  return member.contact_center && member.live_chat ? (
    <span class={own.capacityOnly}>
      <CapacityField member={member} />
    </span>
  ) : (
    <span class={css.quiet}>–</span>
  );
}

/** A licence on or off, at once. The Owner assigns them; others see what is assigned. */
function Licence({ member, licence }: { member: Member; licence: "contact_center" | "live_chat" }) {
  const me = signedIn.value!.member;
  const [shown, setShown] = useState(member[licence]);
  useEffect(() => setShown(member[licence]), [member, licence]);
  if (!mayChangeAccess(me)) return <>{t(member[licence] ? "licence.held" : "licence.none")}</>;
  const change = async (wanted: boolean): Promise<void> => {
    setShown(wanted);
    try {
      await patch(`/members/${member.id}`, { [licence]: wanted });
      await memberList.refresh();
    } catch (thrown) {
      setShown(member[licence]);
      showToast({ tone: "bad", message: describeProblem(asProblem(thrown)) });
    }
  };
  return (
    <span class={own.labelless}>
      <Switch label={t("licence.of", { licence: t(`licence.${licence}`), name: member.name })} checked={shown} disabled={!member.active} onChecked={(wanted) => void change(wanted)} />
    </span>
  );
}

const TONES = { available: "ok", busy: "bad", away: "warn", offline: "neutral" } as const;
const DOTS = { available: "full", busy: "full", away: "half", offline: "ring" } as const;

function StatusCell({ member, workplace }: { member: Member; workplace: Workplace }) {
  const told = findMember(workplace.live, member.id);
  if (!member.active) return <Pill>{t("people.deactivated")}</Pill>;
  if (!told) return null;
  const gone = told.connection === "gone" && told.status !== "offline";
  const load = workplace.loads.value.get(member.id) ?? 0;
  const inConversation = told.status === "available" && !gone && !told.on_hold && load > 0;
  return (
    <span>
      <Pill plain tone={gone ? "neutral" : TONES[told.status]} dot={gone ? "ring" : DOTS[told.status]}>
        {inConversation ? t("status.inConversation") : describeStatus(told)}
      </Pill>
      {gone && <span class={css.cellSub}>{t("passed.unreachable")}</span>}
      {load > 0 && <span class={css.cellSub}>{t("frame.load", { load, capacity: told.capacity })}</span>}
    </span>
  );
}

function OpenInvitations() {
  const { data } = useResource(invitationList);
  if (!data || data.length === 0) return null;
  const revoke = async ({ id }: Invitation): Promise<void> => {
    try {
      await remove(`/invitations/${id}`);
      showToast({ tone: "ok", message: t("invitations.revoked") });
    } catch (thrown) {
      showToast({ tone: "bad", message: describeProblem(asProblem(thrown)) });
    }
    await invitationList.refresh();
  };
  return (
    <Card title={t("invitations.title")} flush>
      <Table
        caption={t("invitations.title")}
        rows={data}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "name",
            header: t("field.name"),
            namesRow: true,
            cell: (one) => (
              <>
                {one.name}
                <span class={css.cellSub}>{one.email}</span>
              </>
            ),
          },
          { key: "role", header: t("people.role"), cell: (one) => t(`role.${one.role}`) },
          { key: "until", header: t("invitations.until"), cell: (one) => formatDay(one.expires_at, serverNow(), region.value) },
          {
            key: "actions",
            header: t("inboxes.actions"),
            kind: "actions",
            cell: (one) => (
              <Button size={24} onClick={() => void revoke(one)}>
                {t("invitations.revoke")}
              </Button>
            ),
          },
        ]}
      />
    </Card>
  );
}
