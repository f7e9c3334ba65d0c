/** The top of the panel: who it is, what can be done with the chat, and the way out. */
import type { Chat } from "../chat";
import { saveTranscript } from "../later";
import { isEnded } from "../state";
import type { State } from "../state";
import { t } from "../texts";
import { Icon } from "./icons";

interface Props {
  state: State;
  chat: Chat;
  title: string;
  onClose: () => void;
}

export function Header({ state, chat, title, onClose }: Props) {
  const { view, screen } = state;
  return (
    <header class="header">
      <h1 tabIndex={-1}>{(view?.state === "active" && view.agent_name) || title}</h1>
      {view && screen === "chat" && <Menu state={state} chat={chat} title={title} />}
      <button type="button" class="bare" aria-label={t("close")} onClick={onClose}>
        <Icon of="close" />
      </button>
    </header>
  );
}

function Menu({ state, chat, title }: Omit<Props, "onClose">) {
  const { isMenuOpen } = state;
  const leave = (event: FocusEvent & { currentTarget: HTMLElement }): void => {
    if (!event.currentTarget.contains(event.relatedTarget as Node | null)) chat.set({ isMenuOpen: false });
  };
  return (
    <div class="menu" onFocusOut={leave}>
      <button
        type="button"
        class="bare"
        aria-label={t("menu")}
        aria-expanded={isMenuOpen}
        onClick={() => chat.set({ isMenuOpen: !isMenuOpen })}
      >
        <Icon of="menu" />
      </button>
      {isMenuOpen && (
        <ul>
          <li>
            <button
              type="button"
              onClick={() => {
                chat.set({ isMenuOpen: false });
                void saveTranscript(chat, title);
              }}
            >
              {t("download")}
            </button>
          </li>
          {!isEnded(state) && (
            <li>
              <button type="button" onClick={() => chat.set({ isMenuOpen: false, isConfirming: true, isLeaving: false })}>
                {t("end")}
              </button>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
