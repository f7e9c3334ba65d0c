/**
 * Leaving a message instead of waiting: the form, and what is said afterwards.
 *
 * Holds: the last message is the composer's draft, so that none of it is lost, whoever comes or goes meanwhile.
 */
import { EMAIL_CHARACTERS_MAX } from "@deskbell/protocol";
import type { Chat } from "../chat";
import { Field, Question } from "../parts/start";
import type { State } from "../state";
import { t } from "../texts";
import { leaveMessage } from "./asking";

export function Leaving({ state, chat }: { state: State; chat: Chat }) {
  const { email, fault, isAsking } = state;
  const submit = (event: Event): void => {
    event.preventDefault();
    void leaveMessage(chat);
  };
  return (
    <form class="start" noValidate aria-label={t("leave")} onSubmit={submit}>
      <p class="greeting">{t("leave_why")}</p>
      <Field
        label={t("leave_email")}
        fault={fault === "email_wrong" ? fault : ""}
        type="email"
        required
        data-first
        dir={email ? "ltr" : undefined}
        autocomplete="email"
        maxLength={EMAIL_CHARACTERS_MAX}
        value={email}
        onInput={(event) => chat.set({ email: event.currentTarget.value, fault: "" })}
      />
      <Question label={t("leave_text")} state={state} chat={chat} />
      {fault === "unreachable" && (
        <p class="fault" role="alert">
          {t(fault)}
        </p>
      )}
      <button type="submit" class="primary" aria-disabled={isAsking}>
        {t(isAsking ? "sending" : "leave_send")}
      </button>
      <button type="button" class="secondary" onClick={() => chat.set({ isLeaving: false })}>
        {t("leave_back")}
      </button>
    </form>
  );
}

/** Somebody came to answer while the form was open: why it is gone, and where the text is. */
export function Interrupted({ state: { view } }: { state: State }) {
  return (
    <p class="notice" role="status">
      {t("interrupted", { name: view?.agent_name || t("team") })}
    </p>
  );
}

/** After a message was left: where the answer will come. */
export function Thanks({ state: { view, left } }: { state: State }) {
  const end = view?.entries.at(-1)?.body;
  if (end?.type !== "ended" || end.cause !== "message_left") return null;
  return <p role="status">{left ? t("thanks", { email: left }) : t("thanks_anywhere")}</p>;
}
