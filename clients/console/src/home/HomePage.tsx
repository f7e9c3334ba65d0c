/**
 * /: the first steps, until they are done or hidden; then the chats.
 *
 * Holds: every step is read off what is really there, never off what was clicked.
 */
import { Button, Card, IconCheck, SkeletonRows } from "@deskbell/ui";
import { useEffect } from "preact/hooks";
import { usePageTitle } from "../frame/pageTitle.ts";
import { t } from "../language/language.ts";
import { useLive } from "../live/context.ts";
import { navigate } from "../routing/router.ts";
import { managesInboxes } from "../session/rights.ts";
import { signedIn } from "../session/session.ts";
import { hideFirstSteps, useFirstSteps, type FirstStep } from "./firstSteps.ts";
import css from "./home.module.css";

export default function HomePage() {
  const session = signedIn.value!;
  const manages = managesInboxes(session);
  const { steps, hidden } = useFirstSteps(useLive(), manages);
  const leave = !manages || hidden;
  usePageTitle(t("home.title"));
  useEffect(() => {
    if (leave) navigate("/chats", { replace: true });
  }, [leave]);
  if (leave) return null;
  const done = steps?.filter((step) => step.done).length ?? 0;
  return (
    <div class={css.page}>
      <h1>{t("home.hello", { name: session.member.name.split(" ")[0] ?? "" })}</h1>
      {steps ? (
        <Card title={done === steps.length ? t("steps.allDone") : t("steps.title")} actions={<Progress done={done} all={steps.length} />} flush>
          <ol class={css.steps}>
            {steps.map((step) => (
              <Step key={step.id} step={step} isNext={steps.find((one) => !one.done) === step} />
            ))}
          </ol>
          <div class={css.foot}>
            {done === steps.length && (
              <Button variant="primary" href="/chats">
                {t("steps.toChats")}
              </Button>
            )}
            <Button variant="quiet" onClick={() => hideFirstSteps(session.member.id)}>
              {t("steps.hide")}
            </Button>
          </div>
        </Card>
      ) : (
        <Card>
          <SkeletonRows />
        </Card>
      )}
    </div>
  );
}

function Progress({ done, all }: { done: number; all: number }) {
  return <span class={css.progress}>{t("steps.progress", { done, all })}</span>;
}

function Step({ step, isNext }: { step: FirstStep; isNext: boolean }) {
  return (
    <li class={css.step} data-done={step.done || undefined} data-next={isNext || undefined}>
      <span class={css.mark}>{step.done && <IconCheck size={14} />}</span>
      <div class={css.words}>
        <p class={css.stepTitle}>
          {t(`steps.${step.id}`)}
          {step.done && <span class={css.doneWord}>{t("steps.done")}</span>}
        </p>
        {!step.done && <p class={css.stepText}>{t(`steps.${step.id}.how`)}</p>}
      </div>
      {!step.done && step.href !== "" && (
        <Button href={step.href} target={step.elsewhere ? "_blank" : undefined} variant={isNext ? "primary" : "secondary"}>
          {t(`steps.${step.id}.do`)}
        </Button>
      )}
    </li>
  );
}
