/** Has anybody changed the log behind Deskbell's back? The server walks the chain; this says what it found. */
import { Banner, CopyField } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { get } from "../http/client.ts";
import { describeProblem } from "../http/describe.ts";
import type { Problem } from "../http/problem.ts";
import { useSubmit } from "../http/useSubmit.ts";
import { t } from "../language/language.ts";
import type { Verification } from "./shapes.ts";
import css from "./audit.module.css";

interface VerificationState {
  busy: boolean;
  result: Verification | null;
  problem: Problem | undefined;
  run: () => void;
  forget: () => void;
}

export function useVerification(): VerificationState {
  const [result, setResult] = useState<Verification | null>(null);
  const { busy, problem, submit, clear } = useSubmit();
  const forget = (): void => {
    setResult(null);
    clear();
  };
  const run = (): void => {
    void submit(async () => setResult(await get<Verification>("/audit/verification")));
  };
  return { busy, result, problem, run, forget };
}

export function VerificationResult({ result, problem, forget }: VerificationState) {
  if (problem) {
    return (
      <Banner tone="bad" title={t("verify.failed")} onDismiss={forget}>
        {describeProblem(problem)}
      </Banner>
    );
  }
  if (!result) return null;
  if (result.ok) {
    return (
      <Banner tone="ok" title={t("verify.whole", { count: result.acts })} onDismiss={forget}>
        <div class={css.proof}>
          {t("verify.wholeHow")}
          {result.head !== "" && <CopyField label={t("verify.head")} value={result.head} />}
        </div>
      </Banner>
    );
  }
  return (
    <Banner tone="bad" live="assertive" title={t("verify.broken", { number: result.first_bad ?? result.acts })} onDismiss={forget}>
      <div class={css.proof}>
        {result.problem !== "" && <q lang="en">{result.problem}</q>}
        {t("verify.brokenHow")}
      </div>
    </Banner>
  );
}
