/** What went wrong where somebody proves that he is himself: with his password, and with a code. */
import { describeField, describeProblem } from "../http/describe.ts";
import type { Problem } from "../http/problem.ts";
import { t } from "../language/language.ts";

export interface ProofFaults {
  password?: string | undefined;
  code?: string | undefined;
  /** Neither the one nor the other. */
  form?: string | undefined;
}

const OF_PASSWORD = new Set(["wrong_password"]);
const OF_CODE = new Set(["wrong_code", "second_factor_needed"]);

/** `passwordField`: the name the request gives to the password in force. */
export function readProofFaults(problem: Problem | undefined, passwordField = "password"): ProofFaults {
  if (!problem) return {};
  if (OF_PASSWORD.has(problem.code)) return { password: t("proof.wrongPassword") };
  if (OF_CODE.has(problem.code)) return { code: describeProblem(problem) };
  const password = describeField(problem, passwordField, t("field.password"));
  const code = describeField(problem, "code", t("field.code"));
  return { password, code, form: problem.errors.length === 0 ? describeProblem(problem) : undefined };
}
