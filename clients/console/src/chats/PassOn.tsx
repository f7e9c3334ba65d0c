/**
 * The two ways in which a chat that somebody has changes hands: its owner or a supervisor passes it on, or a supervisor
 * takes it himself.
 *
 * Holds: a button is shown to those who may; what keeps it from working now is said at the button.
 */
import type { ConversationView } from "@deskbell/protocol";
import { Button } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { useActions } from "../keys/actions.ts";
import { keyOf } from "../keys/keymap.ts";
import { t } from "../language/language.ts";
import { whyNotNow } from "../live/actions.ts";
import { useWorkplace } from "../live/context.ts";
import { findInbox } from "../live/lists.ts";
import type { Live } from "../live/live.ts";
import { mayOverride, takeOver } from "../live/overriding.ts";
import { Lazy, lazyPage } from "../routing/Lazy.tsx";
import { whyNotTake } from "./room.ts";
import type { TakeOverDialogProps } from "./TakeOverDialog.tsx";
import type { TransferDialogProps } from "./TransferDialog.tsx";

const transferDialog = lazyPage<TransferDialogProps>("transfer", async () => (await import("./TransferDialog.tsx")).default);
const takeOverDialog = lazyPage<TakeOverDialogProps>("take-over", async () => (await import("./TakeOverDialog.tsx")).default);

interface PassOnProps {
  view: ConversationView;
  onePane: boolean;
}

export function TransferButton({ view, onePane }: PassOnProps) {
  const { live } = useWorkplace();
  const [open, setOpen] = useState(false);
  const may = view.state === "active" && (view.agent === live.me || live.supervises.value);
  const why = whyNotNow(live) ?? (view.transfer ? t("refusal.transferPending", { name: view.transfer.agent_name }) : undefined);
  const show = (): void => setOpen(true);
  useActions({ transfer: may && why === undefined ? show : undefined });
  if (!may) return null;
  return (
    <>
      <Button shortcut={onePane ? undefined : keyOf("transfer")} disabledReason={why} onClick={show}>
        {t("transfer.do")}
      </Button>
      {open && <Lazy page={transferDialog} props={{ view, onClose: () => setOpen(false) }} waiting={null} failed={() => null} />}
    </>
  );
}

/** For supervisors who are agents of the inbox. Whoever has the chat loses it, so that is asked once more. */
export function TakeOverButton({ view, onePane }: PassOnProps) {
  const { live } = useWorkplace();
  const [open, setOpen] = useState(false);
  const may = mayTakeOver(live, view);
  const why = whyNotNow(live) ?? (mayOverride(live) ? undefined : whyNotTake(live, view));
  const begin = (): void => (view.state === "active" ? setOpen(true) : void takeOver(live, view.conversation));
  useActions({ take: may && why === undefined ? begin : undefined });
  if (!may) return null;
  const props = { view, onClose: () => setOpen(false) };
  return (
    <>
      <Button shortcut={onePane ? undefined : keyOf("take")} disabledReason={why} onClick={begin}>
        {t("takeOver.do")}
      </Button>
      {open && <Lazy page={takeOverDialog} props={props} waiting={null} failed={() => null} />}
    </>
  );
}

function mayTakeOver(live: Live, view: ConversationView): boolean {
  const inbox = findInbox(live, view.inbox);
  const serves = inbox?.agents.includes(live.me) ?? false;
  if (!live.supervises.value || !serves || view.state === "closed") return false;
  // What comes to him already is accepted, what waits for anybody is taken: one button for one thing.
  const isOnItsWay = view.agent === live.me || view.transfer?.agent === live.me;
  return !isOnItsWay && !(view.state === "waiting" && inbox?.claiming === true);
}
