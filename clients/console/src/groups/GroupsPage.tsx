/** Settings / Permission groups: what Admins may do, in groups. The Owner's. */
import { Button, Card, EmptyState, ErrorState, IconButton, IconMore, IconPlus, IconUsers, Menu, SkeletonRows, Table, type Column } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { usePageTitle } from "../frame/pageTitle.ts";
import { describeProblem } from "../http/describe.ts";
import { useResource } from "../http/resource.ts";
import { memberList } from "../inboxes/data.ts";
import { useActions } from "../keys/actions.ts";
import { keyOf } from "../keys/keymap.ts";
import { t } from "../language/language.ts";
import { usePeopleNews } from "../people/usePeopleNews.ts";
import { groupList, type Group } from "./data.ts";
import { DeleteGroup } from "./DeleteGroup.tsx";
import { GroupDialog } from "./GroupDialog.tsx";
import { GroupMembers } from "./GroupMembers.tsx";
import { permissionNames } from "./permissionWords.ts";
import css from "../settings/settings.module.css";
import own from "./groups.module.css";

export default function GroupsPage() {
  const { data, problem, loading } = useResource(groupList);
  useResource(memberList);
  const [editing, setEditing] = useState<Group | "new" | null>(null);
  const [deleting, setDeleting] = useState<Group | null>(null);
  usePageTitle(t("settings.groups"));
  usePeopleNews();
  useActions({ create: () => setEditing("new") });
  if (!data) {
    return problem ? (
      <ErrorState title={t("groups.failed")} onRetry={() => void groupList.refresh()} retrying={loading} requestId={problem.requestId || undefined}>
        {describeProblem(problem)}
      </ErrorState>
    ) : (
      <SkeletonRows />
    );
  }
  const create = (
    <Button variant="primary" icon={IconPlus} shortcut={keyOf("create")} onClick={() => setEditing("new")}>
      {t("groups.new")}
    </Button>
  );
  return (
    <div class={css.stack}>
      <div class={css.title}>
        <h1>{t("settings.groups")}</h1>
        {data.length > 0 && create}
      </div>
      <p class={own.lead}>{t("groups.lead")}</p>
      {problem && <p class={css.failed}>{describeProblem(problem)}</p>}
      <Card flush>
        <Table
          caption={t("settings.groups")}
          columns={columns(setEditing, setDeleting)}
          rows={data}
          rowKey={({ id }) => id}
          onRowPress={setEditing}
          empty={
            <EmptyState icon={IconUsers} title={t("groups.none")} action={create}>
              {t("groups.noneHow")}
            </EmptyState>
          }
        />
      </Card>
      {editing && <GroupDialog group={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
      {deleting && <DeleteGroup group={data.find(({ id }) => id === deleting.id) ?? deleting} onClose={() => setDeleting(null)} />}
    </div>
  );
}

function columns(edit: (group: Group) => void, remove: (group: Group) => void): Column<Group>[] {
  return [
    {
      key: "name",
      header: t("field.name"),
      namesRow: true,
      cell: (group) => (
        <button type="button" class={own.name} onClick={() => edit(group)}>
          {group.name}
        </button>
      ),
    },
    { key: "permissions", header: t("groups.opens"), cell: (group) => permissionNames(group.permissions) },
    { key: "members", header: t("people.admins"), cell: (group) => <GroupMembers ids={group.members} short /> },
    {
      key: "actions",
      header: t("inboxes.actions"),
      kind: "actions",
      cell: (group) => (
        <Menu
          label={t("inboxes.actionsOf", { name: group.name })}
          placement="below-end"
          trigger={(props) => <IconButton {...props} icon={IconMore} label={t("inboxes.actionsOf", { name: group.name })} />}
          items={[
            { label: t("groups.edit"), onSelect: () => edit(group) },
            "-",
            { label: t("groups.delete"), danger: true, onSelect: () => remove(group) },
          ]}
        />
      ),
    },
  ];
}
