/** What the settings of inactivity mean, on a line of time: what starts the clock, how long it runs, what happens then. */
import { INACTIVITY_MINUTES_MAX, INACTIVITY_MINUTES_MIN } from "@deskbell/protocol";
import { t } from "../language/language.ts";
import { describeMinutes } from "./fieldWords.ts";
import type { InactivityForm } from "./form.ts";
import css from "./inactivity.module.css";

export function InactivityPreview({ inactivity: { minutes, action, basis } }: { inactivity: InactivityForm }) {
  if (action === "" || minutes === null || minutes < INACTIVITY_MINUTES_MIN || minutes > INACTIVITY_MINUTES_MAX) return null;
  const time = describeMinutes(minutes);
  return (
    <figure class={css.preview} aria-label={t("inactivity.preview")}>
      <div class={css.line} aria-hidden="true">
        <span class={css.start}>{t(`inactivityStart.${basis}`)}</span>
        <span class={css.span}>{time}</span>
        <span class={css.end}>{t(`inactivityEnd.${action}`)}</span>
      </div>
      <figcaption class={css.caption}>
        {t(`inactivityMeans.${basis}`, { time, happens: t(`inactivityDoes.${action}`) })}
      </figcaption>
    </figure>
  );
}
