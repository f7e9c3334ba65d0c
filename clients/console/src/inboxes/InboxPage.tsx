/**
 * One inbox: Overview, Agent Management, Inactivity Action, Install.
 *
 * Holds: each section is saved by itself; what is typed in one stays while another is looked at.
 */
import { Banner, Button, IconButton, IconExternal, IconMore, Menu, NavTabs } from "@deskbell/ui";
import { useState } from "preact/hooks";
import type { ChannelState } from "../http/shapes.ts";
import { t } from "../language/language.ts";
import { navigate } from "../routing/router.ts";
import { UnsavedGuard } from "../settings/UnsavedGuard.tsx";
import { AgentSection } from "./AgentSection.tsx";
import { DeleteInbox } from "./DeleteInbox.tsx";
import { InactivitySection } from "./InactivitySection.tsx";
import { InboxLoader } from "./InboxLoader.tsx";
import { InstallTab } from "./InstallTab.tsx";
import { OverviewTab } from "./OverviewTab.tsx";
import type { EditedInbox } from "./useSection.ts";
import { switchWidget, widgetChoices } from "./widget.ts";
import css from "../settings/settings.module.css";

const TABS = ["overview", "agents", "inactivity", "install"] as const;
type TabId = (typeof TABS)[number];

export function InboxPage({ id, tab }: { id: string; tab: string }) {
  const current = TABS.find((one) => one === tab) ?? "overview";
  return (
    <InboxLoader id={id}>{(edited) => <Edit edited={edited} current={current} />}</InboxLoader>
  );
}

function Edit({ edited, current }: { edited: EditedInbox; current: TabId }) {
  const { inbox, draft } = edited;
  const [deleting, setDeleting] = useState(false);
  const home = `/settings/inboxes/${inbox.id}`;
  return (
    <div class={css.stack}>
      <div>
        <p class={css.crumb}>
          <a href="/settings/inboxes">{t("settings.inboxes")}</a>
        </p>
        <div class={css.title}>
          <h1>{inbox.name}</h1>
          {inbox.channel && (
            <Button href={`/try/${inbox.channel.id}`} target="_blank" icon={IconExternal}>
              {t("inbox.testPage")}
            </Button>
          )}
          <InboxMenu edited={edited} onDelete={() => setDeleting(true)} />
        </div>
      </div>
      {inbox.channel?.state === "disabled" && (
        <Banner
          tone="warn"
          live="off"
          title={t("channel.disabledLong")}
          actions={
            <Button size={24} onClick={() => void switchWidget(inbox.channel!, (state) => showState(edited, state))}>
              {t("channel.enable")}
            </Button>
          }
        >
          {t("channel.disabledHow")}
        </Banner>
      )}
      {inbox.channel?.state === "deactivated" && (
        <Banner tone="bad" live="off" title={t("channel.deactivated")}>
          {t("channel.deactivatedHow")}
        </Banner>
      )}
      <NavTabs label={t("inbox.parts")} tabs={TABS.map((id) => ({ href: `${home}/${id}`, label: t(`inboxTab.${id}`), current: id === current }))} />
      <Part edited={edited} current={current} />
      <UnsavedGuard
        unsaved={draft.unsaved.value.map((section) => t(`inboxTab.${section}`))}
        isInside={(to) => to === home || TABS.some((id) => to === `${home}/${id}`)}
      />
      {deleting && <DeleteInbox inbox={inbox} onClose={() => setDeleting(false)} onDeleted={() => leaveDeleted(edited)} />}
    </div>
  );
}

function showState({ inbox, onInbox }: EditedInbox, state: ChannelState): void {
  if (inbox.channel) onInbox({ ...inbox, channel: { ...inbox.channel, state } });
}

/** Nothing typed here can be saved any more: nobody is asked about it. */
function leaveDeleted({ draft }: EditedInbox): void {
  for (const section of draft.unsaved.peek()) draft.discard(section);
  // The guard goes with the next picture.
  requestAnimationFrame(() => navigate("/settings/inboxes", { replace: true }));
}

function Part({ edited, current }: { edited: EditedInbox; current: TabId }) {
  if (current === "agents") return <AgentSection edited={edited} />;
  if (current === "inactivity") return <InactivitySection edited={edited} />;
  if (current === "install") return <InstallTab inbox={edited.inbox} />;
  return <OverviewTab edited={edited} />;
}

function InboxMenu({ edited, onDelete }: { edited: EditedInbox; onDelete: () => void }) {
  const name = t("inboxes.actionsOf", { name: edited.inbox.name });
  const choices = widgetChoices(edited.inbox.channel, (state) => showState(edited, state));
  return (
    <Menu
      label={name}
      placement="below-end"
      trigger={(props) => <IconButton {...props} icon={IconMore} variant="secondary" label={name} />}
      items={[...choices, ...(choices.length > 0 ? ["-" as const] : []), { label: t("inbox.delete"), danger: true, onSelect: onDelete }]}
    />
  );
}
