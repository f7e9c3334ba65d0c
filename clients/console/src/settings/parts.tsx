/**
 * The parts of the settings: which there are, for whom, and where their code is.
 *
 * Holds: each part is a chunk of its own; the order here is the order of the tabs.
 */
import { ErrorState, SkeletonRows } from "@deskbell/ui";
import type { ComponentType, VNode } from "preact";
import { t, type Word } from "../language/language.ts";
import { Lazy, lazyPage, type LazyPage } from "../routing/Lazy.tsx";
import { isOwner, managesInboxes, managesPeople, type Rights } from "../session/rights.ts";

export interface PartProps {
  id: string | undefined;
  tab: string | undefined;
}

export interface Part {
  id: string;
  label: Word;
  opensFor: (me: Rights) => boolean;
  page: LazyPage<PartProps>;
}

const part = (id: string, label: Word, opensFor: Part["opensFor"], bring: () => Promise<{ default: ComponentType<PartProps> }>): Part => ({
  id, label, opensFor, page: lazyPage(id, async () => (await bring()).default),
});

export const PARTS: Part[] = [
  part("inboxes", "settings.inboxes", managesInboxes, () => import("../inboxes/InboxesPart.tsx")),
  part("people", "settings.people", managesPeople, () => import("../people/PeoplePart.tsx")),
  part("groups", "settings.groups", isOwner, () => import("../groups/GroupsPage.tsx")),
  part("licences", "settings.licences", isOwner, () => import("../licences/LicencesPage.tsx")),
  part("organisation", "settings.organisation", isOwner, () => import("../organisation/OrganisationPage.tsx")),
  part("audit", "settings.audit", isOwner, () => import("../audit/AuditPage.tsx")),
];

export function PartPage({ part: shown, ...props }: PartProps & { part: Part }): VNode {
  return (
    <Lazy
      key={shown.id}
      page={shown.page}
      props={props}
      waiting={<SkeletonRows />}
      failed={(retry) => (
        <ErrorState title={t("page.failed")} onRetry={retry}>
          {t("page.failedHow")}
        </ErrorState>
      )}
    />
  );
}
