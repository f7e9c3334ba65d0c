/** A link that lets somebody in: copied from here, or on its way by mail already. It is shown this once. */
import { Banner, Button, CopyField, Dialog } from "@deskbell/ui";
import { t } from "../language/language.ts";
import type { IssuedLink } from "./shapes.ts";

export interface LinkDialogProps {
  title: string;
  /** The name of the link's field. */
  label: string;
  issued: IssuedLink;
  email: string;
  /** Until when it works, in words. */
  until: string;
  /** What to do if it gets lost. */
  lostHow: string;
  onClose: () => void;
}

export function LinkDialog({ title, label, issued, email, until, lostHow, onClose }: LinkDialogProps) {
  return (
    <Dialog open onClose={onClose} title={title} footer={<Button variant="primary" onClick={onClose}>{t("invited.done")}</Button>}>
      {issued.sent ? <Banner tone="ok" live="off" title={t("accessLink.sent", { email })}>{t("accessLink.sentHow")}</Banner> : <p>{t("accessLink.handOver")}</p>}
      <CopyField label={label} value={issued.link} />
      <p>{t("accessLink.until", { until })}</p>
      <Banner tone="warn" live="off" title={t("invited.once")}>
        {lostHow}
      </Banner>
    </Dialog>
  );
}
