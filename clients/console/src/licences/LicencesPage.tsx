/** Settings / Licences: how many seats there are, and who holds them. The Owner's. */
import { Button, ErrorState, SkeletonRows } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { usePageTitle } from "../frame/pageTitle.ts";
import { describeProblem } from "../http/describe.ts";
import { useResource } from "../http/resource.ts";
import { memberList } from "../inboxes/data.ts";
import { t } from "../language/language.ts";
import { usePeopleNews } from "../people/usePeopleNews.ts";
import { CsvDialog } from "./CsvDialog.tsx";
import { licenceList } from "./data.ts";
import { HolderTable } from "./HolderTable.tsx";
import { SeatsCard } from "./SeatsCard.tsx";
import css from "../settings/settings.module.css";
import own from "./licences.module.css";

export default function LicencesPage() {
  const seats = useResource(licenceList);
  const members = useResource(memberList);
  const [importing, setImporting] = useState(false);
  usePageTitle(t("settings.licences"));
  usePeopleNews();
  if (!seats.data || !members.data) {
    const failed = seats.problem ?? members.problem;
    const retry = (): void => void Promise.all([licenceList.refresh(), memberList.refresh()]);
    return failed ? (
      <ErrorState title={t("seats.failed")} onRetry={retry} retrying={seats.loading || members.loading} requestId={failed.requestId || undefined}>
        {describeProblem(failed)}
      </ErrorState>
    ) : (
      <SkeletonRows />
    );
  }
  return (
    <div class={css.stack}>
      <div class={css.title}>
        <h1>{t("settings.licences")}</h1>
        <Button onClick={() => setImporting(true)}>{t("csv.open")}</Button>
      </div>
      <p class={own.lead}>{t("seats.lead")}</p>
      <div class={own.cards}>
        {seats.data.map((one) => (
          <SeatsCard key={one.licence} seats={one} />
        ))}
      </div>
      <HolderTable members={members.data} />
      {importing && <CsvDialog members={members.data} onClose={() => setImporting(false)} />}
    </div>
  );
}
