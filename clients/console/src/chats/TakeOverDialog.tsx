/** The question before a supervisor takes a chat out of somebody's hands. */
import type { ConversationView } from "@deskbell/protocol";
import { Button, Dialog } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { t } from "../language/language.ts";
import { whyNotNow } from "../live/actions.ts";
import { useWorkplace } from "../live/context.ts";
import { takeOver } from "../live/overriding.ts";

export interface TakeOverDialogProps {
  view: ConversationView;
  onClose: () => void;
}

export default function TakeOverDialog({ view, onClose }: TakeOverDialogProps) {
  const { live } = useWorkplace();
  const [busy, setBusy] = useState(false);
  const name = view.agent_name;
  const confirm = async (): Promise<void> => {
    setBusy(true);
    await takeOver(live, view.conversation);
    // What the floor says to it is shown on the page.
    onClose();
  };
  return (
    <Dialog
      open
      size="small"
      onClose={onClose}
      title={t("takeOver.title", { name })}
      footer={
        <>
          <Button onClick={onClose}>{t("form.cancel")}</Button>
          <Button variant="primary" busy={busy} disabledReason={whyNotNow(live)} onClick={() => void confirm()}>
            {t("takeOver.do")}
          </Button>
        </>
      }
    >
      <p>{t("takeOver.how", { name })}</p>
    </Dialog>
  );
}
