/** Several people at once: what it would do is looked up first, then it is done in one step or not at all. */
import { Banner, Button, Dialog, SkeletonRows } from "@deskbell/ui";
import { useEffect } from "preact/hooks";
import { describeProblem } from "../http/describe.ts";
import { t } from "../language/language.ts";
import { AssignmentLook } from "./AssignmentLook.tsx";
import { whyNotApply } from "./whyNotApply.ts";
import { useAssignment } from "./useAssignment.ts";

export interface BulkDialogProps {
  title: string;
  csv: string;
  onDone: () => void;
  onClose: () => void;
}

export function BulkDialog({ title, csv, onDone, onClose }: BulkDialogProps) {
  const { look, problem, busy, check, apply } = useAssignment();
  useEffect(() => {
    void check(csv);
    // oxlint-disable-next-line react/exhaustive-deps -- looked up once, when it opens
  }, [csv]);
  const confirm = async (): Promise<void> => {
    if (!(await apply())) return;
    onDone();
    onClose();
  };
  return (
    <Dialog
      open
      size="large"
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>{t("form.cancel")}</Button>
          <Button variant="primary" busy={busy} disabledReason={whyNotApply(look)} onClick={() => void confirm()}>
            {t("bulk.apply")}
          </Button>
        </>
      }
    >
      {problem && <Banner tone="bad" live="assertive" title={describeProblem(problem)} />}
      {look ? <AssignmentLook look={look} /> : !problem && <SkeletonRows rows={3} />}
    </Dialog>
  );
}
