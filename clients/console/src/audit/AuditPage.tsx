/**
 * Settings / Audit log: who did what, newest first.
 *
 * Holds: what is filtered by stands in the address; nothing here changes anything but that an export is an act as well.
 */
import { announce, Button, Card, EmptyState, ErrorState, IconCheck, IconSearch, SkeletonRows } from "@deskbell/ui";
import { useEffect, useRef, useState } from "preact/hooks";
import { usePageTitle } from "../frame/pageTitle.ts";
import { query } from "../http/client.ts";
import { describeProblem } from "../http/describe.ts";
import { t } from "../language/language.ts";
import { signedIn } from "../session/session.ts";
import settings from "../settings/settings.module.css";
import { ActTable } from "./ActTable.tsx";
import { FilterBar, useNameOf } from "./FilterBar.tsx";
import { asQuestion, clearFilters, describeFilters, isFiltered, readFilters } from "./filters.ts";
import { type ActList, useActs } from "./useActs.ts";
import { useVerification, VerificationResult } from "./Verification.tsx";
import css from "./audit.module.css";

export default function AuditPage() {
  const { time_zone } = signedIn.value!.organisation;
  const filters = readFilters();
  const question = asQuestion(filters, time_zone);
  const list = useActs(question);
  const verification = useVerification();
  usePageTitle(t("settings.audit"));
  const filtered = isFiltered(filters);
  useAnnouncedCount(list, filtered);
  return (
    <div class={settings.stack}>
      <div class={settings.title}>
        <h1>{t("settings.audit")}</h1>
        <Button icon={IconCheck} busy={verification.busy} busyLabel={t("verify.busy")} onClick={verification.run}>
          {t("verify.do")}
        </Button>
        <Button href={`/api/v1/audit.csv${query(question)}`}>{t("audit.export")}</Button>
      </div>
      <p class={settings.quiet}>{t("audit.lead")}</p>
      <VerificationResult {...verification} />
      <FilterBar filters={filters} />
      <Acts list={list} filtered={filtered} />
    </div>
  );
}

function Acts({ list, filtered }: { list: ActList; filtered: boolean }) {
  const { known, problem, loading, refresh } = list;
  if (!known) {
    return problem ? (
      <ErrorState title={t("audit.failed")} onRetry={refresh} retrying={loading} requestId={problem.requestId || undefined}>
        {describeProblem(problem)}
      </ErrorState>
    ) : (
      <SkeletonRows />
    );
  }
  return (
    <>
      {problem && (
        <p class={settings.failed} role="alert">
          {describeProblem(problem)}
        </p>
      )}
      <Card flush>
        <div aria-busy={loading}>
          <ActTable acts={known.acts} empty={filtered ? <NoneFits /> : <EmptyState title={t("audit.none")}>{t("audit.noneHow")}</EmptyState>} />
        </div>
      </Card>
      {known.acts.length > 0 && <Older list={list} shown={known.acts.length} total={known.total} more={known.more} />}
    </>
  );
}

function NoneFits() {
  const nameOf = useNameOf();
  return (
    <EmptyState
      icon={IconSearch}
      title={t("audit.noneFits", { filters: describeFilters(readFilters(), nameOf) })}
      action={<Button onClick={clearFilters}>{t("showAll")}</Button>}
    />
  );
}

/** Says how many there are, and fetches older ones. When there are no more, the focus stays where the button was. */
function Older({ list, shown, total, more }: { list: ActList; shown: number; total: number; more: boolean }) {
  const [loading, setLoading] = useState(false);
  const end = useRef<HTMLParagraphElement>(null);
  const load = async (): Promise<void> => {
    setLoading(true);
    const count = await list.loadOlder();
    setLoading(false);
    if (count === 0) return;
    announce(t("audit.olderShown", { count }));
  };
  const hadMore = useRef(more);
  useEffect(() => {
    if (hadMore.current && !more && document.activeElement === document.body) end.current?.focus();
    hadMore.current = more;
  }, [more]);
  return (
    <div class={css.older}>
      <p ref={end} tabIndex={-1} class={settings.quiet}>
        {more ? t("audit.shown", { shown, total }) : t("audit.allShown", { count: shown })}
      </p>
      {more && (
        <Button busy={loading} busyLabel={t("chat.earlierLoading")} onClick={() => void load()}>
          {t("audit.older")}
        </Button>
      )}
    </div>
  );
}

/** Who cannot see the table hears what a filter left of it. */
function useAnnouncedCount({ known, loading }: ActList, filtered: boolean): void {
  const total = known?.total;
  const told = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (loading || total === undefined || total === told.current) return;
    if (told.current !== undefined || filtered) announce(t("audit.found", { count: total }));
    told.current = total;
  }, [loading, total, filtered]);
}
