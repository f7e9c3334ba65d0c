/** Puts a problem into a sentence for the person in front of the screen. */
import { spokenDuration } from "@deskbell/ui";
import { locale, t, type Word } from "../language/language.ts";
import type { Problem } from "./problem.ts";

/** Codes whose sentence the console says itself, in the language in force. */
const OWN_SENTENCES: Record<string, Word> = {
  network: "problem.network",
  wrong_credentials: "problem.wrongCredentials",
  not_signed_in: "problem.notSignedIn",
  not_found: "problem.notFound",
  not_allowed: "refusal.notAllowed",
  name_taken: "problem.nameTaken",
  setup_link_wrong: "problem.setUpLink",
  set_up_already: "problem.setUpAlready",
  invitation_gone: "problem.invitationGone",
  reset_gone: "problem.resetGone",
  wrong_code: "problem.wrongCode",
  second_factor_needed: "problem.codeNeeded",
};

export function describeProblem(problem: Problem): string {
  const own = OWN_SENTENCES[problem.code];
  if (own) return t(own);
  if (problem.status === 429 && problem.retryAfterSeconds > 0) {
    return t("problem.tooOften", { time: spokenDuration(problem.retryAfterSeconds, locale.value) });
  }
  if (problem.detail !== "") return problem.detail;
  return problem.status >= 500 ? t("problem.server") : t("problem.unknown");
}

/** The sentence about one field, led by the field's label: "Name is too long (1 to 100 characters)." */
export function describeField(problem: Problem | undefined, field: string, label: string): string | undefined {
  const fault = problem?.errors.find((error) => error.field === field || /^[.[]/.test(error.field.slice(field.length)) && error.field.startsWith(field));
  if (!fault) return undefined;
  if (problem?.code === "name_taken") return t("problem.nameTaken");
  // The floor speaks in whole sentences.
  if (fault.problem.endsWith(".")) return fault.problem;
  return fault.allowed === ""
    ? t("problem.field", { label, problem: fault.problem })
    : t("problem.fieldAllowed", { label, problem: fault.problem, allowed: fault.allowed });
}
