/** E-mail and password. On the sign-in page, and in the dialog over a page whose session ended. */
import { Button, ErrorSummary, TextField } from "@deskbell/ui";
import { useEffect, useRef, useState } from "preact/hooks";
import { useSubmit } from "../http/useSubmit.ts";
import { t } from "../language/language.ts";
import { describeProblem } from "../http/describe.ts";
import { signIn } from "./session.ts";
import css from "./gate.module.css";

export interface SignInFormProps {
  /** Who was signed in, where only he can go on. */
  email?: string;
  onDone: () => void;
}

export function SignInForm({ email: known = "", onDone }: SignInFormProps) {
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState("");
  const secret = useRef<HTMLInputElement>(null);
  const { busy, problem, attempt, submit } = useSubmit();
  // Where the address is known there is one thing to type.
  useEffect(() => {
    if (known !== "") secret.current?.focus();
  }, [known]);
  const onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (await submit(() => signIn(email.trim(), password))) onDone();
  };
  return (
    <form class={css.form} noValidate onSubmit={(event) => void onSubmit(event)}>
      {problem && <ErrorSummary title={t("signIn.failed")} attempt={attempt} errors={[{ message: describeProblem(problem) }]} />}
      <TextField
        label={t("field.email")}
        type="email"
        name="email"
        autocomplete="username"
        spellcheck={false}
        value={email}
        readOnly={known !== ""}
        onValue={setEmail}
      />
      <TextField
        label={t("field.password")}
        type="password"
        name="password"
        autocomplete="current-password"
        value={password}
        onValue={setPassword}
        inputRef={secret}
      />
      <Button
        variant="primary"
        type="submit"
        busy={busy}
        busyLabel={t("signIn.busy")}
        disabledReason={email === "" || password === "" ? t("signIn.incomplete") : undefined}
      >
        {t("signIn.do")}
      </Button>
    </form>
  );
}
