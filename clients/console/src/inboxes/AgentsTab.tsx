/** Agent management of an inbox: how chats are given out, how long an agent has, and who the agents are. */
import { OFFER_SECONDS_MAX, OFFER_SECONDS_MIN } from "@deskbell/protocol";
import { Card, IconButton, IconInfo, NumberField, RadioGroup, Switch } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { describeField } from "../http/describe.ts";
import type { Inbox } from "../http/shapes.ts";
import { t } from "../language/language.ts";
import { SavedNote } from "../settings/SavedNote.tsx";
import { useDraft } from "../settings/useDraft.ts";
import { useFieldSave } from "../settings/useFieldSave.ts";
import { AgentPicker } from "./AgentPicker.tsx";
import { changeInbox, type InboxChange } from "./data.ts";
import css from "../settings/settings.module.css";
import own from "./inbox.module.css";

export function AgentsTab({ inbox, onChanged }: { inbox: Inbox; onChanged: (inbox: Inbox) => void }) {
  const rules = useFieldSave<InboxChange>(async (change) => onChanged(await changeInbox(inbox.id, change)));
  return (
    <div class={css.stack}>
      <Card title={t("agents.rules")} actions={<SavedNote {...rules} />}>
        <div class={css.form}>
          <RadioGroup
            label={t("agents.mode")}
            value={inbox.mode}
            onValue={(mode) => void rules.save({ mode }, { mode: inbox.mode })}
            options={[
              { value: "auto", label: t("mode.auto"), hint: t("mode.auto.hint") },
              { value: "manual", label: t("mode.manual"), hint: t("mode.manual.hint") },
            ]}
          />
          <Timing inbox={inbox} rules={rules} />
          <Switch
            label={t("agents.claiming")}
            hint={t("agents.claimingHint")}
            checked={inbox.claiming}
            onChecked={(claiming) => void rules.save({ claiming }, { claiming: inbox.claiming })}
          />
        </div>
      </Card>
      <AgentPicker inbox={inbox} onChanged={onChanged} />
    </div>
  );
}

interface TimingProps {
  inbox: Inbox;
  rules: ReturnType<typeof useFieldSave<InboxChange>>;
}

/** Reassignment timing, with the sentence that explains it behind the info button. */
function Timing({ inbox, rules }: TimingProps) {
  const [seconds, setSeconds] = useDraft<number | null>(inbox.offer_seconds);
  const [wrong, setWrong] = useState(false);
  const bounds = { min: OFFER_SECONDS_MIN, max: OFFER_SECONDS_MAX };
  const save = (): void => {
    const fits = seconds !== null && seconds >= bounds.min && seconds <= bounds.max;
    setWrong(!fits);
    if (fits && seconds !== inbox.offer_seconds) void rules.save({ offer_seconds: seconds }, { offer_seconds: inbox.offer_seconds });
  };
  return (
    <div class={own.timing}>
      <NumberField
        label={t("agents.timing")}
        unit={t("agents.seconds")}
        value={seconds}
        onValue={setSeconds}
        onBlur={save}
        {...bounds}
        hint={t("agents.timingHint", bounds)}
        error={wrong ? t("agents.timingWrong", bounds) : describeField(rules.problem, "offer_seconds", t("agents.timing"))}
      />
      <span class={own.info}>
        <IconButton size={24} icon={IconInfo} label={t("agents.timingTip")} tooltipPlacement="beside-end" />
      </span>
    </div>
  );
}
