/**
 * Where an agent writes: a reply to the customer, or a note for the team.
 *
 * Holds: the draft is kept with every letter, through navigation and reload; a note cannot be taken for a reply, nor sent
 * as one; whoever may not answer sees why, and can still leave a note.
 */
import { createTypingTeller, after, MESSAGE_CHARACTERS_MAX, type ConversationView } from "@deskbell/protocol";
import { announce, Button, countCharacters, IconLock, IconSend, matchKey, SegmentedControl } from "@deskbell/ui";
import type { Ref } from "preact";
import { useEffect, useImperativeHandle, useMemo, useRef, useState } from "preact/hooks";
import { keyOf } from "../keys/keymap.ts";
import { t } from "../language/language.ts";
import { useWorkplace } from "../live/context.ts";
import type { Live } from "../live/live.ts";
import type { Seen } from "../live/stream.ts";
import { preferences } from "../preferences/preferences.ts";
import { keepDraft, readDraft, type ComposerMode } from "./drafts.ts";
import { ending } from "./ending.ts";
import css from "./composer.module.css";

export interface ComposerHandle {
  focus: (mode: ComposerMode) => void;
  toggleNote: () => void;
}

/** From this share of the room on, the count is shown. */
const COUNT_FROM = 0.8;

export function Composer({ seen, handle }: { seen: Seen<ConversationView>; handle: Ref<ComposerHandle> }) {
  const { live, notes } = useWorkplace();
  const { view } = seen;
  const id = view.conversation;
  const [draft, setDraft] = useState(() => readDraft(id));
  const [unfolded, setUnfolded] = useState(draft.text !== "");
  const field = useRef<HTMLTextAreaElement>(null);
  const typing = useTypingTeller(live, id);

  const mayReply = view.state === "active" && view.agent === live.me;
  const mayNote = view.state !== "closed";
  const mode: ComposerMode = mayReply ? draft.mode : "note";
  const { text } = draft;
  const over = countCharacters(text) - MESSAGE_CHARACTERS_MAX;

  const change = (next: Partial<typeof draft>): void => {
    const whole = { ...draft, ...next };
    setDraft(whole);
    keepDraft(id, whole);
    if (mode === "reply" && next.text !== undefined) {
      if (next.text.trim() === "") typing.stop();
      else typing.typed();
    }
  };
  const writeNote = (): void => {
    setUnfolded(true);
    // Drawn by then.
    setTimeout(() => field.current?.focus());
  };
  const setMode = (wanted: ComposerMode): void => {
    if (wanted === "note") typing.stop();
    if (wanted !== mode) announce(t(wanted === "note" ? "composer.nowNote" : "composer.nowReply"));
    change({ mode: wanted });
  };
  const send = (): void => {
    const words = text.trim();
    if (words === "" || over > 0) return;
    if (mode === "note") notes.write(id, words);
    else live.session.send(id, words);
    typing.stop();
    // After a note the next word is for the customer again.
    change({ text: "", mode: "reply" });
  };
  useImperativeHandle(handle, () => ({
    focus: (wanted) => {
      if (!mayReply) return writeNote();
      setMode(wanted);
      field.current?.focus();
    },
    toggleNote: () => {
      if (!mayReply) return writeNote();
      setMode(mode === "note" ? "reply" : "note");
      field.current?.focus();
    },
  }));
  useFocusOnOpening(field, mayReply);

  if (!mayNote) return <p class={css.closed}>{t("composer.closed")}</p>;
  if (!mayReply && !unfolded) {
    return (
      <div class={css.folded}>
        <span class={css.why}>{whyNoReply(view, live)}</span>
        <Button icon={IconLock} shortcut={keyOf("note")} onClick={writeNote}>
          {t("composer.note")}
        </Button>
      </div>
    );
  }
  const blocked = text.trim() === "" ? t("composer.empty") : over > 0 ? t("composer.tooLong", { count: over }) : undefined;
  return (
    <form
      class={css.composer}
      data-mode={mode}
      aria-label={t(mode === "note" ? "composer.note" : "composer.reply")}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class={css.bar}>
        {mayReply ? (
          <SegmentedControl
            label={t("composer.mode")}
            value={mode}
            onValue={setMode}
            segments={[
              { value: "reply", label: t("composer.reply") },
              { value: "note", label: t("composer.note") },
            ]}
          />
        ) : (
          <span class={css.why}>{whyNoReply(view, live)}</span>
        )}
        {mode === "note" && (
          <span class={css.onlyTeam}>
            <IconLock size={14} />
            {t("note.onlyTeam")}
          </span>
        )}
      </div>
      <textarea
        ref={field}
        class={css.field}
        rows={2}
        dir="auto"
        value={text}
        aria-label={t(mode === "note" ? "composer.noteLabel" : "composer.replyLabel")}
        placeholder={t(mode === "note" ? "composer.noteHint" : "composer.replyHint")}
        aria-invalid={over > 0 || undefined}
        onInput={(event) => change({ text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (isSendKey(event)) {
            event.preventDefault();
            send();
          } else if (event.key === "Escape") field.current?.blur();
        }}
      />
      <div class={css.bar}>
        <span class={css.state}>
          {ending.value.has(id)
            ? t("composer.ending")
            : countCharacters(text) > MESSAGE_CHARACTERS_MAX * COUNT_FROM && `${countCharacters(text)} / ${MESSAGE_CHARACTERS_MAX}`}
        </span>
        <span class={css.hint}>{t(preferences.value.sendWithMod ? "composer.modHint" : "composer.enterHint")}</span>
        <Button
          variant="primary"
          type="submit"
          icon={mode === "note" ? IconLock : IconSend}
          shortcut={preferences.value.sendWithMod ? "mod+enter" : "enter"}
          disabledReason={blocked}
        >
          {t(mode === "note" ? "composer.writeNote" : "composer.send")}
        </Button>
      </div>
    </form>
  );
}

function isSendKey(event: KeyboardEvent): boolean {
  return matchKey(event, "mod+enter") || (!preferences.peek().sendWithMod && matchKey(event, "enter"));
}

function useTypingTeller(live: Live, conversation: string) {
  const teller = useMemo(
    () => createTypingTeller(after, (typing) => live.session.typing(conversation, typing)),
    [live, conversation],
  );
  useEffect(() => () => teller.stop(), [teller]);
  return teller;
}

/** Opening a chat that is mine is a person's own act: the next thing he does is write. */
function useFocusOnOpening(field: { current: HTMLTextAreaElement | null }, mayReply: boolean): void {
  const done = useRef(false);
  useEffect(() => {
    if (done.current || !mayReply) return;
    done.current = true;
    const active = document.activeElement;
    const elsewhere = active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement;
    // A phone would push its keyboard over what was to be read first.
    if (!elsewhere && matchMedia("(pointer: fine)").matches) field.current?.focus({ preventScroll: true });
  }, [mayReply, field]);
}

function whyNoReply(view: ConversationView, live: Live): string {
  if (view.state === "active") return t("composer.theirs", { name: view.agent_name });
  if (view.agent === live.me) return t("composer.acceptFirst");
  return t("composer.notYet");
}
