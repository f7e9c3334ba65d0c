/**
 * A transfer under way, in the chat itself: who is asked, how long he still has, and the way back.
 *
 * Holds: everybody who sees the chat sees it; its owner and supervisors can take it back; the clock is the server's.
 */
import type { ConversationView, PendingTransfer } from "@deskbell/protocol";
import { Button, formatClock, IconTransfer, secondsLeft, useNow } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { t } from "../language/language.ts";
import { cancelTransfer, whyNotNow } from "../live/actions.ts";
import { useWorkplace } from "../live/context.ts";
import css from "./transfer.module.css";

export function PassingCard({ view }: { view: ConversationView }) {
  const { live } = useWorkplace();
  const { transfer } = view;
  if (!transfer || view.state !== "active") return null;
  const mayCancel = view.agent === live.me || live.supervises.value;
  const title = transfer.agent === live.me ? t("passing.you") : t("passing.title", { name: transfer.agent_name });
  return (
    <section class={css.passing} aria-label={title}>
      <span class={css.passingIcon}>
        <IconTransfer />
      </span>
      <div class={css.passingWords}>
        <p class={css.passingTitle}>{title}</p>
        <Asked transfer={transfer} isMine={transfer.by === live.me} />
      </div>
      <span class={css.left} role="timer" aria-label={t("passing.timeLeft")}>
        <Left deadline={transfer.expires_at} />
      </span>
      {mayCancel && <Cancel view={view} transfer={transfer.transfer} />}
    </section>
  );
}

function Asked({ transfer, isMine }: { transfer: PendingTransfer; isMine: boolean }) {
  const words = [isMine ? "" : t("passing.by", { name: transfer.by_name }), transfer.note].filter((part) => part !== "").join(" ");
  return words === "" ? null : (
    <p class={css.passingNote} dir="auto">
      {words}
    </p>
  );
}

function Left({ deadline }: { deadline: number }) {
  return <>{formatClock(secondsLeft(deadline, useNow()))}</>;
}

function Cancel({ view, transfer }: { view: ConversationView; transfer: number }) {
  const { live } = useWorkplace();
  const [busy, setBusy] = useState(false);
  const cancel = async (): Promise<void> => {
    setBusy(true);
    await cancelTransfer(live, view.conversation, transfer);
    setBusy(false);
  };
  return (
    <Button busy={busy} disabledReason={whyNotNow(live)} onClick={() => void cancel()}>
      {t("passing.cancel")}
    </Button>
  );
}
