/**
 * Time in each status, today or over the last seven days.
 *
 * Holds: the table says everything; the bar above it is for the eye alone. Shown to whoever may read it.
 */
import { Card, EmptyState, ErrorState, formatDuration, SegmentedControl, serverNow, SkeletonRows, Table, type Column } from "@deskbell/ui";
import { useEffect, useMemo, useState } from "preact/hooks";
import { describeProblem } from "../http/describe.ts";
import { createResource, useResource } from "../http/resource.ts";
import type { Member } from "../http/shapes.ts";
import { region, t } from "../language/language.ts";
import { may } from "../session/rights.ts";
import { signedIn } from "../session/session.ts";
import { daysOf, loadTimes, SPANS, STATUSES, type MemberTimes as Times, type Span, type TimedStatus } from "./times.ts";
import settings from "../settings/settings.module.css";
import css from "./times.module.css";

const REFRESH_MS = 60_000;

/** Of oneself, or with the permission that opens reports. */
export function maySeeTimes(member: Pick<Member, "id">): boolean {
  const me = signedIn.value!;
  return me.member.id === member.id || may(me, "reports");
}

export function MemberTimes({ member }: { member: Member }) {
  const [span, setSpan] = useState<Span>("today");
  const zone = signedIn.value!.organisation.time_zone;
  const resource = useMemo(() => createResource(() => loadTimes(member.id, daysOf(span, serverNow(), zone))), [member.id, span, zone]);
  const { data, problem, loading } = useResource(resource);
  useEffect(() => {
    const timer = setInterval(() => void resource.refresh(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [resource]);
  return (
    <Card
      title={t("times.title")}
      actions={<SegmentedControl label={t("times.span")} value={span} onValue={setSpan} segments={SPANS.map((value) => ({ value, label: t(`times.${value}`) }))} />}
    >
      {data ? (
        <Shown times={data} />
      ) : data === null ? (
        <EmptyState title={t("times.none")}>{t("times.noneHow")}</EmptyState>
      ) : problem ? (
        <ErrorState title={t("times.failed")} onRetry={() => void resource.refresh()} retrying={loading} requestId={problem.requestId || undefined}>
          {describeProblem(problem)}
        </ErrorState>
      ) : (
        <SkeletonRows />
      )}
    </Card>
  );
}

interface Row {
  key: string;
  status: TimedStatus;
  /** Of the time away, the part for one reason. */
  reason?: string;
  ms: number;
}

function Shown({ times }: { times: Times }) {
  const whole = STATUSES.reduce((sum, status) => sum + times[`${status}_ms`], 0);
  return (
    <div class={css.times}>
      <div class={css.bar} aria-hidden="true">
        {STATUSES.map((status) => times[`${status}_ms`] > 0 && <span key={status} class={css[status]} style={{ flexGrow: times[`${status}_ms`] }} />)}
      </div>
      <Table caption={t("times.title")} rows={rowsOf(times)} rowKey={({ key }) => key} columns={columns(whole)} />
      <p class={settings.quiet}>{t("times.besides", { reachable: duration(times.reachable_ms), held: duration(times.on_hold_ms) })}</p>
    </div>
  );
}

/** The reasons of being away stand below it, where there is one. */
function rowsOf(times: Times): Row[] {
  return STATUSES.flatMap((status) => {
    const row: Row = { key: status, status, ms: times[`${status}_ms`] };
    const reasons = status === "away" && times.away.some(({ reason }) => reason !== "") ? times.away : [];
    return [row, ...reasons.map(({ reason, ms }) => ({ key: `away ${reason}`, status, reason, ms }))];
  });
}

function columns(whole: number): Column<Row>[] {
  const share = new Intl.NumberFormat(region.value, { style: "percent", maximumFractionDigits: 0 });
  return [
    { key: "status", header: t("people.status"), namesRow: true, cell: (row) => <Name {...row} /> },
    { key: "time", header: t("times.time"), kind: "figure", cell: ({ ms }) => duration(ms) },
    { key: "share", header: t("times.share"), kind: "figure", cell: ({ ms }) => share.format(whole > 0 ? ms / whole : 0) },
  ];
}

function Name({ status, reason }: Row) {
  if (reason !== undefined) {
    return <bdi class={css.reason}>{reason === "" ? t("times.noReason") : reason}</bdi>;
  }
  return (
    <span class={css.name}>
      <span class={`${css.swatch} ${css[status]}`} aria-hidden="true" />
      {t(`status.${status}`)}
    </span>
  );
}

function duration(ms: number): string {
  return formatDuration(ms / 1000, region.value);
}
