/**
 * The whole panel, in each of its states.
 *
 * Owns: which part is shown when, and Escape.
 */
import type { Chat } from "../chat";
import { saveTranscript } from "../later";
import { isEnded } from "../state";
import type { State } from "../state";
import { t } from "../texts";
import { Composer } from "./composer";
import { Header } from "./header";
import { Log } from "./log";
import { Start } from "./start";

interface Props {
  state: State;
  chat: Chat;
  title: string;
  greeting: string;
  onClose: () => void;
}

export function Panel({ state, chat, title, greeting, onClose }: Props) {
  const { screen, isMenuOpen, isConfirming, isLeaving } = state;
  const escape = ({ key }: KeyboardEvent): void => {
    if (key !== "Escape") return;
    if (isMenuOpen || isConfirming || isLeaving) chat.set({ isMenuOpen: false, isConfirming: false, isLeaving: false });
    else onClose();
  };
  return (
    // Escape leaves, wherever the focus is.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <main class="panel" aria-label={title} onKeyDown={escape}>
      <Header state={state} chat={chat} title={title} onClose={onClose} />
      {screen === "loading" && <div class="loading" aria-busy="true" />}
      {screen === "start" && <Start state={state} chat={chat} greeting={greeting} />}
      {screen === "unavailable" && (
        <p class="notice">{t(state.widget === "deactivated" ? "ended_inbox_closed" : "unavailable")}</p>
      )}
      {screen === "trouble" && (
        <div class="notice">
          <p role="alert">{t(state.trouble)}</p>
          <button type="button" class="primary" onClick={chat.tryAgain}>
            {t("try_again")}
          </button>
        </div>
      )}
      {screen === "chat" && <Conversation state={state} chat={chat} title={title} />}
    </main>
  );
}

function Conversation({ state, chat, title }: Pick<Props, "state" | "chat" | "title">) {
  const { later } = state;
  return (
    <>
      {!state.isConnected && !isEnded(state) && (
        <p class="banner" role="status">
          {t("reconnecting")}
        </p>
      )}
      {!state.isLeaving && <Log state={state} chat={chat} />}
      {state.isInterrupted && later && <later.Interrupted state={state} />}
      {state.isLeaving && later ? (
        <later.Leaving state={state} chat={chat} />
      ) : isEnded(state) ? (
        <div class="actions">
          {later && <later.Thanks state={state} />}
          {state.widget === "active" && (
            <button type="button" class="primary" onClick={chat.startAnew}>
              {t("new_chat")}
            </button>
          )}
          <button type="button" class="secondary" onClick={() => void saveTranscript(chat, title)}>
            {t("download")}
          </button>
        </div>
      ) : state.isConfirming ? (
        <div class="actions" role="alertdialog" aria-labelledby="end-question">
          <p id="end-question">{t("end_question")}</p>
          <button type="button" class="primary" onClick={chat.end}>
            {t("end")}
          </button>
          <button type="button" class="secondary" onClick={() => chat.set({ isConfirming: false })}>
            {t("end_no")}
          </button>
        </div>
      ) : (
        <Composer state={state} chat={chat} />
      )}
    </>
  );
}
