/** How many seats of a licence the organisation holds: a number, or no limit. */
import { Banner, Button, Dialog, NumberField, RadioGroup, showToast } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { describeField, describeProblem } from "../http/describe.ts";
import { useSubmit } from "../http/useSubmit.ts";
import { t } from "../language/language.ts";
import { licenceList, setSeats } from "./data.ts";
import type { Seats } from "./shapes.ts";

type Kind = "none" | "number";

export function SeatsDialog({ seats, onClose }: { seats: Seats; onClose: () => void }) {
  const [kind, setKind] = useState<Kind>(seats.seats === null ? "none" : "number");
  const [count, setCount] = useState<number | null>(seats.seats ?? seats.assigned);
  const [tried, setTried] = useState(false);
  const { busy, problem, submit } = useSubmit();
  const wrong = kind === "number" ? checkCount(count, seats) : undefined;
  const onSubmit = async (): Promise<void> => {
    setTried(true);
    if (wrong !== undefined) return;
    const done = await submit(async () => {
      try {
        await setSeats(seats.licence, kind === "none" ? null : count);
      } finally {
        // Refused because somebody assigned one meanwhile: the number shown is then the new one.
        await licenceList.refresh();
      }
    });
    if (!done) return;
    showToast({ tone: "ok", message: t("seats.saved", { licence: seats.name }) });
    onClose();
  };
  const fieldError = (tried ? wrong : undefined) ?? describeField(problem, "seats", t("seats.seats"));
  return (
    <Dialog
      open
      size="small"
      onClose={onClose}
      title={t("seats.setOf", { licence: seats.name })}
      onSubmit={() => void onSubmit()}
      footer={
        <>
          <Button onClick={onClose}>{t("form.cancel")}</Button>
          <Button variant="primary" type="submit" busy={busy}>
            {t("seats.save")}
          </Button>
        </>
      }
    >
      {problem && !(problem.errors.length > 0 && kind === "number") && <Banner tone="bad" live="assertive" title={describeProblem(problem)} />}
      <RadioGroup<Kind>
        label={t("seats.seats")}
        value={kind}
        onValue={setKind}
        options={[
          { value: "none", label: t("seats.noLimit"), hint: t("seats.noLimitHint") },
          { value: "number", label: t("seats.limited"), hint: t("seats.limitedHint") },
        ]}
      />
      {kind === "number" && (
        <NumberField
          label={t("seats.count")}
          value={count}
          onValue={setCount}
          min={0}
          unit={t("seats.unit")}
          hint={t("seats.assignedNow", { count: seats.assigned })}
          error={fieldError}
        />
      )}
      {kind === "number" && count === 0 && <Banner tone="warn" title={t("seats.zero")} />}
    </Dialog>
  );
}

function checkCount(count: number | null, { assigned }: Seats): string | undefined {
  if (count === null || count < 0) return t("seats.wrong");
  return count < assigned ? t("seats.inUse", { count: assigned }) : undefined;
}
