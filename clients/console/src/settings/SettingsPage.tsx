/** /settings: what an organisation is made of. Which part is shown follows from the address. */
import { EmptyState, IconSearch, NavTabs } from "@deskbell/ui";
import { useEffect } from "preact/hooks";
import { usePageTitle } from "../frame/pageTitle.ts";
import { t } from "../language/language.ts";
import { navigate } from "../routing/router.ts";
import { signedIn } from "../session/session.ts";
import { NotAllowed } from "./NotAllowed.tsx";
import { PartPage, PARTS } from "./parts.tsx";
import css from "./settings.module.css";

interface SettingsProps {
  part?: string;
  id?: string;
  tab?: string;
}

export default function SettingsPage({ part, id, tab }: SettingsProps) {
  const me = signedIn.value!;
  const open = PARTS.filter(({ opensFor }) => opensFor(me));
  const first = open[0]?.id;
  const wanted = PARTS.find((one) => one.id === part);
  usePageTitle(t("frame.settings"));
  useEffect(() => {
    if (part === undefined && first !== undefined) navigate(`/settings/${first}`, { replace: true });
  }, [part, first]);
  const tabs = open.map((one) => ({ href: `/settings/${one.id}`, label: t(one.label), current: one === wanted }));
  return (
    <div class={css.page}>
      {tabs.length > 0 && <NavTabs label={t("frame.settings")} tabs={tabs} />}
      {wanted && (open.includes(wanted) ? <PartPage part={wanted} id={id} tab={tab} /> : <NotAllowed />)}
      {part === undefined && first === undefined && <NotAllowed />}
      {part !== undefined && !wanted && (
        <EmptyState wholePage icon={IconSearch} title={t("unknownPage.title")}>
          {t("unknownPage.text")}
        </EmptyState>
      )}
    </div>
  );
}
