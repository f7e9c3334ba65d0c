/**
 * The console behind the sign-in: the frame with the page in it, and what runs beside all pages.
 *
 * Owns: the workplace (live data) of the signed-in member, from his first page to the end of his session.
 */
import { CLOSE_REVOKED, type TeamMemberState, type World } from "@deskbell/protocol";
import { LiveRegion, ToastRegion } from "@deskbell/ui";
import { computed, effect } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { startAlerts, toggleMute } from "../alerts/alerts.ts";
import { startSounds } from "../alerts/sounds.ts";
import { OfferCorner } from "../chats/OfferCorner.tsx";
import type { SignedIn } from "../http/shapes.ts";
import { useActionKeys, useActions } from "../keys/actions.ts";
import { t } from "../language/language.ts";
import { openWorkplace, WorkplaceProvider, type Workplace } from "../live/context.ts";
import { watchMessages } from "../live/leftMessages.ts";
import { navigate } from "../routing/router.ts";
import { expired, refreshSession, signedIn } from "../session/session.ts";
import { SignInDialog } from "../session/SignInDialog.tsx";
import { ConnectionBanner } from "./ConnectionBanner.tsx";
import { Overlays, showOverlay } from "./Overlays.tsx";
import { Rail } from "./Rail.tsx";
import { settingsAddress } from "./settingsAddress.ts";
import { TopBar } from "./TopBar.tsx";
import css from "./desk.module.css";

export interface DeskProps {
  memberId: string;
  /** For tests: the world the live session runs in. */
  world?: World | undefined;
  children?: ComponentChildren;
}

export function Desk({ memberId, world, children }: DeskProps) {
  const workplace = useOpenWorkplace(memberId, world);
  if (!workplace) return null;
  return (
    <WorkplaceProvider value={workplace}>
      <DeskFrame>{children}</DeskFrame>
    </WorkplaceProvider>
  );
}

function useOpenWorkplace(memberId: string, world: World | undefined): Workplace | null {
  const [workplace, setWorkplace] = useState<Workplace | null>(null);
  useEffect(() => {
    const opened = openWorkplace(memberId, world);
    const stops = [startSounds(), startAlerts(opened), watchSession(opened), watchRights(opened), watchMessages(opened.live), opened.stop];
    setWorkplace(opened);
    return () => {
      for (const stop of stops) stop();
    };
  }, [memberId, world]);
  return workplace;
}

/** The server has ended the session while the socket was open: ask to sign in, then go on where we were. */
function watchSession({ live }: Workplace): () => void {
  const isRevoked = computed(() => live.link.value.stopped === CLOSE_REVOKED);
  const stops = [
    effect(() => {
      if (isRevoked.value) expired.value = true;
    }),
    effect(() => {
      if (!expired.value && isRevoked.peek()) live.session.start();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** What this member may do was changed by somebody: the session is read anew, and every screen follows. */
function watchRights({ live }: Workplace): () => void {
  const told = computed(() => {
    const me = live.myself.value;
    const opened = me && live.team.seen.value?.view.groups[me.group]?.permissions;
    return me && [me.role, me.group, ...(opened ?? [])].join();
  });
  let known: string | undefined;
  return effect(() => {
    const now = told.value;
    if (now === undefined || now === known) return;
    const isFirst = known === undefined;
    known = now;
    if (!isFirst || differs(live.myself.peek(), signedIn.peek())) void refreshSession();
  });
}

/** The session was read before the team's stream spoke: it may be older. */
function differs(me: TeamMemberState | undefined, session: SignedIn | null): boolean {
  return me !== undefined && session !== null && (me.role !== session.member.role || me.group !== session.member.group);
}

function DeskFrame({ children }: { children?: ComponentChildren }) {
  const settings = settingsAddress(signedIn.value);
  useActionKeys();
  useActions({
    palette: () => showOverlay("palette"),
    help: () => showOverlay("help"),
    preferences: () => showOverlay("preferences"),
    goChats: () => navigate("/chats"),
    goMessages: () => navigate("/messages"),
    goSettings: settings === null ? undefined : () => navigate(settings),
    mute: toggleMute,
  });
  return (
    <div class={css.desk}>
      <a class={css.skip} href="#main">
        {t("frame.skip")}
      </a>
      <TopBar />
      <ConnectionBanner />
      <Rail />
      <main id="main" class={css.main} tabIndex={-1}>
        {children}
      </main>
      <OfferCorner />
      <ToastRegion />
      <LiveRegion />
      <Overlays />
      <SignInDialog />
    </div>
  );
}
