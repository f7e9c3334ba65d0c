/** The acts as rows; what exactly was changed opens below its row. */
import { formatDay, formatTimeOfDay, IconChevronEnd, serverNow, Table, VisuallyHidden, type Column } from "@deskbell/ui";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useMedia } from "../frame/useMedia.ts";
import { region, t } from "../language/language.ts";
import { signedIn } from "../session/session.ts";
import settings from "../settings/settings.module.css";
import { describeAct, describeDetail, describeValue } from "./acts.ts";
import type { ActDetail, AuditAct } from "./shapes.ts";
import css from "./audit.module.css";

export function ActTable({ acts, empty }: { acts: AuditAct[]; empty: ComponentChildren }) {
  const isNarrow = useMedia(TWO_COLUMNS);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const toggle = ({ number }: AuditAct): void => setOpen(open.has(number) ? new Set([...open].filter((one) => one !== number)) : new Set([...open, number]));
  return (
    <Table
      caption={t("settings.audit")}
      rows={acts}
      rowKey={({ number }) => String(number)}
      columns={columns(isNarrow, (act) => open.has(act.number), toggle)}
      onRowPress={toggle}
      detail={(act) => open.has(act.number) && <Details act={act} />}
      empty={empty}
    />
  );
}

/** Where there is room for two columns, each holds two of the four. */
const TWO_COLUMNS = "(width < 640px)";

function columns(isNarrow: boolean, isOpen: (act: AuditAct) => boolean, toggle: (act: AuditAct) => void): Column<AuditAct>[] {
  const when: Column<AuditAct> = {
    key: "at",
    header: t("audit.when"),
    cell: (act) => (
      <>
        <span class={css.when}>{timeOf(act)}</span>
        <span class={settings.cellSub}>{isNarrow ? <bdi>{doerOf(act)}</bdi> : t("audit.number", { number: act.number })}</span>
      </>
    ),
  };
  const what: Column<AuditAct> = {
    key: "what",
    header: t("audit.what"),
    namesRow: true,
    cell: (act) => (
      <>
        <button type="button" class={css.open} aria-expanded={isOpen(act)} aria-controls={isOpen(act) ? detailId(act) : undefined} onClick={() => toggle(act)}>
          <IconChevronEnd size={14} class={css.chevron ?? ""} />
          <span>{describeAct(act.what)}</span>
        </button>
        {isNarrow && (
          <span class={`${settings.cellSub} ${css.under}`}>
            <bdi>{act.subject_name}</bdi>
          </span>
        )}
      </>
    ),
  };
  if (isNarrow) return [what, when];
  return [
    when,
    { key: "by", header: t("audit.by"), cell: (act) => <bdi>{doerOf(act)}</bdi> },
    what,
    { key: "subject", header: t("audit.subject"), cell: (act) => <bdi class={css.subject}>{act.subject_name}</bdi> },
  ];
}

function timeOf({ at }: AuditAct): string {
  const zone = signedIn.value!.organisation.time_zone;
  return t("context.dayTime", { day: formatDay(at, serverNow(), region.value, zone), time: formatTimeOfDay(at, region.value, zone) });
}

function doerOf({ by, by_name }: AuditAct): string {
  return by === "" ? t("audit.system") : by_name || t("member.gone");
}

function detailId({ number }: AuditAct): string {
  return `act-${number}`;
}

function Details({ act }: { act: AuditAct }) {
  return (
    <dl id={detailId(act)} class={css.details}>
      {act.details.map((detail) => (
        <Line key={detail.field} term={describeDetail(detail.field)}>
          <Change detail={detail} />
        </Line>
      ))}
      <Line term={t("audit.exactly")}>{t("audit.exactTime", { number: act.number, time: exactTime(act.at) })}</Line>
      {act.address !== "" && (
        <Line term={t("audit.address")}>
          <bdi>{act.address}</bdi>
        </Line>
      )}
    </dl>
  );
}

function Line({ term, children }: { term: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** "30 › 45"; what was nothing before is told as it is now. */
function Change({ detail: { field, before, after } }: { detail: ActDetail }) {
  if (before === "") return <bdi>{describeValue(field, after)}</bdi>;
  return (
    <>
      <bdi class={css.before}>{describeValue(field, before)}</bdi>
      <IconChevronEnd size={12} class={css.arrow ?? ""} />
      <VisuallyHidden> {t("audit.becomes")} </VisuallyHidden>
      {after === "" ? <span class={css.nothing}>{t("audit.nothing")}</span> : <bdi>{describeValue(field, after)}</bdi>}
    </>
  );
}

function exactTime(at: number): string {
  return new Intl.DateTimeFormat(region.value, { dateStyle: "long", timeStyle: "long", timeZone: signedIn.value!.organisation.time_zone }).format(at);
}
