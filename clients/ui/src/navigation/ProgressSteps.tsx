/** The steps of a wizard: where one is, what is done, and links to go back without losing anything. */
import type { ComponentChildren } from "preact";
import { VisuallyHidden } from "../layout/VisuallyHidden.tsx";
import { IconCheck } from "../icons/icons.tsx";
import { kitWord } from "../words.ts";
import css from "./progressSteps.module.css";

export interface ProgressStep {
  id: string;
  label: string;
  done?: boolean;
  /** Where it leads; leave out for a step that cannot be visited yet. */
  href?: string | undefined;
}

export interface ProgressStepsProps {
  steps: ProgressStep[];
  /** The id of the step on screen. */
  current: string;
  label?: string;
}

export function ProgressSteps({ steps, current, label }: ProgressStepsProps) {
  return (
    <nav aria-label={label ?? kitWord("steps")}>
      <ol class={css.steps}>
        {steps.map((step, index) => (
          <li key={step.id} class={css.step} data-state={step.id === current ? "current" : step.done ? "done" : "ahead"}>
            <StepLink step={step} current={step.id === current}>
              <span class={css.mark}>{step.done && step.id !== current ? <IconCheck size={14} /> : index + 1}</span>
              <span>{step.label}</span>
              {step.done && <VisuallyHidden>, {kitWord("stepDone")}</VisuallyHidden>}
            </StepLink>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function StepLink(props: { step: ProgressStep; current: boolean; children: ComponentChildren }) {
  const { step, current, children } = props;
  if (current || step.href === undefined) {
    return (
      <span class={css.link} aria-current={current ? "step" : undefined}>
        {children}
      </span>
    );
  }
  return (
    <a class={css.link} href={step.href}>
      {children}
    </a>
  );
}
