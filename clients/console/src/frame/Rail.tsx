/** The rail: the parts of the console this member has. */
import { Badge, IconChat, IconGear, IconInbox } from "@deskbell/ui";
import { currentIncoming } from "../chats/offers.ts";
import { t } from "../language/language.ts";
import { useWorkplace } from "../live/context.ts";
import { openMessages } from "../live/leftMessages.ts";
import { path } from "../routing/router.ts";
import { signedIn } from "../session/session.ts";
import { settingsAddress } from "./settingsAddress.ts";
import css from "./desk.module.css";

export function Rail() {
  const { live, lists } = useWorkplace();
  const here = path.value;
  const coming = currentIncoming(live).length;
  const settings = settingsAddress(signedIn.value);
  return (
    <nav class={css.rail} aria-label={t("frame.rail")}>
      <a class={css.railLink} href="/chats" aria-current={here.startsWith("/chats") ? "page" : undefined}>
        <IconChat size={20} />
        {t("frame.chats")}
        <span class={css.railBadge}>
          <Badge count={coming + lists.unread.value} label={t("frame.waitingForYou")} />
        </span>
      </a>
      <a class={css.railLink} href="/messages" aria-current={here.startsWith("/messages") ? "page" : undefined}>
        <IconInbox size={20} />
        {t("frame.messages")}
        <span class={css.railBadge}>
          <Badge count={openMessages.state.value.data?.open ?? 0} label={t("frame.messagesOpen")} />
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
