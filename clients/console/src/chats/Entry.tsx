/** One entry of a chat's log: a message, a note, or a line about what happened. */
import type { MessageBody, NoteBody, OfferedBody, StaffEntry } from "@deskbell/protocol";
import { formatDay, formatTimeOfDay, IconLock, Popover, serverNow } from "@deskbell/ui";
import type { ComponentChildren } from "preact";
import { region, t } from "../language/language.ts";
import { useWorkplace } from "../live/context.ts";
import { findInbox, findMember } from "../live/lists.ts";
import { Considered } from "./Considered.tsx";
import { describeEntry } from "./systemWords.ts";
import { Words } from "./Words.tsx";
import css from "./log.module.css";

export interface EntryProps {
  entry: StaffEntry;
  startsDay: boolean;
  startsGroup: boolean;
  visitorName: string;
  inbox: string;
  /** Of our latest message: whether the visitor has read it. */
  read: boolean | undefined;
}

export function Entry({ entry, startsDay, startsGroup, visitorName, read }: EntryProps) {
  return (
    <>
      {startsDay && <Day at={entry.at} />}
      <EntryBody entry={entry} startsGroup={startsGroup} visitorName={visitorName} read={read} />
    </>
  );
}

function EntryBody({ entry, startsGroup, visitorName, read }: Omit<EntryProps, "startsDay" | "inbox">) {
  const { live } = useWorkplace();
  const { body, at } = entry;
  if (body.type === "message") {
    const ours = body.author.kind !== "visitor";
    const author = body.author.id === live.me ? t("you") : nameAuthor(body.author, visitorName);
    return (
      <Bubble side={ours ? "out" : "in"} head={startsGroup && <Head name={author} at={at} />} foot={read === undefined ? null : t(read ? "chat.read" : "chat.sent")}>
        <Words text={body.text} />
      </Bubble>
    );
  }
  if (body.type === "note") return <Note note={body} at={at} />;
  const names = {
    inbox: (id: string) => findInbox(live, id)?.name ?? t("inbox.gone"),
    member: (id: string) => findMember(live, id)?.name ?? t("member.gone"),
    visitor: visitorName,
  };
  return (
    <p class={css.system}>
      <time dateTime={new Date(at).toISOString()}>{formatTimeOfDay(at, region.value)}</time> {describeEntry(body, names)}
      {body.type === "offered" && body.considered.length > 0 && <Why offered={body} />}
    </p>
  );
}

function nameAuthor({ kind, name }: MessageBody["author"], visitorName: string): string {
  if (kind === "system") return t("message.automatic");
  return name || visitorName;
}

function Day({ at }: { at: number }) {
  const today = new Date(serverNow()).toDateString();
  const yesterday = new Date(serverNow() - 86_400_000).toDateString();
  const day = new Date(at).toDateString();
  const words = day === today ? t("day.today") : day === yesterday ? t("day.yesterday") : formatDay(at, serverNow(), region.value);
  return (
    <p class={css.day}>
      <span>{words}</span>
    </p>
  );
}

export interface BubbleProps {
  side: "in" | "out";
  head?: ComponentChildren;
  foot?: ComponentChildren;
  faint?: boolean;
  children?: ComponentChildren;
}

export function Bubble({ side, head, foot, faint, children }: BubbleProps) {
  return (
    <div class={css.message} data-side={side} data-faint={faint || undefined}>
      {head}
      <div class={css.bubble} dir="auto">
        {children}
      </div>
      {foot !== null && foot !== undefined && <div class={css.foot}>{foot}</div>}
    </div>
  );
}

function Head({ name, at }: { name: string; at: number }) {
  return (
    <p class={css.headLine}>
      <bdi class={css.author}>{name}</bdi> <time dateTime={new Date(at).toISOString()}>{formatTimeOfDay(at, region.value)}</time>
    </p>
  );
}

function Note({ note, at }: { note: NoteBody; at: number }) {
  const { live } = useWorkplace();
  return (
    <NoteFrame title={note.author.id === live.me ? t("note.yours") : t("note.by", { name: note.author.name })} when={formatTimeOfDay(at, region.value)}>
      <Words text={note.text} />
    </NoteFrame>
  );
}

export function NoteFrame({ title, when, children }: { title: string; when?: string; children?: ComponentChildren }) {
  return (
    <div class={css.note}>
      <p class={css.noteHead}>
        <IconLock size={14} />
        <span>{title}</span>
        <span class={css.noteOnly}>{t("note.onlyTeam")}</span>
        {when && <span>{when}</span>}
      </p>
      <div dir="auto" class={css.noteText}>
        {children}
      </div>
    </div>
  );
}

/** "Why him?": who was looked at for this offer, and the fact that decided. */
function Why({ offered }: { offered: OfferedBody }) {
  return (
    <Popover
      label={t("why.title", { name: offered.agent_name })}
      placement="below"
      trigger={(props) => (
        <button {...props} type="button" class={css.why}>
          {t("why.ask")}
        </button>
      )}
    >
      {() => (
        <div class={css.whyBox}>
          <p class={css.whyTitle}>{t("why.title", { name: offered.agent_name })}</p>
          <Considered facts={offered.considered} />
        </div>
      )}
    </Popover>
  );
}
