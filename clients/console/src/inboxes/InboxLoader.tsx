/**
 * Brings one inbox to the screens that edit it, and keeps it as the server has it.
 *
 * Holds: what the team's stream tells of the inbox is fetched at once; an inbox that somebody deletes meanwhile says so.
 */
import { Button, EmptyState, ErrorState, IconSearch, SkeletonRows } from "@deskbell/ui";
import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { usePageTitle } from "../frame/pageTitle.ts";
import { describeProblem } from "../http/describe.ts";
import { createResource, useResource } from "../http/resource.ts";
import { t } from "../language/language.ts";
import { useLive } from "../live/context.ts";
import { findInbox } from "../live/lists.ts";
import { loadInbox } from "./data.ts";
import { InboxDraft } from "./InboxDraft.ts";
import type { ManagedInbox } from "./shapes.ts";
import type { EditedInbox } from "./useSection.ts";

export function InboxLoader({ id, children }: { id: string; children: (edited: EditedInbox) => VNode }) {
  const live = useLive();
  const resource = useMemo(() => createResource(() => loadInbox(id)), [id]);
  const { data, problem, loading } = useResource(resource);
  const told = findInbox(live, id);
  const wasTold = useRef(false);
  if (told) wasTold.current = true;
  // Before the stream has told of a new inbox, HTTP may have it already; once told, the stream's word counts.
  const gone = wasTold.current && !told && live.team.seen.value !== null;
  useEffect(() => {
    if (told) void resource.refresh();
  }, [told, resource]);
  usePageTitle(data?.name ?? t("settings.inboxes"));
  if (gone || problem?.code === "not_found") {
    return (
      <EmptyState wholePage icon={IconSearch} title={t("inbox.notFound")} action={<Button href="/settings/inboxes">{t("inbox.toList")}</Button>}>
        {t("inbox.notFoundHow")}
      </EmptyState>
    );
  }
  if (data) return <WithDraft key={id} inbox={data} onInbox={resource.put} render={children} />;
  if (!problem) return <SkeletonRows />;
  return (
    <ErrorState title={t("inbox.failed")} onRetry={() => void resource.refresh()} retrying={loading} requestId={problem.requestId || undefined}>
      {describeProblem(problem)}
    </ErrorState>
  );
}

interface WithDraftProps {
  inbox: ManagedInbox;
  onInbox: (inbox: ManagedInbox) => void;
  render: (edited: EditedInbox) => VNode;
}

function WithDraft({ inbox, onInbox, render }: WithDraftProps) {
  const [draft] = useState(() => new InboxDraft(inbox));
  useLayoutEffect(() => draft.hear(inbox), [draft, inbox]);
  return render({ inbox, draft, onInbox });
}
