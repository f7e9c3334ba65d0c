/** "● Live": true only while the server's heartbeat is heard. */
import { Pill } from "@deskbell/ui";
import { t } from "../language/language.ts";
import { useLive } from "../live/context.ts";
import css from "./connection.module.css";

export function ConnectionPill() {
  const live = useLive();
  const { stopped } = live.link.value;
  const label = live.isLive.value
    ? t("link.live")
    : stopped > 0
      ? t("link.stopped")
      : t(live.wasLive.value ? "link.reconnecting" : "link.connecting");
  return (
    <span class={css.pill} title={label}>
      <Pill tone={live.isLive.value ? "ok" : stopped > 0 ? "bad" : "warn"} dot={live.isLive.value ? "full" : stopped > 0 ? "ring" : "half"}>
        <span class={css.word}>{label}</span>
      </Pill>
    </span>
  );
}
