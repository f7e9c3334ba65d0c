/** Overview of an inbox: how it stands now, and its name. */
import { Card, formatDay, serverNow } from "@deskbell/ui";
import type { ComponentChildren } from "preact";
import { region, t } from "../language/language.ts";
import { useLive } from "../live/context.ts";
import { ChannelStatePill, SeenText } from "./channelWords.tsx";
import { countChats, countOn } from "./figures.ts";
import { NameSection } from "./NameSection.tsx";
import type { EditedInbox } from "./useSection.ts";
import css from "../settings/settings.module.css";

export function OverviewTab({ edited }: { edited: EditedInbox }) {
  const { inbox } = edited;
  const live = useLive();
  const { waiting, open } = countChats(inbox, live);
  return (
    <div class={css.stack}>
      <Card title={t("overview.now")}>
        <dl class={css.facts}>
          <Fact label={t("inboxColumn.waiting")}>{waiting}</Fact>
          <Fact label={t("inboxColumn.open")}>{open}</Fact>
          <Fact label={t("inboxColumn.agents")}>{t("inboxes.agentsOn", { count: inbox.agents.length, on: countOn(inbox, live) })}</Fact>
          <Fact label={t("inboxes.state")}>
            <ChannelStatePill state={inbox.channel?.state} />
          </Fact>
          <Fact label={t("inboxes.seen")}>
            <span class={css.plain}>
              <SeenText channel={inbox.channel} installHref={`/settings/inboxes/${inbox.id}/install`} />
            </span>
          </Fact>
          <Fact label={t("inboxColumn.created")}>{formatDay(inbox.created_at, serverNow(), region.value)}</Fact>
        </dl>
      </Card>
      <NameSection edited={edited} />
    </div>
  );
}

function Fact({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class={css.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
