/**
 * Which page is on the screen.
 *
 * Owns: the routes. Pages in front of the sign-in stand alone; all others stand in the desk.
 * Holds: nobody sees a page he may not use: he is told who can; an unknown address says so.
 */
import type { World } from "@deskbell/protocol";
import { Button, ErrorState, IconSearch, EmptyState, SkeletonRows } from "@deskbell/ui";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { Desk } from "./frame/Desk.tsx";
import { usePageTitle } from "./frame/pageTitle.ts";
import { describeProblem } from "./http/describe.ts";
import { loadSettingsWords, t } from "./language/language.ts";
import { Lazy, lazyPage, type LazyPage } from "./routing/Lazy.tsx";
import { matchPath, navigate, path } from "./routing/router.ts";
import { Gate } from "./session/Gate.tsx";
import { loadSession, sessionState } from "./session/session.ts";

type PageProps = Record<string, string>;

interface Route {
  pattern: string;
  page: LazyPage<PageProps>;
}

const page = (name: string, bring: () => Promise<{ default: unknown }>): LazyPage<PageProps> =>
  lazyPage(name, async () => (await bring()).default as (props: PageProps) => preact.JSX.Element);

function withWords<Module>(bring: () => Promise<Module>): () => Promise<Module> {
  return async () => (await Promise.all([bring(), loadSettingsWords()]))[0];
}

const chats = page("chats", () => import("./chats/ChatsPage.tsx"));
const messages = page("messages", withWords(() => import("./messages/MessagesPage.tsx")));
const settings = page("settings", withWords(() => import("./settings/SettingsPage.tsx")));

const GATES: Route[] = [
  { pattern: "/setup", page: page("setup", () => import("./session/SetUpPage.tsx")) },
  { pattern: "/sign-in", page: page("sign-in", () => import("./session/SignInPage.tsx")) },
  { pattern: "/invite", page: page("invite", () => import("./session/InvitePage.tsx")) },
  { pattern: "/forgot", page: page("forgot", () => import("./session/ForgotPage.tsx")) },
  { pattern: "/reset", page: page("reset", () => import("./session/ResetPage.tsx")) },
];

const ROUTES: Route[] = [
  { pattern: "/", page: page("home", () => import("./home/HomePage.tsx")) },
  { pattern: "/chats", page: chats },
  { pattern: "/chats/:chat", page: chats },
  { pattern: "/messages", page: messages },
  { pattern: "/messages/:conversation", page: messages },
  { pattern: "/account", page: page("account", withWords(() => import("./account/AccountPage.tsx"))) },
  { pattern: "/settings", page: settings },
  { pattern: "/settings/:part", page: settings },
  { pattern: "/settings/:part/:id", page: settings },
  { pattern: "/settings/:part/:id/:tab", page: settings },
];

export function App({ world }: { world?: World }) {
  useEffect(() => {
    void loadSession();
    // The page's code comes at the same time as the answer; if that fails, the page itself says so.
    findRoute(ROUTES, path.peek())?.page.load().catch(() => undefined);
  }, []);
  const here = path.value;
  const gate = findRoute(GATES, here);
  if (gate) return <Page {...gate} />;
  const state = sessionState.value;
  if (state.kind === "unknown") return null;
  if (state.kind === "unreachable") return <Unreachable />;
  if (state.kind === "signed-out") return <GoTo address={state.setUpNeeded ? "/setup" : signInAddress(here)} />;
  const route = findRoute(ROUTES, here);
  return (
    <Desk memberId={state.session.member.id} world={world}>
      {route ? <Page {...route} /> : <UnknownAddress />}
    </Desk>
  );
}

function findRoute(routes: Route[], here: string): { page: LazyPage<PageProps>; values: PageProps } | null {
  for (const route of routes) {
    const values = matchPath(route.pattern, here);
    if (values) return { page: route.page, values };
  }
  return null;
}

function Page({ page: wanted, values }: { page: LazyPage<PageProps>; values: PageProps }) {
  return (
    <Lazy
      key={wanted.name}
      page={wanted}
      props={values}
      waiting={<SkeletonRows />}
      failed={(retry): ComponentChildren => (
        <ErrorState title={t("page.failed")} onRetry={retry}>
          {t("page.failedHow")}
        </ErrorState>
      )}
    />
  );
}

function signInAddress(here: string): string {
  const wanted = here + location.search;
  return wanted === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(wanted)}`;
}

function GoTo({ address }: { address: string }) {
  useEffect(() => navigate(address, { replace: true }), [address]);
  return null;
}

function Unreachable() {
  const state = sessionState.value;
  return (
    <Gate title={t("unreachable.title")}>
      <ErrorState
        title={state.kind === "unreachable" ? describeProblem(state.problem) : ""}
        onRetry={() => void loadSession()}
        requestId={(state.kind === "unreachable" && state.problem.requestId) || undefined}
      />
    </Gate>
  );
}

function UnknownAddress() {
  usePageTitle(t("unknownPage.title"));
  return (
    <EmptyState
      wholePage
      icon={IconSearch}
      title={t("unknownPage.title")}
      action={
        <Button href="/chats" variant="primary">
          {t("unknownPage.go")}
        </Button>
      }
    >
      {t("unknownPage.text")}
    </EmptyState>
  );
}
