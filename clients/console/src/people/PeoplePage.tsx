/** Settings / People: who works here, and as what; who was invited. */
import { Button, Card, EmptyState, ErrorState, IconPlus, IconSearch, SegmentedControl, Select, SkeletonRows, Table, TextField } from "@deskbell/ui";
import { useMemo, useState } from "preact/hooks";
import { usePageTitle } from "../frame/pageTitle.ts";
import { groupList } from "../groups/data.ts";
import { describeProblem } from "../http/describe.ts";
import { useResource } from "../http/resource.ts";
import type { Member } from "../http/shapes.ts";
import { memberList } from "../inboxes/data.ts";
import { useActions } from "../keys/actions.ts";
import { keyOf } from "../keys/keymap.ts";
import { t } from "../language/language.ts";
import { useLive } from "../live/context.ts";
import { navigate, replaceSearch } from "../routing/router.ts";
import { invitationList } from "./data.ts";
import { byActivity, fits, isFiltered, LICENCE_FILTERS, NO_FILTER, readFilter, STATE_FILTERS, type PeopleFilter } from "./filter.ts";
import { InviteDialog } from "./InviteDialog.tsx";
import { countRole, MEMBERS_MAX } from "./limits.ts";
import { OpenInvitations } from "./OpenInvitations.tsx";
import { peopleColumns } from "./peopleColumns.tsx";
import { usePeopleNews } from "./usePeopleNews.ts";
import css from "../settings/settings.module.css";
import own from "./people.module.css";

/** More rows than anybody reads; who looks for somebody further down searches. */
const ROWS_AT_ONCE = 100;

export function PeoplePage() {
  const { data, problem, loading } = useResource(memberList);
  const [inviting, setInviting] = useState(false);
  usePageTitle(t("settings.people"));
  usePeopleNews();
  useActions({ create: () => setInviting(true) });
  if (!data) {
    return problem ? (
      <ErrorState title={t("people.failed")} onRetry={() => void memberList.refresh()} retrying={loading} requestId={problem.requestId || undefined}>
        {describeProblem(problem)}
      </ErrorState>
    ) : (
      <SkeletonRows />
    );
  }
  return (
    <div class={css.stack}>
      <div class={css.title}>
        <h1>{t("settings.people")}</h1>
        <Button variant="primary" icon={IconPlus} shortcut={keyOf("create")} onClick={() => setInviting(true)}>
          {t("people.invite")}
        </Button>
      </div>
      <Filters members={data} />
      {problem && <p class={css.failed}>{describeProblem(problem)}</p>}
      <PeopleTable members={data} />
      <Limits members={data} />
      <OpenInvitations />
      <InviteDialog open={inviting} onClose={() => setInviting(false)} />
    </div>
  );
}

function Filters({ members }: { members: Member[] }) {
  const { role, licence, state, search } = readFilter();
  const count = (wanted: Member["role"]): number => members.filter((member) => member.role === wanted).length;
  return (
    <div class={css.filters}>
      <SegmentedControl
        label={t("people.role")}
        value={role}
        onValue={(value) => replaceSearch({ role: value })}
        segments={[
          { value: "", label: t("people.everybody"), count: members.length },
          { value: "admin", label: t("people.admins"), count: count("admin") },
          { value: "member", label: t("people.members"), count: count("member") },
        ]}
      />
      <div class={own.filter}>
        <Select
          label={t("people.licences")}
          labelHidden
          value={licence}
          onValue={(value) => replaceSearch({ licence: value })}
          options={[{ value: "", label: t("people.licence.any") }, ...LICENCE_FILTERS.map((value) => ({ value, label: t(`people.licence.${value}`) }))]}
        />
      </div>
      <div class={own.filter}>
        <Select
          label={t("people.status")}
          labelHidden
          value={state}
          onValue={(value) => replaceSearch({ state: value })}
          options={[{ value: "", label: t("people.state.any") }, ...STATE_FILTERS.map((value) => ({ value, label: t(`people.state.${value}`) }))]}
        />
      </div>
      <div class={css.search}>
        <TextField label={t("people.search")} labelHidden type="search" icon={IconSearch} placeholder={t("people.search")} value={search} onValue={(value) => replaceSearch({ search: value })} />
      </div>
    </div>
  );
}

function PeopleTable({ members }: { members: Member[] }) {
  const live = useLive();
  const groups = useResource(groupList).data;
  const [shown, setShown] = useState(ROWS_AT_ONCE);
  const filter = readFilter();
  // Presence changes all the time, and none of this with it.
  const { search, role, licence, state } = filter;
  const rows = useMemo(
    () => members.filter((member) => fits(member, { search, role, licence, state })).toSorted(byActivity),
    [members, search, role, licence, state],
  );
  return (
    <Card flush>
      <Table
        caption={t("settings.people")}
        columns={peopleColumns(live, groups ?? [])}
        rows={rows.slice(0, shown)}
        rowKey={({ id }) => id}
        onRowPress={({ id }) => navigate(`/settings/people/${id}`)}
        empty={<EmptyState icon={IconSearch} title={noneWords(filter)} action={isFiltered(filter) && <Button onClick={() => replaceSearch(NO_FILTER)}>{t("showAll")}</Button>} />}
      />
      {rows.length > shown && (
        <div class={own.more}>
          <Button onClick={() => setShown(shown + ROWS_AT_ONCE)}>{t("people.more", { count: rows.length - shown })}</Button>
        </div>
      )}
    </Card>
  );
}

function noneWords({ search }: PeopleFilter): string {
  return search.trim() === "" ? t("people.noneFitsFilter") : t("people.noneFits", { text: search });
}

/** How much room there is, in words, and who counts. */
function Limits({ members }: { members: Member[] }) {
  const invitations = useResource(invitationList).data ?? [];
  const values = {
    admins: countRole("admin", members, invitations),
    adminsMax: MEMBERS_MAX.admin,
    members: countRole("member", members, invitations),
    membersMax: MEMBERS_MAX.member,
  };
  return <p class={css.quiet}>{t("people.limits", values)}</p>;
}
