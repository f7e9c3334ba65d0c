/** How I like the console. Every choice takes effect at once. */
import { Dialog, SegmentedControl, Select, Switch } from "@deskbell/ui";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { NotificationLine, SoundLine } from "../alerts/ShiftCheck.tsx";
import { LANGUAGES, type Language, t } from "../language/language.ts";
import { prefer, preferences } from "./preferences.ts";
import css from "./preferences.module.css";

const VOLUME_STEP = 5;

export default function PreferencesDialog({ onClose }: { onClose: () => void }) {
  const now = preferences.value;
  return (
    <Dialog open onClose={onClose} title={t("preferences.title")} description={t("preferences.here")}>
      <Part title={t("preferences.look")}>
        <Choice label={t("preferences.theme")}>
          <SegmentedControl
            label={t("preferences.theme")}
            value={now.theme}
            onValue={(theme) => prefer({ theme })}
            segments={(["system", "light", "dark"] as const).map((value) => ({ value, label: t(`theme.${value}`) }))}
          />
        </Choice>
        <Choice label={t("preferences.density")}>
          <SegmentedControl
            label={t("preferences.density")}
            value={now.density}
            onValue={(density) => prefer({ density })}
            segments={(["comfortable", "compact"] as const).map((value) => ({ value, label: t(`density.${value}`) }))}
          />
        </Choice>
        <Select<Language | "auto">
          label={t("field.language")}
          value={(now.language as Language) || "auto"}
          onValue={(language) => prefer({ language: language === "auto" ? "" : language })}
          options={[
            { value: "auto", label: t("preferences.browserLanguage") },
            ...Object.entries(LANGUAGES).map(([value, label]) => ({ value: value as Language, label })),
          ]}
        />
      </Part>
      <Part title={t("preferences.attention")}>
        <Volume value={now.volume} />
        <SoundLine />
        <Switch wide label={t("preferences.offerSound")} checked={now.offerSound} onChecked={(offerSound) => prefer({ offerSound })} />
        <Switch wide label={t("preferences.messageSound")} checked={now.messageSound} onChecked={(messageSound) => prefer({ messageSound })} />
        <NotificationLine />
        <Switch
          wide
          label={t("preferences.private")}
          hint={t("preferences.privateHint")}
          checked={now.privatePreviews}
          onChecked={(privatePreviews) => prefer({ privatePreviews })}
        />
      </Part>
      <Part title={t("preferences.keys")}>
        <Switch wide label={t("preferences.singleKeys")} hint={t("preferences.singleKeysHint")} checked={now.singleKeys} onChecked={(singleKeys) => prefer({ singleKeys })} />
        <Switch wide label={t("preferences.sendWithMod")} hint={t("preferences.sendWithModHint")} checked={now.sendWithMod} onChecked={(sendWithMod) => prefer({ sendWithMod })} />
      </Part>
    </Dialog>
  );
}

function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class={css.part} aria-label={title}>
      <h3 class={css.title}>{title}</h3>
      {children}
    </section>
  );
}

function Choice({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class={css.choice}>
      <span aria-hidden="true" class={css.label}>
        {label}
      </span>
      {children}
    </div>
  );
}

function Volume({ value }: { value: number }) {
  const id = useId();
  return (
    <div class={css.choice}>
      <label for={id} class={css.label}>
        {t("preferences.volume")}
      </label>
      <input id={id} class={css.range} type="range" min={0} max={100} step={VOLUME_STEP} value={value} onInput={(event) => prefer({ volume: Number(event.currentTarget.value) })} />
    </div>
  );
}
