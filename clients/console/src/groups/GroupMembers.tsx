/** Who is in a permission group, as links to their pages. */
import { t } from "../language/language.ts";
import { memberList } from "../inboxes/data.ts";
import css from "../settings/settings.module.css";
import own from "./groups.module.css";

/** In a table's cell; a dialog names all. */
const SHOWN_IN_SHORT = 3;

export function GroupMembers({ ids, short = false }: { ids: string[]; short?: boolean }) {
  const known = new Map((memberList.state.value.data ?? []).map((member) => [member.id, member]));
  if (ids.length === 0) return <span class={css.quiet}>{t("groups.nobody")}</span>;
  const people = ids.map((id) => ({ id, name: known.get(id)?.name ?? t("member.gone") })).toSorted((one, other) => one.name.localeCompare(other.name));
  const shown = short ? people.slice(0, SHOWN_IN_SHORT) : people;
  return (
    <ul class={own.people}>
      {shown.map(({ id, name }) => (
        <li key={id}>
          <a href={`/settings/people/${id}`}>{name}</a>
        </li>
      ))}
      {people.length > shown.length && <li>{t("people.moreOf", { count: people.length - shown.length })}</li>}
    </ul>
  );
}
