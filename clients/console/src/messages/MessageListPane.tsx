/** The list of messages: open or done, of one inbox or of all. */
import { Button, EmptyState, ErrorState, IconInbox, IconSearch, SegmentedControl, Select, SkeletonRows } from "@deskbell/ui";
import { useRef, useState } from "preact/hooks";
import { describeProblem } from "../http/describe.ts";
import { useActions } from "../keys/actions.ts";
import { t } from "../language/language.ts";
import { useLive } from "../live/context.ts";
import { findInbox } from "../live/lists.ts";
import { openMessages } from "../live/leftMessages.ts";
import { navigate } from "../routing/router.ts";
import list from "../chats/list.module.css";
import { addressOf, readQuestion, showInbox, showState } from "./filters.ts";
import { describeMoment } from "./moment.ts";
import type { LeftMessage } from "./shapes.ts";
import { type MessageList, useMessages } from "./useMessages.ts";
import css from "./messages.module.css";

export function MessageListPane({ current }: { current: string | undefined }) {
  const question = readQuestion();
  const found = useMessages(question);
  return (
    <section class={list.pane} aria-label={t("messages.pane")} aria-busy={found.loading}>
      <div class={css.filters}>
        <SegmentedControl
          label={t("messages.state")}
          value={question.state}
          onValue={showState}
          segments={[
            { value: "open", label: t("messages.open"), ...(question.inbox === "" && { count: openMessages.state.value.data?.open ?? 0 }) },
            { value: "done", label: t("messages.done") },
          ]}
        />
        <InboxFilter chosen={question.inbox} />
      </div>
      <Rows found={found} current={current} />
    </section>
  );
}

/** Inboxes that are gone have no line here, though supervisors find their messages under "Every inbox". */
function InboxFilter({ chosen }: { chosen: string }) {
  const live = useLive();
  const known = live.inboxIds.value.map((id) => ({ value: id, label: findInbox(live, id)?.name ?? "" }));
  if (chosen !== "" && !known.some(({ value }) => value === chosen)) known.push({ value: chosen, label: t("inbox.gone") });
  const options = known.toSorted((one, other) => one.label.localeCompare(other.label));
  return (
    <Select
      label={t("messages.inbox")}
      labelHidden
      value={chosen}
      onValue={showInbox}
      options={[{ value: "", label: t("messages.everyInbox") }, ...options]}
    />
  );
}

function Rows({ found, current }: { found: MessageList; current: string | undefined }) {
  const { known, problem, loading, refresh } = found;
  const box = useRef<HTMLUListElement>(null);
  const messages = known?.messages ?? [];
  useRowKeys(box, messages);
  if (!known && !problem) return <SkeletonRows />;
  if (!known) {
    return (
      <ErrorState title={t("messages.failed")} onRetry={refresh} retrying={loading} requestId={problem?.requestId || undefined}>
        {problem && describeProblem(problem)}
      </ErrorState>
    );
  }
  return (
    <div class={css.scroller}>
      {problem && (
        <p class={css.failed} role="alert">
          {describeProblem(problem)}
        </p>
      )}
      {messages.length === 0 ? (
        <NoMessages />
      ) : (
        <ul ref={box} aria-label={t("messages.pane")}>
          {messages.map((message) => (
            <li key={message.conversation}>
              <Row message={message} current={message.conversation === current} />
            </li>
          ))}
        </ul>
      )}
      {known.next !== null && <Older found={found} />}
    </div>
  );
}

function Row({ message, current }: { message: LeftMessage; current: boolean }) {
  return (
    <a class={`${list.row} ${css.row}`} href={addressOf(message.conversation)} aria-current={current ? "page" : undefined}>
      <span class={list.name} dir="auto">
        {message.visitor_name || message.email || t("visitor")}
      </span>
      <time class={css.when} dateTime={new Date(message.left_at).toISOString()}>
        {describeMoment(message.left_at)}
      </time>
      <span class={css.excerpt} dir="auto">
        {message.excerpt || t("messages.erased")}
      </span>
      <span class={list.side}>
        <span class={list.sideText}>{message.inbox_name || t("inbox.gone")}</span>
      </span>
    </a>
  );
}

function NoMessages() {
  const { state, inbox } = readQuestion();
  const live = useLive();
  if (inbox === "") {
    return (
      <EmptyState icon={IconInbox} title={t(`messages.${state}.empty`)}>
        {t(`messages.${state}.emptyHow`)}
      </EmptyState>
    );
  }
  const name = findInbox(live, inbox)?.name ?? t("inbox.gone");
  return <EmptyState icon={IconSearch} title={t("messages.noneFits", { inbox: name })} action={<Button onClick={() => showInbox("")}>{t("showAll")}</Button>} />;
}

function Older({ found }: { found: MessageList }) {
  const [loading, setLoading] = useState(false);
  const load = async (): Promise<void> => {
    setLoading(true);
    await found.loadOlder();
    setLoading(false);
  };
  return (
    <div class={css.older}>
      <Button busy={loading} busyLabel={t("chat.earlierLoading")} onClick={() => void load()}>
        {t("messages.older")}
      </Button>
    </div>
  );
}

/** J and K walk through the rows; O, like Enter, opens the one that has the focus. */
function useRowKeys(box: { current: HTMLUListElement | null }, messages: LeftMessage[]): void {
  const links = (): HTMLAnchorElement[] => [...(box.current?.querySelectorAll("a") ?? [])];
  const step = (by: number): void => {
    const all = links();
    const here = all.findIndex((link) => link === document.activeElement || (document.activeElement === document.body && link.ariaCurrent === "page"));
    all[here === -1 ? (by > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, here + by))]?.focus();
  };
  const open = (): void => {
    const message = messages[links().indexOf(document.activeElement as HTMLAnchorElement)];
    if (message) navigate(addressOf(message.conversation));
  };
  const any = messages.length > 0;
  useActions({ next: any ? () => step(1) : undefined, previous: any ? () => step(-1) : undefined, open: any ? open : undefined });
}
