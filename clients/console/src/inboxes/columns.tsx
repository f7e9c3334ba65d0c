/** What the list of inboxes says of each. */
import { type Column, formatDay, IconButton, IconMore, Menu, serverNow } from "@deskbell/ui";
import type { Inbox } from "../http/shapes.ts";
import { region, t } from "../language/language.ts";
import type { Live } from "../live/live.ts";
import { navigate } from "../routing/router.ts";
import { ChannelStatePill, SeenText } from "./channelWords.tsx";
import { inboxList } from "./data.ts";
import { countChats, countOn } from "./figures.ts";
import { typeName } from "./listing.ts";
import { widgetChoices } from "./widget.ts";
import css from "../settings/settings.module.css";
import own from "./inbox.module.css";

export function columns(live: Live, onDelete: (inbox: Inbox) => void): Column<Inbox>[] {
  return [
    { key: "name", header: t("inboxColumn.name"), namesRow: true, sortable: true, cell: (inbox) => <a href={`/settings/inboxes/${inbox.id}`}>{inbox.name}</a> },
    { key: "type", header: t("inboxColumn.type"), sortable: true, cell: ({ type }) => <span class={own.oneLine}>{typeName(type)}</span> },
    { key: "mode", header: t("inboxColumn.mode"), sortable: true, cell: ({ mode }) => t(`mode.${mode}`) },
    { key: "agents", header: t("inboxColumn.agents"), sortable: true, cell: (inbox) => <span class={own.oneLine}>{t("inboxes.agentsOn", { count: inbox.agents.length, on: countOn(inbox, live) })}</span> },
    { key: "widget", header: t("inboxes.state"), cell: (inbox) => <WidgetCell inbox={inbox} /> },
    { key: "waiting", header: t("inboxColumn.waiting"), kind: "figure", sortable: true, cell: (inbox) => countChats(inbox, live).waiting },
    { key: "open", header: t("inboxColumn.open"), kind: "figure", sortable: true, cell: (inbox) => countChats(inbox, live).open },
    { key: "created", header: t("inboxColumn.created"), sortable: true, cell: ({ created_at }) => <span class={own.oneLine}>{formatDay(created_at, serverNow(), region.value)}</span> },
    { key: "actions", header: t("inboxes.actions"), kind: "actions", cell: (inbox) => <RowMenu inbox={inbox} onDelete={onDelete} /> },
  ];
}

function WidgetCell({ inbox }: { inbox: Inbox }) {
  return (
    <>
      <ChannelStatePill state={inbox.channel?.state} />
      <span class={css.cellSub}>
        <SeenText channel={inbox.channel} installHref={`/settings/inboxes/${inbox.id}/install`} />
      </span>
    </>
  );
}

function RowMenu({ inbox, onDelete }: { inbox: Inbox; onDelete: (inbox: Inbox) => void }) {
  const name = t("inboxes.actionsOf", { name: inbox.name });
  return (
    <Menu
      label={name}
      placement="below-end"
      trigger={(props) => <IconButton {...props} icon={IconMore} label={name} />}
      items={[
        { label: t("inbox.open"), onSelect: () => navigate(`/settings/inboxes/${inbox.id}`) },
        { label: t("inbox.install"), onSelect: () => navigate(`/settings/inboxes/${inbox.id}/install`) },
        ...widgetChoices(inbox.channel, () => void inboxList.refresh()),
        "-",
        { label: t("inbox.delete"), danger: true, onSelect: () => onDelete(inbox) },
      ]}
    />
  );
}
