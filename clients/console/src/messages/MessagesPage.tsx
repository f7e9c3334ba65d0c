/** What visitors left instead of waiting: the list, and beside it one message with its answer. */
import { EmptyState, IconInbox } from "@deskbell/ui";
import { usePageTitle } from "../frame/pageTitle.ts";
import { ONE_PANE, useMedia } from "../frame/useMedia.ts";
import { t } from "../language/language.ts";
import chats from "../chats/chats.module.css";
import { MessageDetail } from "./MessageDetail.tsx";
import { MessageListPane } from "./MessageListPane.tsx";

export default function MessagesPage({ conversation }: { conversation?: string }) {
  const onePane = useMedia(ONE_PANE);
  usePageTitle(t("frame.messages"));
  return (
    <div class={chats.page} data-open={conversation !== undefined || undefined}>
      <h1 class={chats.heading}>{t("frame.messages")}</h1>
      {(!onePane || conversation === undefined) && <MessageListPane current={conversation} />}
      {conversation === undefined ? !onePane && <NothingOpen /> : <MessageDetail key={conversation} id={conversation} onePane={onePane} />}
    </div>
  );
}

function NothingOpen() {
  return (
    <section class={chats.nothing} aria-label={t("messages.none")}>
      <EmptyState icon={IconInbox} title={t("messages.none")}>
        {t("messages.noneHow")}
      </EmptyState>
    </section>
  );
}
