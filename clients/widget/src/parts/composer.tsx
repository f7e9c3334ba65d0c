/** Where the visitor writes: Enter sends, Shift+Enter makes a new line, and there is a button to see. */
import { MESSAGE_CHARACTERS_MAX } from "@deskbell/protocol";
import type { Chat } from "../chat";
import type { State } from "../state";
import { t } from "../texts";
import { Icon } from "./icons";
import { lengthOf, Remaining } from "./remaining";

/** What browsers report for keys that belong to an input method, where `isComposing` fails (Safari). */
const KEY_OF_INPUT_METHOD = 229;

export function Composer({ state: { draft, view }, chat }: { state: State; chat: Chat }) {
  const isTooLong = lengthOf(draft) > MESSAGE_CHARACTERS_MAX;

  const send = (event: Event): void => {
    event.preventDefault();
    if (!isTooLong) chat.send();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const isComposing = event.isComposing || event.keyCode === KEY_OF_INPUT_METHOD;
    if (event.key === "Enter" && !event.shiftKey && !isComposing) send(event);
  };
  return (
    <form class="composer" onSubmit={send}>
      <Remaining text={draft} />
      <div>
        <textarea
          rows={1}
          data-first
          dir={draft ? "auto" : undefined}
          enterkeyhint="send"
          aria-label={t("composer")}
          placeholder={t("placeholder")}
          aria-invalid={isTooLong}
          value={draft}
          onInput={(event) => chat.write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {/* Pressing it leaves the focus, and the keyboard of a phone, where they are. */}
        <button
          type="submit"
          class="send"
          onPointerDown={(event) => event.preventDefault()}
          aria-label={t("send")}
          aria-disabled={!view || isTooLong || !draft.trim()}
        >
          <Icon of="send" />
        </button>
      </div>
    </form>
  );
}
