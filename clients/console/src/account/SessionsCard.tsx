/**
 * Where this member is signed in, and ending it there.
 *
 * Holds: a session that has ended cannot be given back, so each press is asked about once more; this one ends by signing
 * out, not here.
 */
import { Button, Card, Dialog, ErrorState, formatDay, formatRelative, Pill, serverNow, showToast, SkeletonRows, Table, type Column } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { remove } from "../http/client.ts";
import { describeProblem } from "../http/describe.ts";
import { useResource } from "../http/resource.ts";
import { useSubmit } from "../http/useSubmit.ts";
import { locale, region, t } from "../language/language.ts";
import settings from "../settings/settings.module.css";
import { sessionList } from "./data.ts";
import type { SessionLine } from "./shapes.ts";
import css from "./account.module.css";

type Ending = SessionLine | "others";

export function SessionsCard() {
  const { data, problem, loading } = useResource(sessionList);
  const [ending, setEnding] = useState<Ending | null>(null);
  const others = data?.filter(({ current }) => !current) ?? [];
  const rows = data?.toSorted((one, other) => Number(other.current) - Number(one.current) || other.seen_at - one.seen_at) ?? [];
  const endOthers = others.length > 0 && (
    <Button size={24} onClick={() => setEnding("others")}>
      {t("sessions.endOthers")}
    </Button>
  );
  return (
    <Card title={t("sessions.title")} flush actions={endOthers}>
      {data ? (
        <>
          {problem && <p class={`${settings.failed} ${css.inset}`}>{describeProblem(problem)}</p>}
          <Table caption={t("sessions.title")} rows={rows} rowKey={({ id }) => id} columns={columns(setEnding)} />
        </>
      ) : problem ? (
        <ErrorState title={t("sessions.failed")} onRetry={() => void sessionList.refresh()} retrying={loading} requestId={problem.requestId || undefined}>
          {describeProblem(problem)}
        </ErrorState>
      ) : (
        <SkeletonRows rows={2} />
      )}
      {ending !== null && <EndDialog ending={ending} onClose={() => setEnding(null)} />}
    </Card>
  );
}

function columns(end: (session: SessionLine) => void): Column<SessionLine>[] {
  return [
    {
      key: "device",
      header: t("sessions.device"),
      namesRow: true,
      cell: (session) => (
        <>
          <span class={settings.row}>
            {deviceOf(session)}
            {session.current && <Pill tone="accent">{t("sessions.this")}</Pill>}
          </span>
          <span class={settings.cellSub}>
            <bdi>{session.address}</bdi>
          </span>
        </>
      ),
    },
    {
      key: "seen",
      header: t("sessions.seen"),
      cell: ({ current, seen_at, created_at }) => (
        <>
          {current ? t("sessions.now") : formatRelative(seen_at, serverNow(), locale.value)}
          <span class={settings.cellSub}>{t("sessions.since", { day: formatDay(created_at, serverNow(), region.value) })}</span>
        </>
      ),
    },
    {
      key: "actions",
      header: t("inboxes.actions"),
      kind: "actions",
      cell: (session) =>
        !session.current && (
          <Button size={24} aria-label={t("sessions.endOf", { device: deviceOf(session) })} onClick={() => end(session)}>
            {t("sessions.end")}
          </Button>
        ),
    },
  ];
}

function deviceOf({ device }: SessionLine): string {
  return device || t("sessions.unknownDevice");
}

function EndDialog({ ending, onClose }: { ending: Ending; onClose: () => void }) {
  const { busy, problem, submit } = useSubmit();
  const all = ending === "others";
  const end = async (): Promise<void> => {
    await remove(all ? "/session/sessions" : `/session/sessions/${ending.id}`);
    onClose();
    showToast({ tone: "ok", message: t(all ? "sessions.othersEnded" : "sessions.ended") });
    await sessionList.refresh();
  };
  return (
    <Dialog
      open
      size="small"
      onClose={onClose}
      title={all ? t("sessions.endOthersTitle") : t("sessions.endTitle", { device: deviceOf(ending) })}
      footer={
        <>
          <Button onClick={onClose}>{t("form.cancel")}</Button>
          <Button variant="danger" busy={busy} onClick={() => void submit(end)}>
            {t(all ? "sessions.endOthers" : "sessions.end")}
          </Button>
        </>
      }
    >
      {problem && (
        <p class={settings.failed} role="alert">
          {describeProblem(problem)}
        </p>
      )}
      <p>{t("sessions.endHow")}</p>
      <p class={settings.quiet}>{t("sessions.endDoubt")}</p>
    </Dialog>
  );
}
