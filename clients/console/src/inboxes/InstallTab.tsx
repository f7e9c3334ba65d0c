/** Putting the chat on a site: the line to paste, the sites it may stand on, and whether it was seen there. */
import { Banner, Button, Card, CopyField, ErrorState, formatRelative, IconButton, IconCheck, IconClock, IconClose, IconExternal, SkeletonRows, TextField, useNow } from "@deskbell/ui";
import { useEffect, useMemo, useState } from "preact/hooks";
import { describeField, describeProblem } from "../http/describe.ts";
import { createResource, useResource, type Resource } from "../http/resource.ts";
import type { ChannelDetail, Inbox } from "../http/shapes.ts";
import { region, t } from "../language/language.ts";
import { SavedNote } from "../settings/SavedNote.tsx";
import { useFieldSave } from "../settings/useFieldSave.ts";
import { changeChannel, loadChannel, type ChannelChange } from "./data.ts";
import css from "./inbox.module.css";
import shared from "../settings/settings.module.css";

/** How often it is asked whether the widget was seen, while somebody waits for it. */
const LOOK_MS = 4_000;
/** After this long without a visit something is probably wrong. */
const DOUBT_MS = 120_000;

export function InstallTab({ inbox }: { inbox: Inbox }) {
  const channelId = inbox.channel?.id ?? inbox.id;
  const resource = useMemo(() => createResource(() => loadChannel(channelId)), [channelId]);
  const { data, problem, loading } = useResource(resource);
  if (!data) {
    return problem ? (
      <ErrorState title={t("install.failed")} onRetry={() => void resource.refresh()} retrying={loading} requestId={problem.requestId || undefined}>
        {describeProblem(problem)}
      </ErrorState>
    ) : (
      <SkeletonRows rows={3} />
    );
  }
  return (
    <div class={shared.stack}>
      <Card
        title={t("install.title")}
        actions={
          <Button href={data.try_url} target="_blank" icon={IconExternal}>
            {t("install.test")}
          </Button>
        }
      >
        <div class={shared.stack}>
          <p>{t("install.how")}</p>
          <CopyField label={t("install.snippet")} labelHidden value={data.snippet} />
          <Seen channel={data} resource={resource} />
        </div>
      </Card>
      <Sites channel={data} onChanged={resource.put} />
      <Card title={t("install.csp")}>
        <div class={css.csp}>
          <p class={shared.quiet}>{t("install.cspHow")}</p>
          <CopyField label={t("install.csp")} labelHidden value={policyLines(data)} />
        </div>
      </Card>
    </div>
  );
}

function policyLines({ try_url }: ChannelDetail): string {
  const { origin } = new URL(try_url, location.origin);
  return `script-src ${origin}; frame-src ${origin}`;
}

function Seen({ channel, resource }: { channel: ChannelDetail; resource: Resource<ChannelDetail> }) {
  const [since] = useState(Date.now);
  const now = useNow();
  const seen = channel.last_seen_at !== null;
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) void resource.refresh();
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [resource]);
  if (channel.last_seen_at !== null) {
    return (
      <p class={css.seen} role="status">
        <IconCheck class={css.seenMark} />
        {t("install.seen", { site: channel.last_seen_on, when: formatRelative(channel.last_seen_at, now, region.value) })}
      </p>
    );
  }
  const doubtful = !seen && Date.now() - since > DOUBT_MS;
  return (
    <>
      <p class={css.seen} role="status">
        <IconClock class={css.waitMark} />
        {t("install.waiting")}
      </p>
      {doubtful && (
        <Banner tone="warn" title={t("install.doubt")}>
          <ul class={css.checks}>
            <li>{t("install.doubtSite")}</li>
            <li>{t("install.doubtSnippet")}</li>
            <li>{t("install.doubtCsp")}</li>
            <li>{t("install.doubtOpen")}</li>
          </ul>
        </Banner>
      )}
    </>
  );
}

function Sites({ channel, onChanged }: { channel: ChannelDetail; onChanged: (channel: ChannelDetail) => void }) {
  const [site, setSite] = useState("");
  const saving = useFieldSave<ChannelChange>(async (change) => onChanged(await changeChannel(channel.id, change)));
  const sites = channel.allowed_domains;
  const put = (allowed_domains: string[]): Promise<boolean> => saving.save({ allowed_domains }, { allowed_domains: sites });
  const add = async (event: Event): Promise<void> => {
    event.preventDefault();
    const wanted = site.trim();
    if (wanted === "") return;
    if (sites.includes(wanted) || (await put([...sites, wanted]))) setSite("");
  };
  return (
    <Card title={t("sites.title")} actions={<SavedNote {...saving} />}>
      <div class={shared.stack}>
        {sites.length === 0 ? (
          <Banner tone="info" live="off" title={t("sites.none")}>
            {t("sites.noneHow")}
          </Banner>
        ) : (
          <ul class={css.sites} aria-label={t("sites.title")}>
            {sites.map((one) => (
              <li key={one} class={css.site}>
                <bdi>{one}</bdi>
                <IconButton size={24} icon={IconClose} label={t("sites.remove", { site: one })} onClick={() => void put(sites.filter((kept) => kept !== one))} />
              </li>
            ))}
          </ul>
        )}
        <form class={css.addSite} noValidate onSubmit={(event) => void add(event)}>
          <TextField
            label={t("sites.add")}
            hint={t("sites.hint")}
            placeholder="shop.example"
            inputMode="url"
            spellcheck={false}
            value={site}
            onValue={setSite}
            error={describeField(saving.problem, "allowed_domains", t("sites.site"))}
          />
          <span class={css.addSiteButton}>
            <Button type="submit" disabledReason={site.trim() === "" ? t("sites.empty") : undefined}>
              {t("sites.addDo")}
            </Button>
          </span>
        </form>
      </div>
    </Card>
  );
}
