/** Before the chat: a greeting, and what a person needs to answer. Only the message is required. */
import { EMAIL_CHARACTERS_MAX, MESSAGE_CHARACTERS_MAX, NAME_CHARACTERS_MAX } from "@deskbell/protocol";
import type { JSX } from "preact";
import type { Chat } from "../chat";
import type { Fault, State } from "../state";
import { t } from "../texts";
import { lengthOf, Remaining } from "./remaining";

export function Start({ state, chat, greeting }: { state: State; chat: Chat; greeting: string }) {
  const { fault, name, email, draft, asksName, asksEmail } = state;
  const isTooLong = lengthOf(draft) > MESSAGE_CHARACTERS_MAX;
  const submit = (event: Event): void => {
    event.preventDefault();
    if (!isTooLong) chat.begin();
  };
  return (
    <form class="start" noValidate onSubmit={submit}>
      <p class="greeting">{greeting || t("greeting")}</p>
      {asksName && (
        <Field
          label={t("name")}
          fault={fault === "name_wrong" ? fault : ""}
          autocomplete="name"
          dir={name ? "auto" : undefined}
          maxLength={NAME_CHARACTERS_MAX}
          value={name}
          onInput={(event) => chat.set({ name: event.currentTarget.value })}
        />
      )}
      {asksEmail && (
        <Field
          label={t("email")}
          fault={fault === "email_wrong" ? fault : ""}
          type="email"
          dir={email ? "ltr" : undefined}
          autocomplete="email"
          maxLength={EMAIL_CHARACTERS_MAX}
          value={email}
          onInput={(event) => chat.set({ email: event.currentTarget.value })}
        />
      )}
      <Question label={t("question")} state={state} chat={chat} data-first />
      <button type="submit" class="primary" aria-disabled={isTooLong}>
        {t("start")}
      </button>
    </form>
  );
}

/** The larger field, for what there is to say. */
export function Question({ label, state: { fault, draft }, chat, ...first }: QuestionProps) {
  return (
    <>
      <Labelled label={label} fault={fault === "text_wrong" || fault === "write_first" ? fault : ""}>
        {(describedBy) => (
          <textarea
            rows={4}
            dir={draft ? "auto" : undefined}
            value={draft}
            onInput={(event) => chat.write(event.currentTarget.value)}
            {...first}
            {...describedBy}
          />
        )}
      </Labelled>
      <Remaining text={draft} />
    </>
  );
}

export function Field({ label, fault, ...input }: { label: string; fault: Fault | "" } & JSX.IntrinsicElements["input"]) {
  return (
    <Labelled label={label} fault={fault}>
      {(describedBy) => <input {...input} {...describedBy} />}
    </Labelled>
  );
}

interface QuestionProps {
  label: string;
  state: State;
  chat: Chat;
  "data-first"?: boolean;
}

interface LabelledProps {
  label: string;
  fault: Fault | "";
  children: (describedBy: object) => JSX.Element;
}

function Labelled({ label, fault, children }: LabelledProps) {
  return (
    <div>
      <label>
        {label}
        {children(fault ? { "aria-invalid": true, "aria-describedby": fault } : {})}
      </label>
      {fault && (
        <p class="fault" id={fault}>
          {t(fault)}
        </p>
      )}
    </div>
  );
}
