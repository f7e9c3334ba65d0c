/** The rail: the parts of the console this member has. */
import { Badge, IconChat, IconGear } from "@deskbell/ui";
import { t } from "../language/language.ts";
import { useWorkplace } from "../live/context.ts";
import { path } from "../routing/router.ts";
import { managesInboxes, managesPeople } from "../session/rights.ts";
import { signedIn } from "../session/session.ts";
import css from "./desk.module.css";

export function Rail() {
  const { live, lists } = useWorkplace();
  const me = signedIn.value?.member;
  const here = path.value;
  const offers = Object.keys(live.plate.seen.value?.view.offers ?? {}).length;
  const settings = me && managesInboxes(me) ? "/settings/inboxes" : me && managesPeople(me) ? "/settings/people" : null;
  return (
    <nav class={css.rail} aria-label={t("frame.rail")}>
      <a class={css.railLink} href="/chats" aria-current={here.startsWith("/chats") ? "page" : undefined}>
        <IconChat size={20} />
        {t("frame.chats")}
        <span class={css.railBadge}>
          <Badge count={offers + lists.unread.value} label={t("frame.waitingForYou")} />
        </span>
      </a>
      {settings && (
        <a class={css.railLink} href={settings} aria-current={here.startsWith("/settings") ? "page" : undefined}>
          <IconGear size={20} />
          {t("frame.settings")}
        </a>
      )}
    </nav>
  );
}
