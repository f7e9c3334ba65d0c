/** Settings / Inboxes: all of them, by type and name. */
import { Button, Card, EmptyState, ErrorState, IconInbox, IconPlus, IconSearch, Menu, IconButton, IconMore, SegmentedControl, SkeletonRows, Table, TextField, type Column, type TableSort } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { describeProblem } from "../http/describe.ts";
import { useResource } from "../http/resource.ts";
import type { Inbox, InboxType } from "../http/shapes.ts";
import { useActions } from "../keys/actions.ts";
import { keyOf } from "../keys/keymap.ts";
import { t } from "../language/language.ts";
import { useLive } from "../live/context.ts";
import type { Live } from "../live/live.ts";
import { navigate, replaceSearch, searchParams } from "../routing/router.ts";
import { inboxList } from "./data.ts";
import { ChannelStatePill, SeenText } from "./channelWords.tsx";
import { DeleteInbox } from "./DeleteInbox.tsx";
import css from "../settings/settings.module.css";

const TYPES: InboxType[] = ["live_chat"];

export function InboxListPage() {
  const live = useLive();
  const { data, problem, loading } = useResource(inboxList);
  const [sort, setSort] = useState<TableSort>({ key: "name", direction: "up" });
  const [deleting, setDeleting] = useState<Inbox | null>(null);
  const type = searchParams.value.get("type") ?? "";
  const search = searchParams.value.get("search") ?? "";
  useActions({ create: () => navigate("/settings/inboxes/new") });
  const create = (
    <Button variant="primary" icon={IconPlus} shortcut={keyOf("create")} href="/settings/inboxes/new">
      {t("inboxes.new")}
    </Button>
  );
  if (!data) {
    return problem ? (
      <ErrorState title={t("inboxes.failed")} onRetry={() => void inboxList.refresh()} retrying={loading} requestId={problem.requestId || undefined}>
        {describeProblem(problem)}
      </ErrorState>
    ) : (
      <SkeletonRows />
    );
  }
  if (data.length === 0) {
    return (
      <EmptyState wholePage icon={IconInbox} title={t("inboxes.none")} action={<Button variant="primary" href="/settings/inboxes/new">{t("inboxes.first")}</Button>}>
        {t("inboxes.noneHow")}
      </EmptyState>
    );
  }
  const rows = data.filter((inbox) => fits(inbox, type, search)).toSorted(byColumn(sort));
  return (
    <div class={css.stack}>
      <div class={css.title}>
        <h1>{t("settings.inboxes")}</h1>
        {create}
      </div>
      <div class={css.filters}>
        <SegmentedControl
          label={t("inboxes.type")}
          value={type}
          onValue={(value) => replaceSearch({ type: value })}
          segments={[
            { value: "", label: t("inboxes.allTypes"), count: data.length },
            ...TYPES.map((value) => ({ value, label: t(`inboxType.${value}`), count: data.filter((inbox) => inbox.type === value).length })),
          ]}
        />
        <div class={css.search}>
          <TextField label={t("inboxes.search")} labelHidden type="search" icon={IconSearch} placeholder={t("inboxes.search")} value={search} onValue={(value) => replaceSearch({ search: value })} />
        </div>
      </div>
      {problem && <p class={css.failed}>{describeProblem(problem)}</p>}
      <Card flush>
        <Table
          caption={t("settings.inboxes")}
          columns={columns(live, setDeleting)}
          rows={rows}
          rowKey={({ id }) => id}
          sort={sort}
          onSort={setSort}
          onRowPress={({ id }) => navigate(`/settings/inboxes/${id}`)}
          empty={
            <EmptyState icon={IconSearch} title={noneWords(type, search)} action={<Button onClick={() => replaceSearch({ type: "", search: "" })}>{t("showAll")}</Button>} />
          }
        />
      </Card>
      {deleting && <DeleteInbox inbox={deleting} onClose={() => setDeleting(null)} onDeleted={() => void inboxList.refresh()} />}
    </div>
  );
}

function noneWords(type: string, search: string): string {
  if (search !== "") return t("inboxes.noneFits", { text: search });
  return t("inboxes.noneOfType", { type: t(`inboxType.${type as InboxType}`) });
}

function fits(inbox: Inbox, type: string, search: string): boolean {
  return (type === "" || inbox.type === type) && inbox.name.toLocaleLowerCase().includes(search.trim().toLocaleLowerCase());
}

function byColumn({ key, direction }: TableSort): (one: Inbox, other: Inbox) => number {
  const sign = direction === "up" ? 1 : -1;
  return (one, other) => {
    if (key === "waiting") return sign * (one.waiting - other.waiting);
    if (key === "agents") return sign * (one.agents.length - other.agents.length);
    return sign * one.name.localeCompare(other.name);
  };
}

/** How many of the agents could take a chat now. */
function countOn(inbox: Inbox, live: Live): number {
  const members = live.team.seen.value?.view.members ?? {};
  return inbox.agents.filter((id) => {
    const member = members[id];
    return member?.status === "available" && member.connection !== "gone" && !member.on_hold;
  }).length;
}

function columns(live: Live, onDelete: (inbox: Inbox) => void): Column<Inbox>[] {
  const waiting = (inbox: Inbox): number => {
    const board = live.boards.value.get(inbox.id)?.seen.value?.view;
    return board ? Object.values(board.chats).filter(({ state }) => state === "waiting" || state === "offered").length : inbox.waiting;
  };
  return [
    { key: "name", header: t("field.name"), namesRow: true, sortable: true, cell: (inbox) => <a href={`/settings/inboxes/${inbox.id}`}>{inbox.name}</a> },
    { key: "type", header: t("inboxes.type"), cell: (inbox) => t(`inboxType.${inbox.type}`) },
    { key: "mode", header: t("inboxes.mode"), cell: (inbox) => t(`mode.${inbox.mode}`) },
    { key: "agents", header: t("inboxes.agents"), sortable: true, cell: (inbox) => t("inboxes.agentsOn", { count: inbox.agents.length, on: countOn(inbox, live) }) },
    { key: "waiting", header: t("inboxes.waiting"), kind: "figure", sortable: true, cell: waiting },
    { key: "seen", header: t("inboxes.seen"), cell: (inbox) => <SeenText channel={inbox.channel} installHref={`/settings/inboxes/${inbox.id}/install`} /> },
    { key: "state", header: t("inboxes.state"), cell: (inbox) => <ChannelStatePill state={inbox.channel?.state} /> },
    {
      key: "actions",
      header: t("inboxes.actions"),
      kind: "actions",
      cell: (inbox) => (
        <Menu
          label={t("inboxes.actionsOf", { name: inbox.name })}
          placement="below-end"
          trigger={(props) => <IconButton {...props} icon={IconMore} label={t("inboxes.actionsOf", { name: inbox.name })} />}
          items={[
            { label: t("inbox.open"), onSelect: () => navigate(`/settings/inboxes/${inbox.id}`) },
            { label: t("inbox.install"), onSelect: () => navigate(`/settings/inboxes/${inbox.id}/install`) },
            "-",
            { label: t("inbox.delete"), danger: true, onSelect: () => onDelete(inbox) },
          ]}
        />
      ),
    },
  ];
}
