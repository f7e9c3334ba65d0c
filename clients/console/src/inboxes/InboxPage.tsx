/**
 * One inbox: Overview, Agents, Install. In the wizard the same parts come as steps.
 *
 * Holds: what somebody else changes meanwhile is fetched and shown; fields save themselves.
 */
import { Banner, Button, EmptyState, ErrorState, IconButton, IconExternal, IconMore, IconSearch, Menu, NavTabs, showToast, SkeletonRows } from "@deskbell/ui";
import { useEffect, useMemo, useState } from "preact/hooks";
import { usePageTitle } from "../frame/pageTitle.ts";
import { describeProblem } from "../http/describe.ts";
import { asProblem } from "../http/problem.ts";
import { createResource, type Resource, useResource } from "../http/resource.ts";
import type { Inbox } from "../http/shapes.ts";
import { t } from "../language/language.ts";
import { useLive } from "../live/context.ts";
import { findInbox } from "../live/lists.ts";
import { navigate, searchParams } from "../routing/router.ts";
import { AgentsTab } from "./AgentsTab.tsx";
import { changeChannel, loadInbox } from "./data.ts";
import { DeleteInbox } from "./DeleteInbox.tsx";
import { InstallTab } from "./InstallTab.tsx";
import { NameCard, OverviewTab } from "./OverviewTab.tsx";
import { WIZARD, wizardAddress, WizardSteps, type WizardStep } from "./WizardSteps.tsx";
import css from "../settings/settings.module.css";

const TABS = ["overview", "agents", "install"] as const;
type TabId = (typeof TABS)[number];

export function InboxPage({ id, tab }: { id: string; tab: string }) {
  const live = useLive();
  const resource = useMemo(() => createResource(() => loadInbox(id)), [id]);
  const { data, problem, loading } = useResource(resource);
  const told = findInbox(live, id);
  useEffect(() => {
    if (told) void resource.refresh();
  }, [told, resource]);
  usePageTitle(data?.name ?? t("settings.inboxes"));
  if (!data) {
    if (!problem) return <SkeletonRows />;
    if (problem.code === "not_found") {
      return (
        <EmptyState wholePage icon={IconSearch} title={t("inbox.notFound")} action={<Button href="/settings/inboxes">{t("inbox.toList")}</Button>}>
          {t("inbox.notFoundHow")}
        </EmptyState>
      );
    }
    return (
      <ErrorState title={t("inbox.failed")} onRetry={() => void resource.refresh()} retrying={loading} requestId={problem.requestId || undefined}>
        {describeProblem(problem)}
      </ErrorState>
    );
  }
  const current: TabId = TABS.find((one) => one === tab) ?? "overview";
  return searchParams.value.has(WIZARD) ? (
    <Wizard inbox={data} resource={resource} current={current} />
  ) : (
    <Edit inbox={data} resource={resource} current={current} />
  );
}

interface PartProps {
  inbox: Inbox;
  resource: Resource<Inbox>;
  current: TabId;
}

function Edit({ inbox, resource, current }: PartProps) {
  const [deleting, setDeleting] = useState(false);
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
          <InboxMenu inbox={inbox} resource={resource} onDelete={() => setDeleting(true)} />
        </div>
      </div>
      {inbox.channel?.state === "disabled" && (
        <Banner tone="warn" live="off" title={t("channel.disabledLong")} actions={<Button size={24} onClick={() => void switchChannel(inbox, resource)}>{t("channel.enable")}</Button>}>
          {t("channel.disabledHow")}
        </Banner>
      )}
      <NavTabs
        label={t("inbox.parts")}
        tabs={TABS.map((id) => ({ href: `/settings/inboxes/${inbox.id}/${id}`, label: t(`inboxTab.${id}`), current: id === current }))}
      />
      <Part inbox={inbox} resource={resource} current={current} />
      {deleting && <DeleteInbox inbox={inbox} onClose={() => setDeleting(false)} onDeleted={() => navigate("/settings/inboxes", { replace: true })} />}
    </div>
  );
}

function Part({ inbox, resource, current }: PartProps) {
  if (current === "agents") return <AgentsTab inbox={inbox} onChanged={resource.put} />;
  if (current === "install") return <InstallTab inbox={inbox} />;
  return <OverviewTab inbox={inbox} onChanged={resource.put} />;
}

function Wizard({ inbox, resource, current }: PartProps) {
  const step: WizardStep = current === "overview" ? "name" : current;
  return (
    <div class={css.stack}>
      <div class={css.title}>
        <h1>{inbox.name}</h1>
      </div>
      <WizardSteps current={step} inbox={inbox.id} />
      {step === "name" ? <NameCard inbox={inbox} onChanged={resource.put} /> : <Part inbox={inbox} resource={resource} current={current} />}
      <div class={css.buttons}>
        {step !== "name" && <Button href={wizardAddress(inbox.id, step === "install" ? "agents" : "name")}>{t("form.back")}</Button>}
        {step === "install" ? (
          <Button variant="primary" href={`/settings/inboxes/${inbox.id}`}>
            {t("wizard.done")}
          </Button>
        ) : (
          <Button variant="primary" href={wizardAddress(inbox.id, step === "name" ? "agents" : "install")}>
            {inbox.agents.length === 0 && step === "agents" ? t("wizard.skip") : t("wizard.next")}
          </Button>
        )}
      </div>
    </div>
  );
}

function InboxMenu({ inbox, resource, onDelete }: { inbox: Inbox; resource: Resource<Inbox>; onDelete: () => void }) {
  const state = inbox.channel?.state;
  return (
    <Menu
      label={t("inboxes.actionsOf", { name: inbox.name })}
      placement="below-end"
      trigger={(props) => <IconButton {...props} icon={IconMore} variant="secondary" label={t("inboxes.actionsOf", { name: inbox.name })} />}
      items={[
        ...(state === "active" || state === "disabled"
          ? [
              {
                label: t(state === "active" ? "channel.pause" : "channel.enable"),
                hint: t(state === "active" ? "channel.pauseHint" : "channel.enableHint"),
                onSelect: () => void switchChannel(inbox, resource),
              },
              "-" as const,
            ]
          : []),
        { label: t("inbox.delete"), danger: true, onSelect: onDelete },
      ]}
    />
  );
}

async function switchChannel(inbox: Inbox, resource: Resource<Inbox>): Promise<void> {
  const { channel } = inbox;
  if (!channel) return;
  const state = channel.state === "active" ? "disabled" : "active";
  try {
    const changed = await changeChannel(channel.id, { state });
    resource.put({ ...inbox, channel: { ...channel, state: changed.state } });
    showToast({ tone: "ok", message: t(state === "active" ? "channel.nowOn" : "channel.nowOff") });
  } catch (thrown) {
    showToast({ tone: "bad", message: describeProblem(asProblem(thrown)) });
  }
}
