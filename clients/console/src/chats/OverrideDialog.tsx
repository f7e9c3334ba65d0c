/** The question before a supervisor goes beyond somebody's capacity: the warning, what it means, and two plain answers. */
import { Banner, Button, Dialog } from "@deskbell/ui";
import { t } from "../language/language.ts";
import type { OverrideQuestion } from "../live/overriding.ts";

export default function OverrideDialog({ warning, answer }: OverrideQuestion) {
  return (
    <Dialog
      open
      size="small"
      onClose={() => answer(false)}
      title={t("override.title")}
      footer={
        <>
          <Button onClick={() => answer(false)}>{t("form.cancel")}</Button>
          <Button variant="danger" onClick={() => answer(true)}>
            {t("override.do")}
          </Button>
        </>
      }
    >
      <Banner tone="warn" live="off" title={warning} />
      <p>{t("override.how")}</p>
    </Dialog>
  );
}
