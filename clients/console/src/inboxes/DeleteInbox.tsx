/**
 * Deleting an inbox: says what it does and how much it hits at this moment, and asks for the name.
 *
 * Holds: nobody deletes what he was not told: the figures are the server's, fetched again with everything that happens in
 * the inbox, and until they are there the button does not act.
 */
import { Banner, Button, Dialog, ErrorState, showToast, SkeletonRows, TextField } from "@deskbell/ui";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { describeField, describeProblem } from "../http/describe.ts";
import { createResource, useResource } from "../http/resource.ts";
import { useSubmit } from "../http/useSubmit.ts";
import type { Inbox } from "../http/shapes.ts";
import { t } from "../language/language.ts";
import { useLive } from "../live/context.ts";
import { NotAllowedNote } from "../settings/NotAllowedNote.tsx";
import { siteOf } from "./channelWords.tsx";
import { deleteInbox, loadDeletion } from "./data.ts";
import { countChats } from "./figures.ts";
import type { InboxDeletion } from "./shapes.ts";
import css from "../settings/settings.module.css";

export interface DeleteInboxProps {
  inbox: Pick<Inbox, "id" | "name" | "waiting" | "active">;
  onClose: () => void;
  onDeleted: () => void;
}

export function DeleteInbox({ inbox, onClose, onDeleted }: DeleteInboxProps) {
  const [typed, setTyped] = useState("");
  const { busy, problem, submit } = useSubmit();
  const done = useRef(false);
  const deletion = useDeletion(inbox, done);
  const name = deletion.data?.name ?? inbox.name;
  const equal = asName(typed) === asName(name);
  const onSubmit = async (): Promise<void> => {
    if (!equal || !deletion.data) return;
    done.current = true;
    done.current = await submit(() => deleteInbox(inbox.id, typed.trim()));
    if (!done.current) return;
    showToast({ tone: "ok", message: t("delete.done", { name }) });
    onClose();
    onDeleted();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("delete.title", { name })}
      onSubmit={() => void onSubmit()}
      footer={
        <>
          <Button onClick={onClose}>{t("delete.keep")}</Button>
          <Button variant="danger" type="submit" busy={busy} busyLabel={t("delete.busy")} disabledReason={deletion.data && equal ? undefined : t("delete.typeFirst")}>
            {t("delete.do")}
          </Button>
        </>
      }
    >
      {deletion.data ? (
        <Consequences deletion={deletion.data} />
      ) : deletion.problem ? (
        <ErrorState title={t("delete.failed")} onRetry={deletion.refresh} retrying={deletion.loading}>
          {describeProblem(deletion.problem)}
        </ErrorState>
      ) : (
        <SkeletonRows rows={3} />
      )}
      {problem?.code === "not_allowed" && <NotAllowedNote />}
      {problem && problem.code !== "not_allowed" && problem.errors.length === 0 && <Banner tone="bad" title={describeProblem(problem)} />}
      <TextField
        label={t("delete.type")}
        hint={t("delete.typeHint", { name })}
        autocomplete="off"
        spellcheck={false}
        value={typed}
        onValue={setTyped}
        error={describeField(problem, "name", t("field.name"))}
      />
    </Dialog>
  );
}

function Consequences({ deletion: { waiting, open, past, widgets } }: { deletion: InboxDeletion }) {
  const sites = widgets.filter(({ last_seen_on }) => last_seen_on !== "").map(({ last_seen_on }) => siteOf(last_seen_on));
  return (
    <ul class={css.list} aria-live="polite">
      <li>
        {t("delete.waiting", { count: waiting })} {t("delete.open", { count: open })} {waiting + open > 0 && t("delete.visitors")}
      </li>
      <li>
        {t("delete.widget")} {sites.length > 0 && t("delete.sites", { sites: sites.join(", ") })}
      </li>
      <li>{t("delete.history", { count: past })}</li>
    </ul>
  );
}

/** What would be deleted now, kept up with what happens in the inbox until it is `done`: then there is nothing to ask. */
function useDeletion(inbox: DeleteInboxProps["inbox"], done: { current: boolean }) {
  const live = useLive();
  const resource = useMemo(() => createResource(() => loadDeletion(inbox.id)), [inbox.id]);
  const loaded = useResource(resource);
  const { waiting, open } = countChats(inbox, live);
  useEffect(() => {
    if (resource.state.peek().data && !done.current) void resource.refresh();
  }, [resource, done, waiting, open]);
  return { ...loaded, refresh: () => void resource.refresh() };
}

/** As the server compares it. */
function asName(text: string): string {
  return text.normalize("NFC").trim();
}
