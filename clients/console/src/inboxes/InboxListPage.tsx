/** Settings / Inboxes: all of them, by type and name. */
import { Button, Card, EmptyState, ErrorState, IconInbox, IconPlus, IconSearch, SegmentedControl, Select, SkeletonRows, Table, TextField } from "@deskbell/ui";
import { useEffect, useState } from "preact/hooks";
import { usePageTitle } from "../frame/pageTitle.ts";
import { describeProblem } from "../http/describe.ts";
import { type Loaded, useResource } from "../http/resource.ts";
import type { Inbox } from "../http/shapes.ts";
import { useActions } from "../keys/actions.ts";
import { keyOf } from "../keys/keymap.ts";
import { t } from "../language/language.ts";
import { useLive } from "../live/context.ts";
import { navigate, replaceSearch } from "../routing/router.ts";
import { columns } from "./columns.tsx";
import { inboxList } from "./data.ts";
import { DeleteInbox } from "./DeleteInbox.tsx";
import { describeNone, listTypes, readWanted, selectRows, showAll, sortBy, sortByColumn, SORT_KEYS, type SortKey, typeName, type Wanted } from "./listing.ts";
import css from "../settings/settings.module.css";
import own from "./inbox.module.css";

const NEW = "/settings/inboxes/new";

export function InboxListPage() {
  const live = useLive();
  const loaded = useResource(inboxList);
  // What the team's stream tells of inboxes is news for the list.
  const told = live.team.seen.value?.view.inboxes;
  useEffect(() => {
    if (told) void inboxList.refresh();
  }, [told]);
  usePageTitle(t("settings.inboxes"));
  useActions({ create: () => navigate(NEW) });
  if (loaded.data) return loaded.data.length === 0 ? <NoneYet /> : <Listed loaded={loaded} inboxes={loaded.data} />;
  const { problem, loading } = loaded;
  if (!problem) return <SkeletonRows />;
  return (
    <ErrorState title={t("inboxes.failed")} onRetry={() => void inboxList.refresh()} retrying={loading} requestId={problem.requestId || undefined}>
      {describeProblem(problem)}
    </ErrorState>
  );
}

function NoneYet() {
  return (
    <EmptyState
      wholePage
      icon={IconInbox}
      title={t("inboxes.none")}
      action={
        <Button variant="primary" href={NEW}>
          {t("inboxes.first")}
        </Button>
      }
    >
      {t("inboxes.noneHow")}
    </EmptyState>
  );
}

function Listed({ loaded: { problem }, inboxes }: { loaded: Loaded<Inbox[]>; inboxes: Inbox[] }) {
  const live = useLive();
  const wanted = readWanted();
  const [deleting, setDeleting] = useState<Inbox | null>(null);
  return (
    <div class={css.stack}>
      <div class={css.title}>
        <h1>{t("settings.inboxes")}</h1>
        <Button variant="primary" icon={IconPlus} shortcut={keyOf("create")} href={NEW}>
          {t("inboxes.new")}
        </Button>
      </div>
      <Filters inboxes={inboxes} wanted={wanted} />
      {problem && <p class={css.failed}>{describeProblem(problem)}</p>}
      <Card flush>
        <Table
          caption={t("settings.inboxes")}
          columns={columns(live, setDeleting)}
          rows={selectRows(inboxes, wanted, live)}
          rowKey={({ id }) => id}
          sort={wanted.sort}
          onSort={sortBy}
          onRowPress={({ id }) => navigate(`/settings/inboxes/${id}`)}
          empty={<EmptyState icon={IconSearch} title={describeNone(wanted)} action={<Button onClick={showAll}>{t("showAll")}</Button>} />}
        />
      </Card>
      {deleting && <DeleteInbox inbox={deleting} onClose={() => setDeleting(null)} onDeleted={() => void inboxList.refresh()} />}
    </div>
  );
}

function Filters({ inboxes, wanted }: { inboxes: Inbox[]; wanted: Wanted }) {
  const count = (type: string): number => inboxes.filter((inbox) => inbox.type === type).length;
  return (
    <div class={css.filters}>
      <SegmentedControl
        label={t("inboxes.type")}
        value={wanted.type}
        onValue={(type) => replaceSearch({ type })}
        segments={[
          { value: "", label: t("inboxes.allTypes"), count: inboxes.length },
          ...listTypes(inboxes).map((type) => ({ value: type, label: typeName(type), count: count(type) })),
        ]}
      />
      <div class={css.search}>
        <TextField
          label={t("inboxes.search")}
          labelHidden
          type="search"
          icon={IconSearch}
          placeholder={t("inboxes.search")}
          value={wanted.search}
          onValue={(search) => replaceSearch({ search })}
        />
      </div>
      <div class={own.sort}>
        <Select<SortKey>
          label={t("inboxes.sort")}
          labelHidden
          value={wanted.sort.key as SortKey}
          onValue={sortByColumn}
          options={SORT_KEYS.map((key) => ({ value: key, label: t("inboxes.sortBy", { column: t(`inboxColumn.${key}`) }) }))}
        />
      </div>
    </div>
  );
}
