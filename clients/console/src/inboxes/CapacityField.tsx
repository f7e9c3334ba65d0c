/** How many chats a member may hold over all inboxes. It belongs to the member, not to the inbox: it saves itself. */
import { CAPACITY_MAX, CAPACITY_MIN } from "@deskbell/protocol";
import { IconCheck, NumberField } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { patch } from "../http/client.ts";
import { describeField, describeProblem } from "../http/describe.ts";
import type { Member } from "../http/shapes.ts";
import { t } from "../language/language.ts";
import { mayChangeCapacity } from "../session/rights.ts";
import { signedIn } from "../session/session.ts";
import { useDraft } from "../settings/useDraft.ts";
import { useFieldSave } from "../settings/useFieldSave.ts";
import { memberList } from "./data.ts";
import css from "./inbox.module.css";
import shared from "../settings/settings.module.css";

const BOUNDS = { min: CAPACITY_MIN, max: CAPACITY_MAX };

export function CapacityField({ member }: { member: Member }) {
  const me = signedIn.value!;
  const [value, setValue] = useDraft<number | null>(member.capacity);
  const [wrong, setWrong] = useState(false);
  const saving = useFieldSave<{ capacity: number }>(async (change) => {
    await patch(`/members/${member.id}`, change);
    await memberList.refresh();
  });
  const save = (): void => {
    const fits = value !== null && value >= BOUNDS.min && value <= BOUNDS.max;
    setWrong(!fits);
    if (fits && value !== member.capacity) void saving.save({ capacity: value }, { capacity: member.capacity });
  };
  const refused = saving.problem && (describeField(saving.problem, "capacity", t("agents.capacity")) ?? describeProblem(saving.problem));
  return (
    <form
      class={css.agentFigures}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <span aria-hidden="true" class={shared.quiet}>
        {t("agents.capacity")}
      </span>
      <span class={css.capacity}>
        <NumberField
          label={t("agents.capacityOf", { name: member.name })}
          labelHidden
          value={value}
          onValue={setValue}
          onBlur={save}
          {...BOUNDS}
          disabled={!mayChangeCapacity(me, member)}
          error={wrong ? t("agents.capacityWrong", BOUNDS) : refused}
        />
      </span>
      <span role="status" class={css.capacitySaved}>
        {saving.savedAt !== null && (
          <>
            <IconCheck size={14} /> {t("agents.capacitySaved")}
          </>
        )}
      </span>
    </form>
  );
}
