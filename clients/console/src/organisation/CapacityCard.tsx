/** Whether capacity holds for everybody, or supervisors may go beyond it (product, section 5). Saves itself. */
import { Card, Switch } from "@deskbell/ui";
import { useEffect, useState } from "preact/hooks";
import { t } from "../language/language.ts";
import { useLive } from "../live/context.ts";
import { SavedNote } from "../settings/SavedNote.tsx";
import { useFieldSave } from "../settings/useFieldSave.ts";
import { setOverriding } from "./data.ts";
import css from "../settings/settings.module.css";

export function CapacityCard() {
  const told = useLive().team.seen.value?.view.overriding;
  const [wanted, setWanted] = useState<boolean | null>(null);
  const saving = useFieldSave<{ allowed: boolean }>(({ allowed }) => setOverriding(allowed));
  // What was pressed is shown until the team's stream says the same, or something else.
  useEffect(() => setWanted(null), [told, saving.problem]);
  if (told === undefined) return null;
  const change = (allowed: boolean): void => {
    setWanted(allowed);
    void saving.save({ allowed }, { allowed: !allowed });
  };
  return (
    <Card title={t("organisation.capacity")} actions={<SavedNote {...saving} />}>
      <div class={css.form}>
        <Switch
          label={t("organisation.overriding")}
          hint={t("organisation.overridingHint")}
          checked={wanted ?? told}
          onChecked={change}
          wide
        />
      </div>
    </Card>
  );
}
