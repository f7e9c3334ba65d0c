/** Inactivity Action of an inbox: what happens when a customer has gone silent (product, section 8). */
import { INACTIVITY_CHARACTERS_MAX, INACTIVITY_MINUTES_MAX, INACTIVITY_MINUTES_MIN } from "@deskbell/protocol";
import { NumberField, RadioGroup, Select, Switch, Textarea } from "@deskbell/ui";
import { t } from "../language/language.ts";
import { fieldId } from "./faults.ts";
import { type InactivityForm, sendsMessage } from "./form.ts";
import { InactivityPreview } from "./InactivityPreview.tsx";
import { SectionForm, type StepWay } from "./SectionForm.tsx";
import { INACTIVITY_ACTIONS } from "./shapes.ts";
import { type EditedInbox, type SectionEdit, useSection } from "./useSection.ts";
import css from "./inactivity.module.css";
import shared from "../settings/settings.module.css";

export function InactivitySection({ edited, way }: { edited: EditedInbox; way?: StepWay | undefined }) {
  const edit = useSection(edited, "inactivity");
  const { inactivity } = edit.form;
  const change = (part: Partial<InactivityForm>): void => edit.change({ inactivity: { ...inactivity, ...part } });
  return (
    <SectionForm edited={edited} edit={edit} title={t(way ? "wizard.inactivity" : "inboxTab.inactivity")} way={way}>
      <Switch
        id={fieldId("inactivity")}
        label={t("inactivity.on")}
        hint={t("inactivity.onHint")}
        checked={inactivity.on}
        onChecked={(on) => change({ on })}
        wide
      />
      {inactivity.on && <Details edit={edit} inactivity={inactivity} change={change} />}
    </SectionForm>
  );
}

interface DetailsProps {
  edit: SectionEdit;
  inactivity: InactivityForm;
  change: (part: Partial<InactivityForm>) => void;
}

function Details({ edit, inactivity, change }: DetailsProps) {
  const { minutes, action, message } = inactivity;
  return (
    <>
      <NumberField
        id={fieldId("inactivity.minutes")}
        label={t("inactivity.minutes")}
        unit={t("inactivity.unit")}
        value={minutes}
        onValue={(value) => change({ minutes: value })}
        onBlur={() => edit.look("inactivity.minutes")}
        min={INACTIVITY_MINUTES_MIN}
        max={INACTIVITY_MINUTES_MAX}
        hint={t("inactivity.minutesHint", { min: INACTIVITY_MINUTES_MIN, max: INACTIVITY_MINUTES_MAX })}
        error={edit.faults["inactivity.minutes"]}
        required
      />
      <Select
        id={fieldId("inactivity.action")}
        label={t("inactivity.action")}
        placeholder={t("inactivity.actionChoose")}
        value={action}
        onValue={(value) => change({ action: value })}
        options={INACTIVITY_ACTIONS.map((value) => ({ value, label: t(`inactivityAction.${value}`) }))}
        error={edit.faults["inactivity.action"]}
        required
      />
      {sendsMessage(action) && (
        <Textarea
          id={fieldId("inactivity.message")}
          label={t("inactivity.message")}
          hint={t("inactivity.messageHint")}
          value={message}
          onValue={(value) => change({ message: value })}
          onBlur={() => edit.look("inactivity.message")}
          charactersMax={INACTIVITY_CHARACTERS_MAX}
          error={edit.faults["inactivity.message"]}
          required
        />
      )}
      <InactivityPreview inactivity={inactivity} />
      <Basis edit={edit} inactivity={inactivity} change={change} />
    </>
  );
}

function Basis({ edit, inactivity, change }: DetailsProps) {
  return (
    <details class={css.advanced} open={inactivity.basis !== "agent_reply"}>
      <summary>{t("inactivity.advanced")}</summary>
      <div class={shared.stack}>
        <RadioGroup
          id={fieldId("inactivity.basis")}
          label={t("inactivity.basis")}
          value={inactivity.basis}
          onValue={(basis) => change({ basis })}
          error={edit.faults["inactivity.basis"]}
          options={[
            { value: "agent_reply", label: t("inactivityBasis.agent_reply"), hint: t("inactivityBasis.agent_reply.hint") },
            { value: "customer_message", label: t("inactivityBasis.customer_message"), hint: t("inactivityBasis.customer_message.hint") },
          ]}
        />
      </div>
    </details>
  );
}
