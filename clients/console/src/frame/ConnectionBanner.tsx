/**
 * What a lost connection means: under the top bar, once it has lasted long enough to matter.
 *
 * Holds: says what still works, since when the screen stands still, and when the next attempt comes.
 */
import { CLOSE_PROTOCOL, CLOSE_REVOKED, CLOSE_TOO_MANY } from "@deskbell/protocol";
import { Banner, Button, formatTimeOfDay, useNow } from "@deskbell/ui";
import { useEffect, useState } from "preact/hooks";
import { region, t } from "../language/language.ts";
import { useLive } from "../live/context.ts";
import type { Live } from "../live/live.ts";
import css from "./desk.module.css";

/** A hiccup shorter than this is the pill's business only. */
const SHOWN_AFTER_MS = 1500;

export function ConnectionBanner() {
  const live = useLive();
  const { stopped } = live.link.value;
  const lost = useLostFor(live);
  if (live.isLive.value || stopped === CLOSE_REVOKED) return <div class={css.bannerRow} />;
  return <div class={css.bannerRow}>{stopped > 0 ? <Stopped code={stopped} live={live} /> : lost && <Reconnecting live={live} since={lost} />}</div>;
}

/** When the connection was lost, once that is long enough ago; else null. */
function useLostFor(live: Live): number | null {
  const isLive = live.isLive.value;
  const [lostAt, setLostAt] = useState<number | null>(null);
  useEffect(() => {
    setLostAt(null);
    if (isLive) return undefined;
    const since = Date.now();
    const timer = setTimeout(() => setLostAt(since), SHOWN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isLive]);
  return lostAt;
}

function Reconnecting({ live, since }: { live: Live; since: number }) {
  const { retryAt, phase } = live.link.value;
  useNow();
  const seconds = Math.max(0, Math.ceil((retryAt - Date.now()) / 1000));
  const soon = phase === "offline" && Number.isFinite(retryAt) && seconds > 0;
  const asOf = live.wasLive.value ? t("link.asOf", { time: formatTimeOfDay(since, region.value) }) : "";
  return (
    <Banner
      bar
      tone="warn"
      title={live.wasLive.value ? t("link.reconnecting") : t("link.connecting")}
      actions={
        <Button size={24} onClick={() => live.session.notice("online")}>
          {t("link.tryNow")}
        </Button>
      }
    >
      <span>
        {t("link.kept")} {asOf}
      </span>{" "}
      {/* Not announced each second. */}
      <span aria-hidden="true">{soon && t("link.nextTry", { count: seconds })}</span>
    </Banner>
  );
}

function Stopped({ code, live }: { code: number; live: Live }) {
  if (code === CLOSE_PROTOCOL) {
    return (
      <Banner bar tone="warn" title={t("link.newVersion")} actions={<Button size={24} onClick={() => location.reload()}>{t("link.reload")}</Button>}>
        {t("link.newVersionHow")}
      </Banner>
    );
  }
  return (
    <Banner
      bar
      tone="bad"
      live="assertive"
      title={code === CLOSE_TOO_MANY ? t("link.tooMany") : t("link.stopped")}
      actions={<Button size={24} onClick={() => live.session.start()}>{t("link.tryNow")}</Button>}
    >
      {code === CLOSE_TOO_MANY ? t("link.tooManyHow") : t("link.stoppedHow")}
    </Banner>
  );
}
