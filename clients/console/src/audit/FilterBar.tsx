/** What the log is narrowed by: words, who, what, and days. */
import { IconSearch, Select, TextField, type SelectOption } from "@deskbell/ui";
import { useResource } from "../http/resource.ts";
import { memberList } from "../inboxes/data.ts";
import { t } from "../language/language.ts";
import { ACT_KINDS, ACTS, describeAct } from "./acts.ts";
import { type Filters, setFilters } from "./filters.ts";
import css from "./audit.module.css";

export function FilterBar({ filters }: { filters: Filters }) {
  const set = (name: keyof Filters) => (value: string): void => setFilters({ [name]: value });
  return (
    <search class={css.filters}>
      <div class={css.search}>
        <TextField label={t("audit.search")} type="search" icon={IconSearch} value={filters.search} onValue={set("search")} />
      </div>
      <Select label={t("audit.by")} value={filters.by} onValue={set("by")} options={usePersonOptions(filters.by)} />
      <Select label={t("audit.what")} value={filters.what} onValue={set("what")} options={actOptions(filters.what)} />
      <TextField label={t("audit.from")} type="date" value={filters.from} onValue={set("from")} />
      <TextField label={t("audit.to")} type="date" value={filters.to} onValue={set("to")} />
    </search>
  );
}

/** The name of a member, also of one who is not on the list (yet). */
export function useNameOf(): (id: string) => string {
  const { data } = useResource(memberList);
  return (id) => data?.find((member) => member.id === id)?.name ?? t("member.gone");
}

function usePersonOptions(chosen: string): SelectOption<string>[] {
  const { data } = useResource(memberList);
  const people = (data ?? []).map(({ id, name }) => ({ value: id, label: name })).toSorted((one, other) => one.label.localeCompare(other.label));
  return withChosen([{ value: "", label: t("audit.everybody") }, ...people], chosen, t("member.gone"));
}

function actOptions(chosen: string): SelectOption<string>[] {
  const ofKind = (kind: string): SelectOption<string>[] => [
    { value: kind, label: describeAct(kind) },
    ...ACTS.filter((what) => what.startsWith(`${kind}.`)).map((what) => ({ value: what, label: `– ${describeAct(what)}` })),
  ];
  return withChosen([{ value: "", label: t("audit.everything") }, ...ACT_KINDS.flatMap(ofKind)], chosen, chosen);
}

/** An address may ask for somebody, or something, that no list has: the field shows it all the same. */
function withChosen(options: SelectOption<string>[], chosen: string, label: string): SelectOption<string>[] {
  return options.some(({ value }) => value === chosen) ? options : [...options, { value: chosen, label }];
}
