/**
 * One chat: who it is, what was said, where to write, and beside it whom we write with.
 *
 * Owns: following the chat while it is shown, and marking as read what somebody really has before his eyes.
 */
import { EmptyState, IconLock, SkeletonRows } from "@deskbell/ui";
import { useEffect, useRef, useState } from "preact/hooks";
import { NO_CONTEXT_PANE, useMedia } from "../frame/useMedia.ts";
import { useActions } from "../keys/actions.ts";
import { t } from "../language/language.ts";
import { useWorkplace } from "../live/context.ts";
import type { LiveConversation } from "../live/conversations.ts";
import { prefer, preferences } from "../preferences/preferences.ts";
import { navigate } from "../routing/router.ts";
import { Composer, type ComposerHandle } from "./Composer.tsx";
import { ContextDrawer, ContextPane } from "./ContextPane.tsx";
import { ConversationHeader } from "./ConversationHeader.tsx";
import { endChat } from "./ending.ts";
import { MessageLog } from "./MessageLog.tsx";
import { OpenChats } from "./OpenChats.tsx";
import { PassingCard } from "./PassingCard.tsx";
import css from "./chats.module.css";

export function Conversation({ id, onePane }: { id: string; onePane: boolean }) {
  const { live } = useWorkplace();
  useEffect(() => live.conversations.show(id), [live, id]);
  const conversation = live.conversations.find(id);
  if (!conversation) return null;
  if (conversation.missing.value) {
    return (
      <section class={css.nothing} aria-label={t("chat.notYours")}>
        <EmptyState icon={IconLock} title={t("chat.notYours")}>
          {t("chat.notYoursHow")}
        </EmptyState>
      </section>
    );
  }
  return <OpenConversation conversation={conversation} onePane={onePane} />;
}

function OpenConversation({ conversation, onePane }: { conversation: LiveConversation; onePane: boolean }) {
  const workplace = useWorkplace();
  const { live, lists } = workplace;
  const composer = useRef<ComposerHandle>(null);
  const noPane = useMedia(NO_CONTEXT_PANE);
  const [drawer, setDrawer] = useState(false);
  const seen = conversation.stream.seen.value;
  useReading(conversation);

  const contextShown = !noPane && preferences.value.contextShown;
  const toggleContext = (): void => (noPane ? setDrawer(!drawer) : prefer({ contextShown: !contextShown }));
  const view = seen?.view;
  const mine = view?.state === "active" && view.agent === live.me;
  const mayEnd = view !== undefined && view.state !== "closed" && (mine || live.supervises.value);
  const end = (): void => {
    const next = lists.mine.peek().find(({ id }) => id !== conversation.id);
    endChat(workplace, conversation.id, view?.visitor_name || t("visitor"), () => navigate(`/chats/${conversation.id}`));
    if (mine && next) navigate(`/chats/${next.id}`);
  };
  useActions({
    context: toggleContext,
    end: mayEnd && live.isLive.value ? end : undefined,
    reply: mine ? () => composer.current?.focus("reply") : undefined,
    note: view && view.state !== "closed" ? () => composer.current?.focus("note") : undefined,
    noteTyping: view && view.state !== "closed" ? () => composer.current?.toggleNote() : undefined,
  });

  return (
    <>
      <section class={css.conversation} aria-label={t("chat.with", { name: view?.visitor_name || t("visitor") })}>
        <OpenChats current={conversation.id} />
        {seen ? (
          <>
            <ConversationHeader
              seen={seen}
              onePane={onePane}
              onEnd={mayEnd ? end : undefined}
              contextShown={contextShown || drawer}
              onContext={toggleContext}
            />
            <MessageLog conversation={conversation} />
            <PassingCard view={seen.view} />
            <Composer key={conversation.id} seen={seen} handle={composer} />
          </>
        ) : (
          <SkeletonRows />
        )}
      </section>
      {seen && contextShown && <ContextPane seen={seen} />}
      {seen && <ContextDrawer open={drawer && noPane} onClose={() => setDrawer(false)} seen={seen} />}
    </>
  );
}

/** Marks as read what is on the screen of a window that is in use, and nothing else. */
function useReading(conversation: LiveConversation): void {
  const { live } = useWorkplace();
  const [inUse, setInUse] = useState(() => !document.hidden && document.hasFocus());
  useEffect(() => {
    const look = (): void => setInUse(!document.hidden && document.hasFocus());
    addEventListener("focus", look);
    addEventListener("blur", look);
    document.addEventListener("visibilitychange", look);
    return () => {
      removeEventListener("focus", look);
      removeEventListener("blur", look);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
  const view = conversation.view;
  const mine = view?.agent === live.me && view.state === "active";
  const latest = view?.entries.at(-1)?.seq ?? 0;
  const connected = live.isLive.value;
  useEffect(() => {
    if (inUse && mine && connected && latest > 0) live.conversations.markRead(conversation.id, latest);
  }, [inUse, mine, connected, latest, live, conversation]);
}
