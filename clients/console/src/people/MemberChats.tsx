/** What a member answers: licences, capacity, presence and inboxes. */
import { CAPACITY_MAX, CAPACITY_MIN } from "@deskbell/protocol";
import { Banner, Card, NumberField } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { describeField, describeProblem } from "../http/describe.ts";
import type { Problem } from "../http/problem.ts";
import { useResource } from "../http/resource.ts";
import type { Member } from "../http/shapes.ts";
import { t } from "../language/language.ts";
import { licenceList } from "../licences/data.ts";
import { describeSeats } from "../licences/seatWords.ts";
import { useLive } from "../live/context.ts";
import { isOwner, managesInboxes, mayChangeCapacity } from "../session/rights.ts";
import { signedIn } from "../session/session.ts";
import { SavedNote } from "../settings/SavedNote.tsx";
import { useDraft } from "../settings/useDraft.ts";
import { useFieldSave } from "../settings/useFieldSave.ts";
import { changeMember } from "./data.ts";
import { LicenceSwitch } from "./LicenceSwitch.tsx";
import { MemberStatus, useLoad } from "./MemberStatus.tsx";
import { describeLicences } from "./licenceWords.ts";
import { LICENCES } from "./shapes.ts";
import css from "../settings/settings.module.css";
import own from "./people.module.css";

export function MemberChats({ member }: { member: Member }) {
  const saving = useFieldSave<{ capacity: number }>((change) => changeMember(member.id, change));
  return (
    <Card title={t("member.chats")} actions={<SavedNote {...saving} />}>
      <div class={own.fields}>
        <Licences member={member} />
        <Capacity member={member} saving={saving} />
        <div>
          <p class={css.quiet}>{t("people.status")}</p>
          <MemberStatus member={member} />
        </div>
        <InboxesServed member={member} />
      </div>
    </Card>
  );
}

function Licences({ member }: { member: Member }) {
  const seats = useResource(licenceList).data;
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  if (!isOwner(signedIn.value!)) {
    return (
      <div>
        <p class={css.quiet}>{t("people.licences")}</p>
        <p>{describeLicences(member)}</p>
        <p class={css.quiet}>{t("member.licencesByOwner")}</p>
      </div>
    );
  }
  return (
    <>
      {problem && (
        <Banner tone="bad" live="assertive" title={describeProblem(problem)}>
          <a href="/settings/licences">{t("seats.toLicences")}</a>
        </Banner>
      )}
      {LICENCES.map((licence) => (
        <LicenceSwitch
          key={licence}
          member={member}
          licence={licence}
          hint={describeSeats(seats, licence)}
          disabled={!member.active}
          onAnswer={setProblem}
        />
      ))}
      {!member.active && <p class={css.quiet}>{t("member.licencesInactive")}</p>}
    </>
  );
}

function Capacity({ member, saving }: { member: Member; saving: ReturnType<typeof useFieldSave<{ capacity: number }>> }) {
  const [value, setValue] = useDraft<number | null>(member.capacity);
  const [wrong, setWrong] = useState(false);
  const load = useLoad(member.id);
  const save = (): void => {
    const fits = value !== null && value >= CAPACITY_MIN && value <= CAPACITY_MAX;
    setWrong(!fits);
    if (fits && value !== member.capacity) void saving.save({ capacity: value }, { capacity: member.capacity });
  };
  return (
    <NumberField
      label={t("agents.capacity")}
      value={value}
      onValue={setValue}
      onBlur={save}
      min={CAPACITY_MIN}
      max={CAPACITY_MAX}
      unit={t("member.capacityUnit")}
      disabled={!mayChangeCapacity(signedIn.value!, member)}
      hint={
        <>
          {t("member.effective", { load, capacity: member.capacity })} {t("member.capacityHint")}
        </>
      }
      error={wrong ? t("agents.capacityWrong", { min: CAPACITY_MIN, max: CAPACITY_MAX }) : describeField(saving.problem, "capacity", t("agents.capacity"))}
    />
  );
}

function InboxesServed({ member }: { member: Member }) {
  const inboxes = Object.values(useLive().team.seen.value?.view.inboxes ?? {})
    .filter(({ agents }) => agents.includes(member.id))
    .toSorted((one, other) => one.name.localeCompare(other.name));
  const linked = managesInboxes(signedIn.value!);
  return (
    <div>
      <p class={css.quiet}>{t("member.inboxes")}</p>
      {inboxes.length === 0 ? (
        <p>{t("member.noInboxes")}</p>
      ) : (
        <ul class={css.list}>
          {inboxes.map(({ inbox, name }) => (
            <li key={inbox}>{linked ? <a href={`/settings/inboxes/${inbox}/agents`}>{name}</a> : name}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
