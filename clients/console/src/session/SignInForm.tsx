/**
 * E-mail and password, and then a code where the account has a second factor. On the sign-in page, and in the dialog
 * over a page whose session ended.
 *
 * Holds: between the two steps the password is in memory only; a wrong code asks for another code, not for everything.
 */
import { Button, ErrorSummary, formatClock, TextField, useNow } from "@deskbell/ui";
import { useEffect, useRef, useState } from "preact/hooks";
import { describeProblem } from "../http/describe.ts";
import { asProblem, type Problem } from "../http/problem.ts";
import { useSubmit } from "../http/useSubmit.ts";
import { t } from "../language/language.ts";
import { bareCode, CodeField } from "./CodeField.tsx";
import { signIn } from "./session.ts";
import css from "./gate.module.css";

export interface SignInFormProps {
  /** Who was signed in, where only he can go on. */
  email?: string;
  onDone: () => void;
}

type Step = "password" | "code";

export function SignInForm({ email: known = "", onDone }: SignInFormProps) {
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [step, setStep] = useState<Step>("password");
  const secret = useRef<HTMLInputElement>(null);
  const digits = useRef<HTMLInputElement>(null);
  const { busy, problem, attempt, submit, clear } = useSubmit();
  const waitSeconds = useWait(problem);
  const wrongCode = step === "code" && problem?.code === "wrong_code";

  // Where the address is known there is one thing to type.
  useEffect(() => {
    if (known !== "") secret.current?.focus();
  }, [known]);
  // The next thing to type is a code, and after a wrong one the whole of it.
  useEffect(() => {
    if (step !== "code") return;
    digits.current?.focus();
    digits.current?.select();
  }, [step, wrongCode, attempt]);

  const enter = async (): Promise<void> => {
    try {
      if (await signIn(email.trim(), password, step === "code" ? bareCode(code) : "")) onDone();
      else setStep("code");
    } catch (thrown) {
      // The password was changed meanwhile: that step is open again.
      if (asProblem(thrown).code === "wrong_credentials") goBack();
      throw thrown;
    }
  };
  const goBack = (): void => {
    setStep("password");
    setCode("");
  };
  const incomplete = step === "code" ? code.trim() === "" && t("code.missing") : (email === "" || password === "") && t("signIn.incomplete");
  const reason = waitSeconds > 0 ? t("signIn.wait", { time: formatClock(waitSeconds) }) : incomplete || undefined;

  return (
    <form
      class={css.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(enter);
      }}
    >
      {problem && !wrongCode && <ErrorSummary title={t("signIn.failed")} attempt={attempt} errors={[{ message: describeProblem(problem) }]} />}
      {step === "password" ? (
        <>
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
        </>
      ) : (
        <>
          <p class={css.lead}>{t("signIn.codeLead", { email })}</p>
          <CodeField id="sign-in-code" value={code} onValue={setCode} error={wrongCode ? describeProblem(problem) : undefined} inputRef={digits} />
        </>
      )}
      <div class={step === "code" ? css.buttons : css.whole}>
        {step === "code" && (
          <Button
            onClick={() => {
              clear();
              goBack();
            }}
          >
            {t("form.back")}
          </Button>
        )}
        <Button variant="primary" type="submit" busy={busy} busyLabel={t("signIn.busy")} disabledReason={reason}>
          {t("signIn.do")}
        </Button>
      </div>
      {step === "code" && <p class={css.small}>{t("code.lost")}</p>}
      {/* Counts down for the eye; the sentence above has said it once. */}
      {waitSeconds > 0 && (
        <p class={css.small} aria-hidden="true">
          {t("signIn.wait", { time: formatClock(waitSeconds) })}
        </p>
      )}
    </form>
  );
}

/** How long the server wants to be left alone, counting down. */
function useWait(problem: Problem | undefined): number {
  const [until, setUntil] = useState(0);
  useEffect(() => setUntil(problem?.retryAfterSeconds ? Date.now() + problem.retryAfterSeconds * 1000 : 0), [problem]);
  useNow(until > 0);
  return Math.max(0, Math.ceil((until - Date.now()) / 1000));
}
