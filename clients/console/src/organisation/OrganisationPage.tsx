/** Settings / Organisation: its name, its time zone, and who owns it. The Owner's. */
import { Button, Card, ErrorState, Select, SkeletonRows, TextField } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { usePageTitle } from "../frame/pageTitle.ts";
import { describeField, describeProblem } from "../http/describe.ts";
import { useResource } from "../http/resource.ts";
import type { Organisation } from "../http/shapes.ts";
import { memberList } from "../inboxes/data.ts";
import { t } from "../language/language.ts";
import { checkName } from "../session/checks.ts";
import { refreshSession, signedIn } from "../session/session.ts";
import { timeZoneOptions } from "../session/timeZones.ts";
import { SavedNote } from "../settings/SavedNote.tsx";
import { useDraft } from "../settings/useDraft.ts";
import { useFieldSave, type FieldSave } from "../settings/useFieldSave.ts";
import { changeOrganisation, organisation, type OrganisationChange } from "./data.ts";
import { CapacityCard } from "./CapacityCard.tsx";
import { HandOverDialog } from "./HandOverDialog.tsx";
import css from "../settings/settings.module.css";

export default function OrganisationPage() {
  const { data, problem, loading } = useResource(organisation);
  // Whom it can be handed over to, before somebody asks.
  useResource(memberList);
  usePageTitle(t("settings.organisation"));
  if (!data) {
    return problem ? (
      <ErrorState title={t("organisation.failed")} onRetry={() => void organisation.refresh()} retrying={loading} requestId={problem.requestId || undefined}>
        {describeProblem(problem)}
      </ErrorState>
    ) : (
      <SkeletonRows />
    );
  }
  return (
    <div class={css.stack}>
      <div class={css.title}>
        <h1>{t("settings.organisation")}</h1>
      </div>
      <AboutCard saved={data} />
      <CapacityCard />
      <OwnerCard />
    </div>
  );
}

function AboutCard({ saved }: { saved: Organisation }) {
  const saving = useFieldSave<OrganisationChange>(async (change) => {
    organisation.put(await changeOrganisation(change));
    // The session names the organisation as well.
    void refreshSession();
  });
  return (
    <Card title={t("organisation.about")} actions={<SavedNote {...saving} />}>
      <div class={css.form}>
        <NameField saved={saved.name} saving={saving} />
        <Select
          label={t("field.timeZone")}
          hint={t("setUp.timeZoneHint")}
          value={saved.time_zone}
          onValue={(time_zone) => void saving.save({ time_zone }, { time_zone: saved.time_zone })}
          options={zones(saved.time_zone)}
          error={describeField(saving.problem, "time_zone", t("field.timeZone"))}
        />
      </div>
    </Card>
  );
}

function NameField({ saved, saving }: { saved: string; saving: FieldSave<OrganisationChange> }) {
  const [name, setName] = useDraft(saved);
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const save = (): void => {
    const problem = checkName(name);
    setWrong(problem);
    if (!problem && name.trim() !== saved) void saving.save({ name: name.trim() }, { name: saved });
  };
  return (
    <TextField
      label={t("field.name")}
      hint={t("setUp.organisationHint")}
      value={name}
      onValue={setName}
      onBlur={save}
      onKeyDown={(event) => event.key === "Enter" && save()}
      error={wrong ?? describeField(saving.problem, "name", t("field.name"))}
    />
  );
}

/** This browser's list, and the zone in force even where this browser does not know it. */
function zones(current: string) {
  const options = timeZoneOptions();
  return options.some(({ value }) => value === current) ? options : [{ value: current, label: current }, ...options];
}

function OwnerCard() {
  const [asking, setAsking] = useState(false);
  const { member } = signedIn.value!;
  return (
    <Card title={t("handOver.card")}>
      <div class={css.row}>
        <p>
          {t("organisation.owner", { name: member.name })} {t("handOver.cardHow")}
        </p>
        <Button onClick={() => setAsking(true)}>{t("handOver.open")}</Button>
      </div>
      {asking && <HandOverDialog onClose={() => setAsking(false)} />}
    </Card>
  );
}
