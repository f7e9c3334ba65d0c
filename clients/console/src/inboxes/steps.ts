/**
 * Where the wizard's steps are.
 *
 * Holds: the address carries the inbox and the step, so that every step is a link that can be come back to.
 */
import { searchParams } from "../routing/router.ts";
import type { Section } from "./form.ts";

export const STEPS = ["name", "agents", "inactivity", "install"] as const;
export type WizardStep = (typeof STEPS)[number];

export const STEP_OF: Record<Section, WizardStep> = { overview: "name", agents: "agents", inactivity: "inactivity" };

const WIZARD = "/settings/inboxes/new";
const INBOX = "inbox";
const STEP = "step";

export function wizardAddress(inbox: string, step: WizardStep): string {
  return `${WIZARD}?${INBOX}=${encodeURIComponent(inbox)}&${STEP}=${step}`;
}

export function isStepOf(inbox: string, address: string): boolean {
  return STEPS.some((step) => address === wizardAddress(inbox, step));
}

/** The inbox that the wizard is about; "" while there is none yet. */
export function readWizardInbox(): string {
  return searchParams.value.get(INBOX) ?? "";
}

/** The step that the address asks for; whoever comes back without one goes on after the first. */
export function readStep(): WizardStep {
  const wanted = searchParams.value.get(STEP);
  return STEPS.find((step) => step === wanted) ?? "agents";
}
