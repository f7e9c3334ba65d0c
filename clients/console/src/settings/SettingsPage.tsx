/** /settings: what an organisation is made of. Which part is shown follows from the address. */
import { EmptyState, IconLock, IconSearch, NavTabs } from "@deskbell/ui";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { usePageTitle } from "../frame/pageTitle.ts";
import { InboxListPage } from "../inboxes/InboxListPage.tsx";
import { InboxPage } from "../inboxes/InboxPage.tsx";
import { NewInboxPage } from "../inboxes/NewInboxPage.tsx";
import { t } from "../language/language.ts";
import { useLive } from "../live/context.ts";
import { PeoplePage } from "../people/PeoplePage.tsx";
import { navigate } from "../routing/router.ts";
import { managesInboxes, managesPeople } from "../session/rights.ts";
import { signedIn } from "../session/session.ts";
import css from "./settings.module.css";

interface SettingsProps {
  part?: string;
  id?: string;
  tab?: string;
}

export default function SettingsPage({ part, id, tab }: SettingsProps) {
  const me = signedIn.value!.member;
  const inboxes = managesInboxes(me);
  const people = managesPeople(me);
  usePageTitle(t("frame.settings"));
  useEffect(() => {
    if (part === undefined) navigate(inboxes ? "/settings/inboxes" : "/settings/people", { replace: true });
  }, [part, inboxes]);
  const tabs = [
    ...(inboxes ? [{ href: "/settings/inboxes", label: t("settings.inboxes"), current: part === "inboxes" }] : []),
    ...(people ? [{ href: "/settings/people", label: t("settings.people"), current: part === "people" }] : []),
  ];
  return (
    <div class={css.page}>
      {tabs.length > 0 && <NavTabs label={t("frame.settings")} tabs={tabs} />}
      {part === "inboxes" && (inboxes ? <Inboxes id={id} tab={tab} /> : <NotAllowed />)}
      {part === "people" && (people ? <PeoplePage /> : <NotAllowed />)}
      {part !== undefined && part !== "inboxes" && part !== "people" && (
        <EmptyState wholePage icon={IconSearch} title={t("unknownPage.title")}>
          {t("unknownPage.text")}
        </EmptyState>
      )}
    </div>
  );
}

function Inboxes({ id, tab }: { id: string | undefined; tab: string | undefined }): ComponentChildren {
  if (id === undefined) return <InboxListPage />;
  if (id === "new") return <NewInboxPage />;
  return <InboxPage key={id} id={id} tab={tab ?? "overview"} />;
}

/** A link that was followed explains itself; who can help has a name. */
function NotAllowed() {
  const members = Object.values(useLive().team.seen.value?.view.members ?? {});
  const owner = members.find(({ role }) => role === "owner");
  return (
    <EmptyState wholePage icon={IconLock} title={t("refusal.notAllowed")}>
      {owner && t("settings.askOwner", { name: owner.name })}
    </EmptyState>
  );
}
