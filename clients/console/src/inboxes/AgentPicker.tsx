/**
 * Who serves an inbox.
 *
 * Holds: only members with both licences can be chosen; who is missing from the list, and why, is said under it.
 */
import { CAPACITY_MAX, CAPACITY_MIN } from "@deskbell/protocol";
import { Banner, Card, Checkbox, IconSearch, NumberField, SkeletonRows, TextField } from "@deskbell/ui";
import { useEffect, useState } from "preact/hooks";
import { describeStatus } from "../frame/StatusMenu.tsx";
import { patch } from "../http/client.ts";
import { describeField, describeProblem } from "../http/describe.ts";
import { useResource } from "../http/resource.ts";
import type { Inbox, Member } from "../http/shapes.ts";
import { t } from "../language/language.ts";
import { useWorkplace } from "../live/context.ts";
import { findMember } from "../live/lists.ts";
import { mayChangeProfile } from "../session/rights.ts";
import { signedIn } from "../session/session.ts";
import { SavedNote } from "../settings/SavedNote.tsx";
import { useDraft } from "../settings/useDraft.ts";
import { useFieldSave } from "../settings/useFieldSave.ts";
import { changeInbox, memberList, type InboxChange } from "./data.ts";
import css from "./inbox.module.css";
import shared from "../settings/settings.module.css";

/** From so many people on, looking for a name beats scrolling. */
const SEARCH_FROM = 8;

export function AgentPicker({ inbox, onChanged }: { inbox: Inbox; onChanged: (inbox: Inbox) => void }) {
  const { data, problem } = useResource(memberList);
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState(inbox.agents);
  const saving = useFieldSave<InboxChange>(async (change) => onChanged(await changeInbox(inbox.id, change)));
  useEffect(() => setChosen(inbox.agents), [inbox.agents]);
  if (!data) return problem ? <Banner tone="bad" title={describeProblem(problem)} /> : <SkeletonRows />;

  const active = data.filter((member) => member.active);
  const able = active.filter((member) => member.contact_center && member.live_chat);
  const unable = active.filter((member) => !able.includes(member));
  const shown = able.filter(({ name }) => name.toLocaleLowerCase().includes(search.trim().toLocaleLowerCase()));
  const toggle = async (id: string, wanted: boolean): Promise<void> => {
    const agents = wanted ? [...chosen, id] : chosen.filter((one) => one !== id);
    setChosen(agents);
    if (!(await saving.save({ agents }, { agents: chosen }))) setChosen(inbox.agents);
  };
  return (
    <Card title={t("agents.title")} actions={<SavedNote {...saving} />} flush>
      {able.length >= SEARCH_FROM && (
        <div class={css.pickerHead}>
          <TextField label={t("agents.search")} labelHidden type="search" icon={IconSearch} placeholder={t("agents.search")} value={search} onValue={setSearch} />
        </div>
      )}
      <ul class={css.agents} aria-label={t("agents.title")}>
        {shown.map((member) => (
          <AgentRow key={member.id} member={member} chosen={chosen.includes(member.id)} onToggle={(wanted) => void toggle(member.id, wanted)} />
        ))}
      </ul>
      {/* Under the list, so that the first press on a name moves nothing. */}
      {chosen.length === 0 && (
        <div class={css.pickerNote}>
          <Banner tone="warn" title={t("agents.nobody")} />
        </div>
      )}
      <p class={`${css.pickerNote} ${shared.quiet}`}>
        {shown.length === 0 && search !== "" && <>{t("agents.noneFits", { text: search })} </>}
        {unable.length > 0 ? t("agents.missing", { names: listNames(unable) }) : t("agents.missingNobody")}{" "}
        <a href="/settings/people">{t("inbox.licences")}</a>
      </p>
    </Card>
  );
}

function AgentRow({ member, chosen, onToggle }: { member: Member; chosen: boolean; onToggle: (wanted: boolean) => void }) {
  const { live, loads } = useWorkplace();
  const told = findMember(live, member.id);
  return (
    <li class={css.agent}>
      <div class={css.agentName}>
        <Checkbox label={member.name} hint={told && describeStatus(told)} checked={chosen} onChecked={onToggle} />
      </div>
      <div class={css.agentFigures}>
        <CapacityField member={member} />
        <span class={shared.quiet}>{t("agents.now", { count: loads.value.get(member.id) ?? 0 })}</span>
      </div>
    </li>
  );
}

/** How many chats a member may hold over all inboxes. Saves itself. */
export function CapacityField({ member }: { member: Member }) {
  const me = signedIn.value!.member;
  const [value, setValue] = useDraft<number | null>(member.capacity);
  const [wrong, setWrong] = useState(false);
  const saving = useFieldSave<{ capacity: number }>(async (change) => {
    await patch(`/members/${member.id}`, change);
    await memberList.refresh();
  });
  const save = (): void => {
    const fits = value !== null && value >= CAPACITY_MIN && value <= CAPACITY_MAX;
    setWrong(!fits);
    if (fits && value !== member.capacity) void saving.save({ capacity: value }, { capacity: member.capacity });
  };
  const label = t("agents.capacityOf", { name: member.name });
  return (
    <span class={css.agentFigures}>
      <span aria-hidden="true" class={shared.quiet}>
        {t("agents.capacity")}
      </span>
      <span class={css.capacity}>
        <NumberField
          label={label}
          labelHidden
          value={value}
          onValue={setValue}
          onBlur={save}
          min={CAPACITY_MIN}
          max={CAPACITY_MAX}
          disabled={!mayChangeProfile(me, member)}
          error={wrong ? t("agents.capacityWrong", { min: CAPACITY_MIN, max: CAPACITY_MAX }) : describeField(saving.problem, "capacity", t("agents.capacity"))}
        />
      </span>
    </span>
  );
}

const NAMES_SHOWN = 3;

function listNames(members: Member[]): string {
  const names = members.slice(0, NAMES_SHOWN).map(({ name }) => name);
  return members.length > NAMES_SHOWN ? `${names.join(", ")}, …` : names.join(", ");
}
