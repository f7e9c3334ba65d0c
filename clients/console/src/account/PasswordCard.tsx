/**
 * A new password.
 *
 * Holds: the old one is asked for again, and a code where there is a second factor; all other sessions end, which is
 * said before and after.
 */
import { Button, Card, ErrorSummary, showToast, TextField, type FieldError } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { post } from "../http/client.ts";
import { describeField } from "../http/describe.ts";
import { useSubmit } from "../http/useSubmit.ts";
import { t } from "../language/language.ts";
import { checkNewPassword, PASSWORD_CHARACTERS_MIN } from "../session/checks.ts";
import { bareCode, CodeField } from "../session/CodeField.tsx";
import { refreshSession, signedIn } from "../session/session.ts";
import settings from "../settings/settings.module.css";
import { readProofFaults } from "./proof.ts";

const EMPTY = { current: "", password: "", code: "" };

export function PasswordCard() {
  const { member, second_factor } = signedIn.value!;
  const [values, setValues] = useState(EMPTY);
  const [shown, setShown] = useState<{ current?: string | undefined; password?: string | undefined; code?: string | undefined }>({});
  const [checked, setChecked] = useState(0);
  const { busy, problem, attempt, submit } = useSubmit();
  const set = (field: keyof typeof EMPTY) => (value: string): void => setValues((before) => ({ ...before, [field]: value }));

  const onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const wrong = {
      current: values.current === "" ? t("proof.passwordMissing") : undefined,
      password: checkNewPassword(values.password),
      code: second_factor && values.code.trim() === "" ? t("code.missing") : undefined,
    };
    setShown(wrong);
    setChecked((count) => count + 1);
    if (wrong.current || wrong.password || wrong.code) return;
    await submit(async () => {
      await post("/session/password", { ...values, code: second_factor ? bareCode(values.code) : undefined });
      setValues(EMPTY);
      showToast({ tone: "ok", message: t("password.changed") });
      await refreshSession();
    });
  };

  const faults = readProofFaults(problem, "current");
  const currentError = shown.current ?? faults.password;
  const passwordError = shown.password ?? describeField(problem, "password", t("field.newPassword"));
  const codeError = shown.code ?? faults.code;
  const fieldErrors: [string, string | undefined][] = [["current-password", currentError], ["new-password", passwordError], ["password-code", codeError]];
  const errors: FieldError[] = fieldErrors.flatMap(([fieldId, message]) => (message ? [{ fieldId, message }] : []));
  if (faults.form && errors.length === 0) errors.push({ message: faults.form });
  return (
    <Card title={t("field.password")}>
      <form class={settings.form} noValidate onSubmit={(event) => void onSubmit(event)}>
        <ErrorSummary title={t("form.mend")} attempt={checked + attempt} errors={errors} />
        {/* So that a password manager files the password under the right account. */}
        <input type="hidden" name="username" autocomplete="username" value={member.email} />
        <TextField id="current-password" label={t("password.current")} type="password" autocomplete="current-password" value={values.current} onValue={set("current")} error={currentError} required />
        <TextField
          id="new-password"
          label={t("field.newPassword")}
          type="password"
          autocomplete="new-password"
          hint={t("setUp.passwordHint", { count: PASSWORD_CHARACTERS_MIN })}
          value={values.password}
          onValue={set("password")}
          error={passwordError}
          required
        />
        {second_factor && <CodeField id="password-code" value={values.code} onValue={set("code")} error={codeError} />}
        <div class={settings.row}>
          <Button type="submit" busy={busy} busyLabel={t("password.busy")}>
            {t("password.change")}
          </Button>
          <span class={settings.quiet}>{t("password.ends")}</span>
        </div>
      </form>
    </Card>
  );
}
