/**
 * /chats and /chats/:chat: list, conversation, context. On narrow screens they take turns.
 */
import { EmptyState, IconChat } from "@deskbell/ui";
import { useEffect } from "preact/hooks";
import { usePageTitle } from "../frame/pageTitle.ts";
import { ONE_PANE, useMedia } from "../frame/useMedia.ts";
import { useActions } from "../keys/actions.ts";
import { t } from "../language/language.ts";
import { useWorkplace } from "../live/context.ts";
import { navigate } from "../routing/router.ts";
import { Conversation } from "./Conversation.tsx";
import { ListPane } from "./ListPane.tsx";
import { watchEndings } from "./ending.ts";
import css from "./chats.module.css";

export default function ChatsPage({ chat }: { chat?: string }) {
  const workplace = useWorkplace();
  const onePane = useMedia(ONE_PANE);
  usePageTitle(t("frame.chats"));
  useEffect(() => watchEndings(workplace), [workplace]);
  useChatKeys(chat);
  return (
    <div class={css.page} data-open={chat !== undefined || undefined}>
      <h1 class={css.heading}>{t("frame.chats")}</h1>
      {(!onePane || chat === undefined) && <ListPane current={chat} />}
      {chat === undefined ? !onePane && <NothingOpen /> : <Conversation key={chat} id={chat} onePane={onePane} />}
    </div>
  );
}

function NothingOpen() {
  return (
    <section class={css.nothing} aria-label={t("chat.none")}>
      <EmptyState icon={IconChat} title={t("chat.none")}>
        {t("chat.noneHow")}
      </EmptyState>
    </section>
  );
}

/** Alt with an arrow walks through my chats while I write; 1 to 9 opens one outside fields. */
function useChatKeys(current: string | undefined): void {
  const { lists } = useWorkplace();
  const byAge = lists.mine.value.toSorted((one, other) => one.startedAt - other.startedAt);
  const step = (by: number): void => {
    const at = byAge.findIndex(({ id }) => id === current);
    const next = byAge[(at + by + byAge.length) % byAge.length];
    if (next) navigate(`/chats/${next.id}`);
  };
  const any = byAge.length > 0;
  useActions({
    nextChat: any ? () => step(1) : undefined,
    previousChat: any ? () => step(-1) : undefined,
    nth: any
      ? (event) => {
          const digit = event?.code.startsWith("Digit") ? event.code.slice(5) : event?.key;
          const wanted = byAge[Number(digit) - 1];
          if (wanted) navigate(`/chats/${wanted.id}`);
        }
      : undefined,
  });
}
