/** Who holds which licence: one by one with switches, or several people at once. */
import { Banner, Button, Card, Checkbox, EmptyState, IconSearch, Select, Table, TextField, type Column } from "@deskbell/ui";
import { useMemo, useState } from "preact/hooks";
import { describeProblem } from "../http/describe.ts";
import type { Problem } from "../http/problem.ts";
import type { Member } from "../http/shapes.ts";
import { t } from "../language/language.ts";
import { byName, fits, LICENCE_FILTERS, type PeopleFilter } from "../people/filter.ts";
import { LicenceSwitch } from "../people/LicenceSwitch.tsx";
import { LICENCES } from "../people/shapes.ts";
import { BulkBar } from "./BulkBar.tsx";
import css from "../settings/settings.module.css";
import people from "../people/people.module.css";
import own from "./licences.module.css";

const ROWS_AT_ONCE = 100;

export function HolderTable({ members }: { members: Member[] }) {
  const [search, setSearch] = useState("");
  const [licence, setLicence] = useState<PeopleFilter["licence"]>("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [shown, setShown] = useState(ROWS_AT_ONCE);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const rows = useMemo(
    () => members.filter((member) => fits(member, { search, licence, role: "", state: "active" })).toSorted(byName),
    [members, search, licence],
  );
  const selected = members.filter(({ id, active }) => active && chosen.has(id));
  const choose = (ids: string[], wanted: boolean): void => {
    const next = new Set(chosen);
    for (const id of ids) {
      if (wanted) next.add(id);
      else next.delete(id);
    }
    setChosen(next);
  };
  const allChosen = rows.length > 0 && rows.every(({ id }) => chosen.has(id));
  return (
    <>
      <div class={css.filters}>
        <div class={people.filter}>
          <Select
            label={t("people.licences")}
            labelHidden
            value={licence}
            onValue={setLicence}
            options={[{ value: "" as const, label: t("people.licence.any") }, ...LICENCE_FILTERS.map((value) => ({ value, label: t(`people.licence.${value}`) }))]}
          />
        </div>
        <div class={css.search}>
          <TextField label={t("people.search")} labelHidden type="search" icon={IconSearch} placeholder={t("people.search")} value={search} onValue={setSearch} />
        </div>
      </div>
      {problem && (
        <Banner tone="bad" live="assertive" title={describeProblem(problem)} onDismiss={() => setProblem(undefined)}>
          {problem.code === "no_seat" ? t("seats.noSeatHow") : undefined}
        </Banner>
      )}
      <Card flush>
        <div class={own.bulk}>
          <Checkbox
            label={chosen.size === 0 ? t("bulk.chooseAll", { count: rows.length }) : t("bulk.chosen", { count: selected.length })}
            checked={allChosen}
            partly={!allChosen && selected.length > 0}
            disabled={rows.length === 0}
            onChecked={(wanted) => (wanted ? choose(rows.map(({ id }) => id), true) : setChosen(new Set()))}
          />
          {selected.length > 0 && <BulkBar members={selected} onDone={() => setChosen(new Set())} />}
        </div>
        <Table
          caption={t("seats.holders")}
          columns={columns(chosen, choose, setProblem)}
          rows={rows.slice(0, shown)}
          rowKey={({ id }) => id}
          isSelected={({ id }) => chosen.has(id)}
          empty={
            <EmptyState
              icon={IconSearch}
              title={search.trim() === "" ? t("people.noneFitsFilter") : t("people.noneFits", { text: search })}
              action={
                <Button
                  onClick={() => {
                    setSearch("");
                    setLicence("");
                  }}
                >
                  {t("showAll")}
                </Button>
              }
            />
          }
        />
        {rows.length > shown && (
          <div class={people.more}>
            <Button onClick={() => setShown(shown + ROWS_AT_ONCE)}>{t("people.more", { count: rows.length - shown })}</Button>
          </div>
        )}
      </Card>
    </>
  );
}

function columns(
  chosen: ReadonlySet<string>,
  choose: (ids: string[], wanted: boolean) => void,
  onAnswer: (problem: Problem | undefined) => void,
): Column<Member>[] {
  return [
    {
      key: "name",
      header: t("field.name"),
      namesRow: true,
      cell: (member) => <Checkbox label={member.name} hint={member.email} checked={chosen.has(member.id)} onChecked={(wanted) => choose([member.id], wanted)} />,
    },
    { key: "role", header: t("people.role"), cell: (member) => t(`role.${member.role}`) },
    ...LICENCES.map((licence) => ({
      key: licence,
      header: t(`licence.${licence}`),
      cell: (member: Member) => (
        <span class={own.labelless}>
          <LicenceSwitch member={member} licence={licence} named onAnswer={onAnswer} />
        </span>
      ),
    })),
  ];
}
