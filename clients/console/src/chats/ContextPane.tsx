/** Beside the chat: who the customer is, about this chat, and what there was before. */
import type { ConversationView } from "@deskbell/protocol";
import { Dialog, formatDay, formatTimeOfDay, serverNow, Skeleton, SkeletonArea } from "@deskbell/ui";
import { useMemo } from "preact/hooks";
import { get } from "../http/client.ts";
import { createResource, useResource } from "../http/resource.ts";
import type { Contact } from "../http/shapes.ts";
import { region, t, type Word } from "../language/language.ts";
import { useWorkplace } from "../live/context.ts";
import { findInbox } from "../live/lists.ts";
import type { Seen } from "../live/stream.ts";
import css from "./chats.module.css";

interface ContextProps {
  seen: Seen<ConversationView>;
}

export function ContextPane({ seen }: ContextProps) {
  return (
    <aside class={css.context} aria-label={t("context.pane")}>
      <Context seen={seen} />
    </aside>
  );
}

/** The same over the chat, where there is no room beside it. */
export function ContextDrawer({ seen, open, onClose }: ContextProps & { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} placement="side" size="small" title={t("context.pane")}>
      <Context seen={seen} />
    </Dialog>
  );
}

function Context({ seen }: ContextProps) {
  const { live } = useWorkplace();
  const { view } = seen;
  const contact = useContact(view.contact);
  return (
    <>
      <section class={css.part}>
        <h3 class={css.partTitle}>{t("context.contact")}</h3>
        <ContactFacts
          contact={contact.data}
          failed={contact.problem !== undefined}
          fallbackName={view.visitor_name}
          conversation={view.conversation}
        />
      </section>
      <section class={css.part}>
        <h3 class={css.partTitle}>{t("context.chat")}</h3>
        <dl class={css.facts}>
          <dt>{t("context.inbox")}</dt>
          <dd>{findInbox(live, view.inbox)?.name ?? t("inbox.gone")}</dd>
          <dt>{t("context.started")}</dt>
          <dd>{describeMoment(view.opened_at)}</dd>
          {view.agent_name !== "" && view.state !== "waiting" && (
            <>
              <dt>{t("context.agent")}</dt>
              <dd>{view.agent_name}</dd>
            </>
          )}
        </dl>
      </section>
      <Earlier contact={contact.data} current={view.conversation} />
    </>
  );
}

function useContact(id: string) {
  const resource = useMemo(
    () => createResource(() => (id === "" ? Promise.reject(new TypeError("no contact")) : get<Contact>(`/contacts/${id}`))),
    [id],
  );
  return useResource(resource);
}

interface ContactFactsProps {
  contact: Contact | undefined;
  failed: boolean;
  fallbackName: string;
  conversation: string;
}

function ContactFacts({ contact, failed, fallbackName, conversation }: ContactFactsProps) {
  if (!contact && !failed) {
    return (
      <SkeletonArea>
        <Skeleton width="60%" />
        <Skeleton width="80%" />
      </SkeletonArea>
    );
  }
  const name = contact?.name || fallbackName;
  const page = contact?.conversations.find((chat) => chat.conversation === conversation);
  return (
    <>
      <dl class={css.facts}>
        <dt>{t("field.name")}</dt>
        <dd dir="auto">{name || t("context.unknown")}</dd>
        <dt>{t("field.email")}</dt>
        <dd>{contact?.email ? <a href={`mailto:${contact.email}`}>{contact.email}</a> : t("context.unknown")}</dd>
        {page && page.page_url !== "" && (
          <>
            <dt>{t("context.page")}</dt>
            <dd>
              <PageLink url={page.page_url} title={page.page_title} />
            </dd>
          </>
        )}
      </dl>
      {failed && <p class={css.quietText}>{t("context.failed")}</p>}
    </>
  );
}

/** The page comes from the visitor's browser: only a web address becomes a link. */
function PageLink({ url, title }: { url: string; title: string }) {
  const words = title || url;
  if (!/^https?:\/\//i.test(url)) return <bdi>{words}</bdi>;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer nofollow">
      <bdi>{words}</bdi>
    </a>
  );
}

function Earlier({ contact, current }: { contact: Contact | undefined; current: string }) {
  const { live } = useWorkplace();
  if (!contact) return null;
  const earlier = contact.conversations.filter(({ conversation }) => conversation !== current);
  return (
    <section class={css.part}>
      <h3 class={css.partTitle}>{t("context.earlier")}</h3>
      {earlier.length === 0 ? (
        <p class={css.quietText}>{t("context.firstChat")}</p>
      ) : (
        <ul class={css.earlier}>
          {earlier.map((chat) => (
            <li key={chat.conversation}>
              <a class={css.earlierLink} href={`/chats/${chat.conversation}`}>
                <span class={css.earlierText} dir="auto">
                  {chat.opening}
                </span>
                <span class={css.earlierWhen}>
                  {describeMoment(chat.opened_at)} · {findInbox(live, chat.inbox)?.name ?? t("inbox.gone")} ·{" "}
                  {t(chat.close_reason === "" ? "closeReason.open" : (`closeReason.${chat.close_reason}` as Word))}
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function describeMoment(at: number): string {
  const time = formatTimeOfDay(at, region.value);
  const isToday = new Date(at).toDateString() === new Date(serverNow()).toDateString();
  return isToday ? time : t("context.dayTime", { day: formatDay(at, serverNow(), region.value), time });
}
