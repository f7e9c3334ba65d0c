/** My open chats side by side, oldest first, so that each keeps its place and its number. */
import { Badge, WaitTime } from "@deskbell/ui";
import { t } from "../language/language.ts";
import { useWorkplace } from "../live/context.ts";
import { ANSWER_TARGET_SECONDS } from "../live/facts.ts";
import css from "./chats.module.css";

export function OpenChats({ current }: { current: string }) {
  const { lists } = useWorkplace();
  const mine = lists.mine.value.toSorted((one, other) => one.startedAt - other.startedAt);
  // One chat, and that one open: the strip would repeat the header.
  if (mine.length === 0 || (mine.length === 1 && mine[0]!.id === current)) return null;
  return (
    <nav class={css.strip} aria-label={t("chat.openChats")}>
      {mine.map((chat) => (
        <a key={chat.id} class={css.stripTab} href={`/chats/${chat.id}`} aria-current={chat.id === current ? "page" : undefined}>
          <bdi class={css.stripName}>{chat.name || t("visitor")}</bdi>
          <Badge count={chat.unread} label={t("list.unread")} />
          {chat.awaitingSince > 0 && <WaitTime since={chat.awaitingSince} targetSeconds={ANSWER_TARGET_SECONDS} />}
        </a>
      ))}
    </nav>
  );
}
