/** Agent Management of an inbox: how chats are given out, how long an agent has, and who the agents are. */
import { ABANDON_MINUTES_MAX, ABANDON_MINUTES_MIN, CAPACITY_MAX, CAPACITY_MIN, GRACE_SECONDS_MAX, GRACE_SECONDS_MIN, OFFER_SECONDS_MAX, OFFER_SECONDS_MIN,
  PRIORITY_MAX, PRIORITY_MIN } from "@deskbell/protocol";
import { IconButton, IconInfo, NumberField, RadioGroup, Switch } from "@deskbell/ui";
import { t } from "../language/language.ts";
import { AgentPicker } from "./AgentPicker.tsx";
import { fieldId } from "./faults.ts";
import { SectionForm, type StepWay } from "./SectionForm.tsx";
import { type EditedInbox, type SectionEdit, useSection } from "./useSection.ts";
import css from "./inbox.module.css";

export function AgentSection({ edited, way }: { edited: EditedInbox; way?: StepWay | undefined }) {
  const edit = useSection(edited, "agents");
  return (
    <SectionForm
      edited={edited}
      edit={edit}
      title={t("inboxTab.agents")}
      way={way}
      after={<AgentPicker chosen={edit.form.agents} onChosen={(agents) => edit.change({ agents })} error={edit.faults["agents"]} />}
    >
      <RadioGroup
        id={fieldId("mode")}
        label={t("agents.mode")}
        value={edit.form.mode}
        onValue={(mode) => edit.change({ mode })}
        error={edit.faults["mode"]}
        options={[
          { value: "auto", label: t("mode.auto"), hint: t("mode.auto.hint") },
          { value: "manual", label: t("mode.manual"), hint: t("mode.manual.hint") },
        ]}
      />
      <Timing edit={edit} />
      <Switch
        id={fieldId("claiming")}
        label={t("agents.claiming")}
        hint={t("agents.claimingHint")}
        checked={edit.form.claiming}
        onChecked={(claiming) => edit.change({ claiming })}
      />
      <Switch
        id={fieldId("prefers_last_agent")}
        label={t("agents.prefersLast")}
        hint={t("agents.prefersLastHint")}
        checked={edit.form.prefers_last_agent}
        onChecked={(prefers_last_agent) => edit.change({ prefers_last_agent })}
      />
      <Priority edit={edit} />
      <Limit edit={edit} />
      <Grace edit={edit} />
      <Abandon edit={edit} />
    </SectionForm>
  );
}

/** Which of several inboxes goes first for an agent who serves them all. */
function Priority({ edit }: { edit: SectionEdit }) {
  const bounds = { min: PRIORITY_MIN, max: PRIORITY_MAX };
  return (
    <NumberField
      id={fieldId("priority")}
      label={t("agents.priority")}
      value={edit.form.priority}
      onValue={(priority) => edit.change({ priority })}
      onBlur={() => edit.look("priority")}
      {...bounds}
      hint={t("agents.priorityHint", bounds)}
      error={edit.faults["priority"]}
      required
    />
  );
}

/** How many chats of this inbox an agent may have, however many he may have over all. */
function Limit({ edit }: { edit: SectionEdit }) {
  const { on, chats } = edit.form.capacity;
  const bounds = { min: CAPACITY_MIN, max: CAPACITY_MAX };
  return (
    <>
      <Switch
        id={fieldId("limit")}
        label={t("agents.limitOn")}
        hint={t("agents.limitOnHint")}
        checked={on}
        onChecked={(next) => edit.change({ capacity: { on: next, chats } })}
      />
      {on && (
        <NumberField
          id={fieldId("capacity")}
          label={t("agents.limit")}
          unit={t("agents.limitUnit")}
          value={chats}
          onValue={(next) => edit.change({ capacity: { on, chats: next } })}
          onBlur={() => edit.look("capacity")}
          {...bounds}
          hint={t("agents.limitHint", bounds)}
          error={edit.faults["capacity"]}
          required
        />
      )}
    </>
  );
}

/** What becomes of accepted chats when their agent cannot be reached any more. */
function Grace({ edit }: { edit: SectionEdit }) {
  const { on, seconds } = edit.form.grace_seconds;
  return (
    <>
      <Switch
        id={fieldId("grace")}
        label={t("agents.grace")}
        hint={t("agents.graceHint")}
        checked={on}
        onChecked={(next) => edit.change({ grace_seconds: { on: next, seconds } })}
      />
      {on && (
        <NumberField
          id={fieldId("grace_seconds")}
          label={t("agents.graceSeconds")}
          unit={t("agents.seconds")}
          value={seconds}
          onValue={(next) => edit.change({ grace_seconds: { on, seconds: next } })}
          onBlur={() => edit.look("grace_seconds")}
          min={GRACE_SECONDS_MIN}
          max={GRACE_SECONDS_MAX}
          hint={t("agents.graceSecondsHint", { min: GRACE_SECONDS_MIN, max: GRACE_SECONDS_MAX })}
          error={edit.faults["grace_seconds"]}
          required
        />
      )}
    </>
  );
}

/** What becomes of a chat that nobody has accepted when its visitor has gone. */
function Abandon({ edit }: { edit: SectionEdit }) {
  const { on, minutes } = edit.form.abandon_minutes;
  return (
    <>
      <Switch
        id={fieldId("abandon")}
        label={t("agents.abandon")}
        hint={t("agents.abandonHint")}
        checked={on}
        onChecked={(next) => edit.change({ abandon_minutes: { on: next, minutes } })}
      />
      {on && (
        <NumberField
          id={fieldId("abandon_minutes")}
          label={t("agents.abandonMinutes")}
          unit={t("inactivity.unit")}
          value={minutes}
          onValue={(next) => edit.change({ abandon_minutes: { on, minutes: next } })}
          onBlur={() => edit.look("abandon_minutes")}
          min={ABANDON_MINUTES_MIN}
          max={ABANDON_MINUTES_MAX}
          hint={t("agents.abandonMinutesHint", { min: ABANDON_MINUTES_MIN, max: ABANDON_MINUTES_MAX })}
          error={edit.faults["abandon_minutes"]}
          required
        />
      )}
    </>
  );
}

/** Reassignment timing, with the sentence that explains it behind the info icon. */
function Timing({ edit }: { edit: SectionEdit }) {
  return (
    <div class={css.timing}>
      <NumberField
        id={fieldId("offer_seconds")}
        label={t("agents.timing")}
        unit={t("agents.seconds")}
        value={edit.form.offer_seconds}
        onValue={(offer_seconds) => edit.change({ offer_seconds })}
        onBlur={() => edit.look("offer_seconds")}
        min={OFFER_SECONDS_MIN}
        max={OFFER_SECONDS_MAX}
        hint={t("agents.timingHint", { min: OFFER_SECONDS_MIN, max: OFFER_SECONDS_MAX })}
        error={edit.faults["offer_seconds"]}
        required
      />
      <span class={css.info}>
        <IconButton size={24} icon={IconInfo} label={t("agents.timingTip")} tooltipPlacement="beside-end" tooltipOnPress />
      </span>
    </div>
  );
}
