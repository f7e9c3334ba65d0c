/**
 * The left pane: the place for the next chat, and under it my chats, the queue, and (for supervisors) all chats.
 *
 * Holds: the place for an offer is always there, so that an offer pushes nothing away; order changes only while no hand is
 * in the list.
 */
import { Button, EmptyState, IconChat, IconQueue, IconSearch, SkeletonRows, Tabs, TextField, type Tab } from "@deskbell/ui";
import { useRef, useState } from "preact/hooks";
import { useActions } from "../keys/actions.ts";
import { t } from "../language/language.ts";
import { useWorkplace } from "../live/context.ts";
import type { BoardRow, MyChat } from "../live/lists.ts";
import { preferences } from "../preferences/preferences.ts";
import { navigate } from "../routing/router.ts";
import { NextChat } from "./NextChat.tsx";
import { BoardRowLink, MyRow } from "./rows.tsx";
import { useStableOrder } from "./useStableOrder.ts";
import { WindowedList, type WindowedListHandle } from "./WindowedList.tsx";
import css from "./list.module.css";

export type ListTab = "mine" | "queue" | "all";

const ROW_HEIGHTS = { compact: 44, comfortable: 60 } as const;

export function ListPane({ current }: { current: string | undefined }) {
  const { live, lists } = useWorkplace();
  const [tab, setTab] = useState<ListTab>("mine");
  const [wanted, setWanted] = useState("");
  const tabOf = (id: ListTab): Tab<ListTab> => ({
    id,
    label: t(`list.${id}`),
    count: lists[id].value.length,
    content: () => (
      <>
        <Search value={wanted} onValue={setWanted} />
        <ChatList key={id} tab={id} current={current} wanted={wanted} onShowAll={() => setWanted("")} />
      </>
    ),
  });
  const tabs = [tabOf("mine"), tabOf("queue"), ...(live.seesAllInboxes.value ? [tabOf("all")] : [])];
  return (
    <section class={css.pane} aria-label={t("list.pane")}>
      <NextChat />
      <div class={css.lists}>
        <Tabs label={t("list.tabs")} tabs={tabs} selected={tab} onSelect={setTab} />
      </div>
    </section>
  );
}

function Search({ value, onValue }: { value: string; onValue: (value: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  useActions({ search: () => field.current?.focus() });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    onValue("");
    field.current?.blur();
  };
  return (
    <div class={css.searchRow}>
      <TextField
        label={t("list.search")}
        labelHidden
        type="search"
        icon={IconSearch}
        placeholder={t("list.search")}
        value={value}
        onValue={onValue}
        onKeyDown={onKeyDown}
        inputRef={field}
      />
    </div>
  );
}

interface ChatListProps {
  tab: ListTab;
  current: string | undefined;
  wanted: string;
  onShowAll: () => void;
}

function ChatList({ tab, current, wanted, onShowAll }: ChatListProps) {
  const { live, lists } = useWorkplace();
  const [hands, setHands] = useState(false);
  const rows: (MyChat | BoardRow)[] = lists[tab].value;
  const shown = wanted.trim() === "" ? rows : rows.filter(fits(wanted));
  const inTurn = shown.map(idOf);
  const ids = useStableOrder(inTurn, hands);
  // While a hand is in the list, its order is not that of the rows.
  const byId = ids === inTurn ? null : new Map(shown.map((row) => [idOf(row), row]));
  const handle = useRef<WindowedListHandle>(null);
  useListKeys(ids, current, handle);

  if (ids.length > 0) {
    return (
      <WindowedList
        label={t(`list.${tab}`)}
        ids={ids}
        rowHeight={ROW_HEIGHTS[preferences.value.density]}
        handle={handle}
        onHands={setHands}
        row={(id, index) => {
          const row = byId ? byId.get(id)! : shown[index]!;
          return "id" in row ? <MyRow chat={row} current={id === current} /> : <BoardRowLink chat={row} current={id === current} />;
        }}
      />
    );
  }
  return (
    <div class={css.empty}>
      {!live.wasLive.value ? (
        <SkeletonRows />
      ) : rows.length > 0 ? (
        <EmptyState icon={IconSearch} title={t("list.noneFits", { text: wanted })} action={<Button onClick={onShowAll}>{t("showAll")}</Button>} />
      ) : (
        <EmptyState icon={tab === "mine" ? IconChat : IconQueue} title={t(`list.${tab}.empty`)}>
          {t(`list.${tab}.emptyHow`)}
        </EmptyState>
      )}
    </div>
  );
}

function idOf(row: MyChat | BoardRow): string {
  return "id" in row ? row.id : row.conversation;
}

function fits(wanted: string): (row: MyChat | BoardRow) => boolean {
  const words = wanted.trim().toLocaleLowerCase();
  return (row) => {
    if (words === "") return true;
    const [name, text] = "id" in row ? [row.name, row.text] : [row.visitor_name, row.opening];
    return `${name} ${text}`.toLocaleLowerCase().includes(words);
  };
}

/** J and K walk through the rows; O, like Enter, opens the one that has the focus. */
function useListKeys(ids: string[], current: string | undefined, handle: { current: WindowedListHandle | null }): void {
  const step = (by: number): void => {
    const focused = document.activeElement?.closest<HTMLElement>("[data-id]")?.dataset["id"];
    const from = ids.indexOf(focused ?? current ?? "");
    const to = from === -1 ? (by > 0 ? 0 : ids.length - 1) : Math.max(0, Math.min(ids.length - 1, from + by));
    handle.current?.focusRow(to);
  };
  const open = (): void => {
    const focused = document.activeElement?.closest<HTMLElement>("[data-id]")?.dataset["id"];
    if (focused !== undefined) navigate(`/chats/${focused}`);
  };
  const any = ids.length > 0;
  useActions({ next: any ? () => step(1) : undefined, previous: any ? () => step(-1) : undefined, open: any ? open : undefined });
}
