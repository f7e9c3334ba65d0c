/**
 * /forgot: asks for a link that sets a new password.
 *
 * Holds: the answer is the same whether there is such an account or not, and the words are true in each case; where this
 * server sends no mail at all, nobody is left waiting for one.
 */
import { Banner, Button, CopyField, ErrorSummary, TextField } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { post } from "../http/client.ts";
import { describeField, describeProblem } from "../http/describe.ts";
import { useSubmit } from "../http/useSubmit.ts";
import { t } from "../language/language.ts";
import { checkEmail } from "./checks.ts";
import { Gate } from "./Gate.tsx";
import css from "./gate.module.css";

/** Nobody in the organisation stands above its Owner. */
const OWNERS_COMMAND = "deskbell member reset-password EMAIL";

export default function ForgotPage() {
  const [email, setEmail] = useState("");
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const [checked, setChecked] = useState(0);
  const [asked, setAsked] = useState<{ email: string; mail: boolean } | null>(null);
  const { busy, problem, attempt, submit } = useSubmit();

  const onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const found = checkEmail(email);
    setWrong(found);
    setChecked((count) => count + 1);
    if (found) return;
    await submit(async () => {
      const { mail } = await post<{ mail: boolean }>("/password-resets", { email: email.trim() });
      setAsked({ email: email.trim(), mail });
    });
  };
  if (asked) return asked.mail ? <Mailed email={asked.email} /> : <ByHand />;

  const emailError = wrong ?? describeField(problem, "email", t("field.email"));
  const errors = [
    ...(emailError ? [{ fieldId: "email", message: emailError }] : []),
    ...(problem && problem.errors.length === 0 ? [{ message: describeProblem(problem) }] : []),
  ];
  return (
    <Gate title={t("forgot.title")} lead={t("forgot.lead")}>
      <form class={css.form} noValidate onSubmit={(event) => void onSubmit(event)}>
        <ErrorSummary title={t("form.mend")} attempt={checked + attempt} errors={errors} />
        <TextField id="email" label={t("field.email")} type="email" autocomplete="username" spellcheck={false} value={email} onValue={setEmail} error={emailError} required />
        <Button variant="primary" type="submit" busy={busy} busyLabel={t("forgot.busy")}>
          {t("forgot.do")}
        </Button>
      </form>
      <p class={css.aside}>
        <a href="/sign-in">{t("forgot.toSignIn")}</a>
      </p>
    </Gate>
  );
}

function ByHand() {
  return (
    <Gate title={t("forgot.title")}>
      <Banner tone="info" title={t("forgot.byHand")}>
        {t("forgot.byHandHow")}
      </Banner>
      <div class={css.command}>
        <CopyField label={t("forgot.ownerToo")} value={OWNERS_COMMAND} />
      </div>
      <p class={css.aside}>
        <a href="/sign-in">{t("forgot.toSignIn")}</a>
      </p>
    </Gate>
  );
}

function Mailed({ email }: { email: string }) {
  return (
    <Gate title={t("forgot.askedTitle")}>
      <Banner tone="ok" title={t("forgot.asked", { email })}>
        {t("forgot.askedHow")}
      </Banner>
      <div>
        <p>
          <strong>{t("forgot.noMail")}</strong>
        </p>
        <p>{t("forgot.noMailHow")}</p>
      </div>
      <p class={css.aside}>
        <a href="/sign-in">{t("forgot.toSignIn")}</a>
      </p>
    </Gate>
  );
}
