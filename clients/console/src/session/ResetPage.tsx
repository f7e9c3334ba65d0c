/**
 * /reset: a link from a mail, or from the Owner's hand, sets a new password.
 *
 * Holds: it signs nobody in: whoever has a second factor still needs it, and every session of before has ended.
 */
import { Banner, Button, ErrorSummary, SkeletonRows, TextField } from "@deskbell/ui";
import { useMemo, useState } from "preact/hooks";
import { post } from "../http/client.ts";
import { describeField, describeProblem } from "../http/describe.ts";
import type { Problem } from "../http/problem.ts";
import { createResource, useResource } from "../http/resource.ts";
import type { InvitationLook } from "../http/shapes.ts";
import { useSubmit } from "../http/useSubmit.ts";
import { t } from "../language/language.ts";
import { checkNewPassword, PASSWORD_CHARACTERS_MIN } from "./checks.ts";
import { forgetToken, useToken } from "./fragment.ts";
import { Gate } from "./Gate.tsx";
import { loadSession } from "./session.ts";
import css from "./gate.module.css";

const PAGE = "reset";
/** The token is not even one: a piece of the link is missing. */
const BAD_REQUEST = 400;

export default function ResetPage() {
  const token = useToken(PAGE);
  // Another link may be pasted into this very tab afterwards.
  const [doneWith, setDoneWith] = useState("");
  const resource = useMemo(() => createResource(() => post<InvitationLook>("/password-resets/look", { token })), [token]);
  const { data, problem } = useResource(resource);
  if (token === "") return <Unusable />;
  if (doneWith === token) return <Done />;
  if (problem) {
    return problem.mayPass ? <Unusable problem={problem} onRetry={() => void resource.refresh()} /> : <Unusable problem={problem} />;
  }
  if (!data) {
    return (
      <Gate title={t("reset.title")}>
        <SkeletonRows rows={2} />
      </Gate>
    );
  }
  return <PasswordForm key={token} token={token} look={data} onDone={() => setDoneWith(token)} />;
}

function PasswordForm({ token, look, onDone }: { token: string; look: InvitationLook; onDone: () => void }) {
  const [password, setPassword] = useState("");
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const [checked, setChecked] = useState(0);
  const { busy, problem, attempt, submit } = useSubmit();

  const onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const found = checkNewPassword(password);
    setWrong(found);
    setChecked((count) => count + 1);
    if (found) return;
    await submit(async () => {
      await post("/password-resets/accept", { token, password });
      forgetToken(PAGE);
      onDone();
      // Whoever was signed in here is so no longer, if the account was his.
      await loadSession();
    });
  };

  // Between looking and sending, an hour may have gone by.
  if (problem?.code === "reset_gone") return <Unusable problem={problem} />;
  const passwordError = wrong ?? describeField(problem, "password", t("field.newPassword"));
  const errors = [
    ...(passwordError ? [{ fieldId: "password", message: passwordError }] : []),
    ...(problem && problem.errors.length === 0 ? [{ message: describeProblem(problem) }] : []),
  ];
  return (
    <Gate title={t("reset.title")} lead={t("reset.lead", { name: look.name, email: look.email, organisation: look.organisation })}>
      <form class={css.form} noValidate onSubmit={(event) => void onSubmit(event)}>
        <ErrorSummary title={t("form.mend")} attempt={checked + attempt} errors={errors} />
        {/* So that a password manager files the password under the right account. */}
        <input type="hidden" name="username" autocomplete="username" value={look.email} />
        <TextField
          id="password"
          label={t("field.newPassword")}
          type="password"
          autocomplete="new-password"
          hint={t("setUp.passwordHint", { count: PASSWORD_CHARACTERS_MIN })}
          value={password}
          onValue={setPassword}
          error={passwordError}
          required
        />
        <Button variant="primary" type="submit" busy={busy} busyLabel={t("reset.busy")}>
          {t("reset.do")}
        </Button>
      </form>
    </Gate>
  );
}

function Unusable({ problem, onRetry }: { problem?: Problem; onRetry?: () => void }) {
  const torn = !problem || problem.status === BAD_REQUEST;
  return (
    <Gate title={t("reset.title")}>
      <Banner tone="warn" live="off" title={torn ? t("invite.noToken") : describeProblem(problem)}>
        {onRetry ? undefined : t(torn ? "reset.tornHow" : "reset.goneHow")}
      </Banner>
      {onRetry ? (
        <Button onClick={onRetry}>{t("kit.retry")}</Button>
      ) : (
        <Button variant="primary" href="/forgot">
          {t("reset.askAgain")}
        </Button>
      )}
    </Gate>
  );
}

function Done() {
  return (
    <Gate title={t("reset.doneTitle")}>
      <Banner tone="ok" title={t("reset.done")}>
        {t("reset.doneHow")}
      </Banner>
      <Button variant="primary" href="/sign-in">
        {t("signIn.do")}
      </Button>
    </Gate>
  );
}
