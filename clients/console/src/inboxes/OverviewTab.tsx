/** Overview of an inbox: its name, and how it stands now. */
import { NAME_CHARACTERS_MAX } from "@deskbell/protocol";
import { Card, formatDay, serverNow, TextField } from "@deskbell/ui";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { describeField } from "../http/describe.ts";
import type { Inbox } from "../http/shapes.ts";
import { region, t } from "../language/language.ts";
import { useLive } from "../live/context.ts";
import { checkName } from "../session/checks.ts";
import { SavedNote } from "../settings/SavedNote.tsx";
import { useDraft } from "../settings/useDraft.ts";
import { useFieldSave } from "../settings/useFieldSave.ts";
import { ChannelStatePill, SeenText } from "./channelWords.tsx";
import { changeInbox, type InboxChange } from "./data.ts";
import css from "../settings/settings.module.css";

export function OverviewTab({ inbox, onChanged }: { inbox: Inbox; onChanged: (inbox: Inbox) => void }) {
  const live = useLive();
  const chats = Object.values(live.boards.value.get(inbox.id)?.seen.value?.view.chats ?? {});
  const active = chats.filter(({ state }) => state === "active").length;
  return (
    <div class={css.stack}>
      <Card title={t("overview.now")}>
        <dl class={css.facts}>
          <Fact label={t("inboxes.waiting")}>{chats.length - active}</Fact>
          <Fact label={t("overview.active")}>{active}</Fact>
          <Fact label={t("overview.widget")}>
            <ChannelStatePill state={inbox.channel?.state} />
          </Fact>
          <Fact label={t("inboxes.seen")}>
            <span class={css.plain}>
              <SeenText channel={inbox.channel} installHref={`/settings/inboxes/${inbox.id}/install`} />
            </span>
          </Fact>
          <Fact label={t("inboxes.type")}>{t(`inboxType.${inbox.type}`)}</Fact>
          <Fact label={t("overview.created")}>{formatDay(inbox.created_at, serverNow(), region.value)}</Fact>
        </dl>
      </Card>
      <NameCard inbox={inbox} onChanged={onChanged} />
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

export function NameCard({ inbox, onChanged }: { inbox: Inbox; onChanged: (inbox: Inbox) => void }) {
  const [name, setName] = useDraft(inbox.name);
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const saving = useFieldSave<InboxChange>(async (change) => onChanged(await changeInbox(inbox.id, change)));
  const save = (): void => {
    const problem = checkName(name);
    setWrong(problem);
    if (!problem && name.trim() !== inbox.name) void saving.save({ name: name.trim() }, { name: inbox.name });
  };
  return (
    <Card title={t("inbox.name")} actions={<SavedNote {...saving} />}>
      <form
        class={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextField
          label={t("inbox.name")}
          labelHidden
          hint={t("inbox.nameHint")}
          value={name}
          onValue={setName}
          onBlur={save}
          charactersMax={NAME_CHARACTERS_MAX}
          error={wrong ?? describeField(saving.problem, "name", t("inbox.name"))}
        />
      </form>
    </Card>
  );
}
