/**
 * Who serves an inbox.
 *
 * Holds: only members with both licences can be chosen; who is missing from the list, and why, is said under it. Whoever
 * was chosen and lost a licence since stays chosen without being shown as a choice: no chat is offered to him.
 */
import { Banner, Card, Checkbox, IconSearch, SkeletonRows, TextField } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { describeStatus } from "../frame/StatusMenu.tsx";
import { describeProblem } from "../http/describe.ts";
import { useResource } from "../http/resource.ts";
import type { Member } from "../http/shapes.ts";
import { t } from "../language/language.ts";
import { useWorkplace } from "../live/context.ts";
import { findMember } from "../live/lists.ts";
import { CapacityField } from "./CapacityField.tsx";
import { memberList } from "./data.ts";
import { fieldId } from "./faults.ts";
import { hearsAll } from "./figures.ts";
import css from "./inbox.module.css";
import shared from "../settings/settings.module.css";

/** From so many people on, looking for a name beats scrolling. */
const SEARCH_FROM = 8;
const NAMES_SHOWN = 3;

export interface AgentPickerProps {
  chosen: string[];
  onChosen: (agents: string[]) => void;
  error: string | undefined;
}

export function AgentPicker({ chosen, onChosen, error }: AgentPickerProps) {
  const { data, problem } = useResource(memberList);
  const [search, setSearch] = useState("");
  if (!data) return problem ? <Banner tone="bad" title={describeProblem(problem)} /> : <SkeletonRows />;

  const active = data.filter((member) => member.active);
  const able = active.filter((member) => member.contact_center && member.live_chat);
  const unable = active.filter((member) => !able.includes(member));
  const idle = data.filter((member) => chosen.includes(member.id) && !able.includes(member));
  const shown = able.filter(({ name }) => name.toLocaleLowerCase().includes(search.trim().toLocaleLowerCase()));
  const toggle = (id: string, wanted: boolean): void => onChosen(wanted ? [...chosen, id] : chosen.filter((one) => one !== id));
  return (
    <Card title={t("agents.title")} flush>
      {able.length >= SEARCH_FROM && (
        <div class={css.pickerHead}>
          <TextField label={t("agents.search")} labelHidden type="search" icon={IconSearch} placeholder={t("agents.search")} value={search} onValue={setSearch} />
        </div>
      )}
      {error && (
        <div class={css.pickerNote}>
          <Banner tone="bad" title={error} />
        </div>
      )}
      <ul id={fieldId("agents")} class={css.agents} aria-label={t("agents.title")} tabIndex={-1}>
        {shown.map((member) => (
          <AgentRow key={member.id} member={member} chosen={chosen.includes(member.id)} onToggle={(wanted) => toggle(member.id, wanted)} />
        ))}
      </ul>
      {/* Under the list, so that the first press on a name moves nothing. */}
      {!able.some(({ id }) => chosen.includes(id)) && (
        <div class={css.pickerNote}>
          <Banner tone="warn" title={t("agents.nobody")} />
        </div>
      )}
      <p class={`${css.pickerNote} ${shared.quiet}`}>
        {shown.length === 0 && search !== "" && <>{t("agents.noneFits", { text: search })} </>}
        {unable.length > 0 ? t("agents.missing", { count: unable.length, names: listNames(unable) }) : t("agents.missingNobody")}{" "}
        <a href="/settings/licences">{t("inbox.licences")}</a>
        {idle.length > 0 && <> {t("agents.idle", { count: idle.length, names: listNames(idle) })}</>}
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
        {hearsAll(live) && <span class={shared.quiet}>{t("agents.now", { count: loads.value.get(member.id) ?? 0 })}</span>}
      </div>
    </li>
  );
}

function listNames(members: Member[]): string {
  const names = members.slice(0, NAMES_SHOWN).map(({ name }) => name);
  return members.length > NAMES_SHOWN ? `${names.join(", ")}, …` : names.join(", ");
}
