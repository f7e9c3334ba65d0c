/**
 * /setup: the first run. Two short steps, then the console opens.
 *
 * Holds: without the one-time link of the server there is nothing to fill in; Back keeps what was typed.
 */
import { Banner, Button, ErrorSummary, ProgressSteps, Select, TextField, type FieldError } from "@deskbell/ui";
import { useEffect, useState } from "preact/hooks";
import { post } from "../http/client.ts";
import { describeField, describeProblem } from "../http/describe.ts";
import { useSubmit } from "../http/useSubmit.ts";
import type { SignedIn } from "../http/shapes.ts";
import { LANGUAGES, type Language, locale, t } from "../language/language.ts";
import { prefer } from "../preferences/preferences.ts";
import { navigate } from "../routing/router.ts";
import { checkEmail, checkName, checkNewPassword, PASSWORD_CHARACTERS_MIN } from "./checks.ts";
import { forgetToken, useToken } from "./fragment.ts";
import { Gate } from "./Gate.tsx";
import { adopt, sessionState } from "./session.ts";
import { localTimeZone, timeZoneOptions } from "./timeZones.ts";
import css from "./gate.module.css";

const PAGE = "setup";

type Fields = "name" | "email" | "password" | "organisation";
type Step = "account" | "organisation";

const STEP_OF: Record<Fields, Step> = { name: "account", email: "account", password: "account", organisation: "organisation" };

export default function SetUpPage() {
  const token = useToken(PAGE);
  const state = sessionState.value;
  const done = state.kind === "signed-in" || (state.kind === "signed-out" && !state.setUpNeeded);
  useEffect(() => {
    if (!done) return;
    forgetToken(PAGE);
    navigate(state.kind === "signed-in" ? "/" : "/sign-in", { replace: true });
  }, [done, state.kind]);
  if (done || state.kind === "unknown") return null;
  if (token === "") {
    return (
      <Gate title={t("setUp.title")}>
        <Banner tone="info" live="off" title={t("setUp.noToken")}>
          {t("setUp.noTokenHow")}
        </Banner>
      </Gate>
    );
  }
  return <SetUpForm token={token} />;
}

function SetUpForm({ token }: { token: string }) {
  const [step, setStep] = useState<Step>("account");
  const [values, setValues] = useState({ name: "", email: "", password: "", organisation: "" });
  const [timeZone, setTimeZone] = useState(localTimeZone);
  const [checked, setChecked] = useState(0);
  const [shown, setShown] = useState<Partial<Record<Fields, string>>>({});
  const { busy, problem, attempt, submit } = useSubmit();
  const set = (field: Fields) => (value: string): void => setValues((before) => ({ ...before, [field]: value }));

  const labels: Record<Fields, string> = {
    name: t("field.yourName"), email: t("field.email"), password: t("field.password"), organisation: t("field.organisation"),
  };
  const error = (field: Fields): string | undefined => shown[field] ?? describeField(problem, field, labels[field]);

  const onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const wrong = step === "account" ? checkAccount(values) : checkOrganisation(values);
    setShown(wrong);
    setChecked((count) => count + 1);
    if (Object.keys(wrong).length > 0) return;
    if (step === "account") return setStep("organisation");
    await submit(async () => {
      const { name, email, password, organisation } = values;
      const body = {
        token, time_zone: timeZone, password, language: locale.peek(),
        organisation: organisation.trim(), name: name.trim(), email: email.trim(),
      };
      adopt(await post<SignedIn>("/setup", body));
    });
  };

  // A refusal about a field of the first step leads back there.
  useEffect(() => {
    const first = problem?.errors.find((one) => one.field in STEP_OF);
    if (first) setStep(STEP_OF[first.field as Fields]);
  }, [problem]);

  const fieldErrors: FieldError[] = (Object.keys(STEP_OF) as Fields[])
    .filter((field) => STEP_OF[field] === step && error(field) !== undefined)
    .map((field) => ({ fieldId: field, message: error(field)! }));
  const general = problem && problem.errors.length === 0 ? [{ message: describeProblem(problem) }] : [];

  return (
    <Gate title={t("setUp.title")} lead={t("setUp.lead")} wide>
      <ProgressSteps
        current={step}
        steps={[
          { id: "account", label: t("setUp.step.account"), done: step === "organisation" },
          { id: "organisation", label: t("setUp.step.organisation") },
        ]}
      />
      <form class={css.form} noValidate onSubmit={(event) => void onSubmit(event)}>
        <ErrorSummary title={t("form.mend")} attempt={checked + attempt} errors={[...fieldErrors, ...general]} />
        {step === "account" ? (
          <>
            <TextField id="name" label={labels.name} autocomplete="name" value={values.name} onValue={set("name")} error={error("name")} required />
            <TextField id="email" label={labels.email} type="email" autocomplete="username" spellcheck={false} value={values.email} onValue={set("email")} error={error("email")} required />
            <TextField
              id="password"
              label={labels.password}
              type="password"
              autocomplete="new-password"
              hint={t("setUp.passwordHint", { count: PASSWORD_CHARACTERS_MIN })}
              value={values.password}
              onValue={set("password")}
              error={error("password")}
              required
            />
            <Select
              label={t("field.language")}
              value={locale.value as Language}
              onValue={(language) => prefer({ language })}
              options={Object.entries(LANGUAGES).map(([value, label]) => ({ value: value as Language, label }))}
            />
          </>
        ) : (
          <>
            <TextField
              id="organisation"
              label={labels.organisation}
              autocomplete="organization"
              hint={t("setUp.organisationHint")}
              value={values.organisation}
              onValue={set("organisation")}
              error={error("organisation")}
              required
            />
            <Select label={t("field.timeZone")} hint={t("setUp.timeZoneHint")} value={timeZone} onValue={setTimeZone} options={timeZoneOptions()} />
          </>
        )}
        <div class={css.buttons}>
          {step === "organisation" && <Button onClick={() => setStep("account")}>{t("form.back")}</Button>}
          <Button variant="primary" type="submit" busy={busy} busyLabel={t("setUp.busy")}>
            {step === "account" ? t("form.continue") : t("setUp.finish")}
          </Button>
        </div>
      </form>
    </Gate>
  );
}

function checkAccount(values: Record<Fields, string>): Partial<Record<Fields, string>> {
  return onlySet({ name: checkName(values.name), email: checkEmail(values.email), password: checkNewPassword(values.password) });
}

function checkOrganisation(values: Record<Fields, string>): Partial<Record<Fields, string>> {
  return onlySet({ organisation: checkName(values.organisation) });
}

function onlySet(errors: Partial<Record<Fields, string | undefined>>): Partial<Record<Fields, string>> {
  return Object.fromEntries(Object.entries(errors).filter(([, message]) => message !== undefined));
}
