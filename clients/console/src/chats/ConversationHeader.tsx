/** Who this is, where the chat stands, and what can be done with it now. */
import type { ConversationView } from "@deskbell/protocol";
import { Button, IconButton, IconChevronEnd, IconInfo, Pill, WaitTime } from "@deskbell/ui";
import { useActions } from "../keys/actions.ts";
import { keyOf } from "../keys/keymap.ts";
import { t } from "../language/language.ts";
import { claim, whyNotNow } from "../live/actions.ts";
import { useWorkplace } from "../live/context.ts";
import { QUEUE_TARGET_SECONDS } from "../live/facts.ts";
import { findInbox } from "../live/lists.ts";
import type { Seen } from "../live/stream.ts";
import { AssignMenu } from "./AssignMenu.tsx";
import { ending, undoEnding } from "./ending.ts";
import { TakeOverButton, TransferButton } from "./PassOn.tsx";
import { PriorityButton } from "./PriorityButton.tsx";
import { whyNotTake } from "./room.ts";
import { VisitorLeft } from "./VisitorLeft.tsx";
import { WhyWaiting } from "./WhyWaiting.tsx";
import css from "./chats.module.css";

export interface ConversationHeaderProps {
  seen: Seen<ConversationView>;
  onePane: boolean;
  onEnd: (() => void) | undefined;
  contextShown: boolean;
  onContext: () => void;
}

export function ConversationHeader({ seen, onePane, onEnd, contextShown, onContext }: ConversationHeaderProps) {
  const { live } = useWorkplace();
  const { view } = seen;
  const unassigned = view.state === "waiting" || view.state === "offered";
  const isEnding = ending.value.has(view.conversation);
  return (
    <header class={css.header}>
      {onePane && <BackButton />}
      <div class={css.who}>
        <h2 class={css.name} dir="auto">
          {view.visitor_name || t("visitor")}
        </h2>
        <div class={css.meta}>
          <Standing view={view} />
          <span class={css.metaPart}>{findInbox(live, view.inbox)?.name}</span>
          {view.state !== "closed" && view.visitor_left > 0 && (
            <span class={css.metaPart}>
              <VisitorLeft since={view.visitor_left} />
            </span>
          )}
        </div>
      </div>
      <div class={css.buttons}>
        {unassigned && <TakeButton view={view} onePane={onePane} />}
        {unassigned && live.supervises.value && <AssignMenu view={view} />}
        {unassigned && <PriorityButton view={view} />}
        {!isEnding && <TransferButton view={view} onePane={onePane} />}
        {!isEnding && <TakeOverButton view={view} onePane={onePane} />}
        {isEnding ? (
          <Button onClick={() => undoEnding(view.conversation)}>{t("end.undo")}</Button>
        ) : (
          onEnd && (
            <Button shortcut={onePane ? undefined : keyOf("end")} disabledReason={whyNotNow(live)} onClick={onEnd}>
              {t("end.do")}
            </Button>
          )
        )}
        <IconButton icon={IconInfo} label={t("context.toggle")} shortcut={keyOf("context")} pressed={contextShown} onClick={onContext} />
      </div>
    </header>
  );
}

function BackButton() {
  return (
    <a class={css.back} href="/chats" aria-label={t("chat.back")}>
      <IconChevronEnd size={20} />
    </a>
  );
}

function Standing({ view }: { view: ConversationView }) {
  const { live } = useWorkplace();
  switch (view.state) {
    case "waiting":
      return (
        <>
          <Pill tone="warn" dot="ring">
            {t("chat.waiting")}
          </Pill>
          <WaitTime since={view.waiting_since} targetSeconds={QUEUE_TARGET_SECONDS} />
          <WhyWaiting view={view} />
        </>
      );
    case "offered":
      return (
        <>
          <Pill tone="accent" dot="half">
            {view.agent === live.me ? t("chat.offeredToYou") : t("chat.offeredTo", { name: view.agent_name })}
          </Pill>
          <WaitTime since={view.waiting_since} targetSeconds={QUEUE_TARGET_SECONDS} />
        </>
      );
    case "active":
      return (
        <Pill tone="ok" dot="full">
          {view.agent === live.me ? t("chat.yours") : t("chat.has", { name: view.agent_name })}
        </Pill>
      );
    case "closed":
      return <Pill dot="ring">{t("chat.closed")}</Pill>;
  }
}

/** Taking a waiting chat: for agents of the inbox, where the inbox allows it and there is room. */
function TakeButton({ view, onePane }: { view: ConversationView; onePane: boolean }) {
  const { live } = useWorkplace();
  const inbox = findInbox(live, view.inbox);
  const serves = inbox?.agents.includes(live.me) ?? false;
  const why = whyNotNow(live) ?? whyNotTake(live, view);
  const take = (): void => void claim(live, view.conversation);
  const offered = serves && inbox?.claiming === true && view.state === "waiting";
  useActions({ take: offered && why === undefined ? take : undefined });
  if (!offered) return null;
  return (
    <Button variant="primary" shortcut={onePane ? undefined : keyOf("take")} disabledReason={why} onClick={take}>
      {t("chat.take")}
    </Button>
  );
}
