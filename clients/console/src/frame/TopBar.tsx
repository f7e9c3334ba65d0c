/** The bar on top: the mark, the command box, and how I stand: connection, load, status. */
import { Avatar, formatTimeOfDay, IconBell, IconButton, IconSearch, IconSoundOff, Kbd, Menu, useNow } from "@deskbell/ui";
import { mutedUntil, toggleMute } from "../alerts/alerts.ts";
import { act } from "../keys/actions.ts";
import { keyOf } from "../keys/keymap.ts";
import { region, t } from "../language/language.ts";
import { useLive } from "../live/context.ts";
import { myLoad } from "../live/lists.ts";
import { navigate } from "../routing/router.ts";
import { signedIn, signOut } from "../session/session.ts";
import { AlertMenu } from "./AlertMenu.tsx";
import { ConnectionPill } from "./ConnectionPill.tsx";
import { StatusMenu } from "./StatusMenu.tsx";
import css from "./desk.module.css";

export function TopBar() {
  const myself = useLive().myself.value;
  const serves = myself?.contact_center === true && myself.live_chat;
  return (
    <header class={css.top}>
      <a class={css.brand} href="/" aria-label={t("frame.home")}>
        <span class={css.mark}>
          <IconBell size={20} />
        </span>
        <span class={css.brandName}>{t("app.name")}</span>
      </a>
      <button type="button" class={css.command} onClick={() => act("palette")}>
        <IconSearch />
        <span class={css.commandWords}>{t("palette.open")}</span>
        <span class={css.wideOnly}>
          <Kbd keys={keyOf("palette")} />
        </span>
      </button>
      <AlertMenu />
      <MutedSign />
      <ConnectionPill />
      {serves && (
        <>
          <span class={css.wideOnly}>
            <Load capacity={myself.capacity} />
          </span>
          <StatusMenu myself={myself} />
        </>
      )}
      <AccountMenu />
    </header>
  );
}

function Load({ capacity }: { capacity: number }) {
  const load = myLoad(useLive());
  return (
    <span class={css.load} data-full={load >= capacity || undefined}>
      {t("frame.load", { load, capacity })}
    </span>
  );
}

/** Sounds that are off are easily forgotten. */
function MutedSign() {
  const until = mutedUntil.value;
  useNow(until > 0);
  if (until <= Date.now()) return null;
  return <IconButton icon={IconSoundOff} label={t("sound.mutedUntil", { time: formatTimeOfDay(until, region.value) })} onClick={toggleMute} />;
}

function AccountMenu() {
  const session = signedIn.value;
  if (!session) return null;
  const { member, organisation } = session;
  return (
    <Menu
      label={t("account.menu")}
      placement="below-end"
      trigger={(props) => (
        <button {...props} type="button" class={css.account} aria-label={t("account.of", { name: member.name })}>
          <Avatar name={member.name} />
        </button>
      )}
      items={[
        { heading: `${member.name} · ${organisation.name}` },
        { label: t("account.yours"), onSelect: () => navigate("/account") },
        { label: t("command.preferences"), shortcut: keyOf("preferences"), onSelect: () => act("preferences") },
        { label: t("command.help"), shortcut: keyOf("help"), onSelect: () => act("help") },
        "-",
        { label: t("account.signOut"), onSelect: () => void signOut() },
      ]}
    />
  );
}
