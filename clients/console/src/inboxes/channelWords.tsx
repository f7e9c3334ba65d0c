/** What is known of a widget, in words: whether it runs, and where it was seen last. */
import { formatRelative, Pill, useNow } from "@deskbell/ui";
import type { Channel, ChannelState } from "../http/shapes.ts";
import { region, t } from "../language/language.ts";

const TONES = { active: "ok", disabled: "warn", deactivated: "bad" } as const;
const DOTS = { active: "full", disabled: "half", deactivated: "ring" } as const;

export function ChannelStatePill({ state }: { state: ChannelState | undefined }) {
  if (!state) return null;
  return (
    <Pill plain tone={TONES[state]} dot={DOTS[state]}>
      {t(`channel.${state}`)}
    </Pill>
  );
}

/** "shop.example, 12 s ago", or a way to the place where that is mended. */
export function SeenText({ channel, installHref }: { channel: Pick<Channel, "last_seen_at" | "last_seen_on"> | null; installHref: string }) {
  const now = useNow(Boolean(channel?.last_seen_at));
  if (!channel?.last_seen_at) {
    return (
      <>
        {t("seen.never")} · <a href={installHref}>{t("inbox.install")}</a>
      </>
    );
  }
  return <>{t("seen.on", { site: siteOf(channel.last_seen_on), when: formatRelative(channel.last_seen_at, now, region.value) })}</>;
}

export function siteOf(origin: string): string {
  return origin.replace(/^https?:\/\//, "");
}
