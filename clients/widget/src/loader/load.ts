/**
 * What the loader does on somebody else's page.
 *
 * Owns: the launcher, the frame's place on the page, what is kept in the host's storage, the JavaScript API.
 * Never: the text of a chat; markup from strings; a request, a stored byte or a frame before somebody wants to chat.
 * Holds: the page's styles and scripts do not reach in (closed shadow root, frame of another origin), ours do not get
 * out; messages count only from our frame's window and our server's exact origin; a channel that is not active shows
 * nothing and raises no error, but for a disabled one whose chat goes on at this browser. Whatever is stopped while it
 * is open goes when the visitor closes it.
 */
import { createLauncher } from "./launcher";
import { createStore } from "./store";
import type { Config, Page, Person, ToFrame, ToLoader } from "../messages";

type Listener = (detail?: unknown) => void;
type Command = (name: string, ...rest: unknown[]) => unknown;

declare global {
  interface Window {
    Deskbell?: Command & { q?: ArrayLike<unknown>[]; ready?: boolean };
  }
}

const IDLE_MS = 2_000;
/** How long the frame may take to tidy up before it is removed. */
const FAREWELL_MS = 1_000;
const URL_CHARACTERS_MAX = 2_000;
const TITLE_CHARACTERS_MAX = 300;

export function load(config: Config): void {
  const queue = window.Deskbell?.q ?? [];
  if (window.Deskbell?.ready) return;
  const store = createStore(config.channel);
  // This script may be an hour old: a widget that has stopped for good since then has left word of it.
  const isShown = config.state === "active" ? !store.isGone() : config.state === "disabled" && store.isAlive();
  const commands = isShown ? start(config, store) : {};
  window.Deskbell = Object.assign(
    (name: string, ...rest: unknown[]) => (commands[name] as ((...rest: unknown[]) => void) | undefined)?.(...rest),
    { ready: true },
  );
  for (const call of Array.from(queue)) window.Deskbell(...(Array.from(call) as Parameters<Command>));
}

function start(config: Config, store: ReturnType<typeof createStore>) {
  const { channel, origin, look, name } = config;
  const listeners: [name: string, listener: Listener][] = [];
  let person: Person = {};
  let text = "";
  let frame: HTMLIFrameElement | null = null;
  let isLoaded = false;
  /** The frame has spoken: it is ours, and not the browser's page about a server that cannot be reached. */
  let isAnswering = false;
  let isOpen = false;
  let isGone = false;

  const launcher = createLauncher(look, name, () => (isOpen ? close() : open()));

  function emit(event: string, detail?: unknown): void {
    for (const [wanted, listener] of listeners) if (wanted === event) listener(detail);
  }

  function tell(message: ToFrame): void {
    if (isLoaded) frame?.contentWindow?.postMessage(message, origin);
  }

  function createFrame(): void {
    if (isGone || (frame && (isAnswering || !isLoaded))) return;
    frame?.remove();
    isLoaded = isAnswering = false;
    const created = document.createElement("iframe");
    frame = created;
    created.title = look.label && look.label !== name ? `${look.label} – ${name}` : name;
    // The server shows the owner on which site the widget works.
    created.referrerPolicy = "origin";
    created.src = `${origin}/w/${channel}/frame`;
    created.addEventListener("load", () => {
      isLoaded = true;
      tell({ deskbell: "init", config, token: store.token(), kept: store.kept(), person, page: page(), text });
      tell({ deskbell: "shown", open: isOpen, page: page() });
    });
    launcher.place(created);
  }

  function open(): void {
    if (isOpen || (isGone && !frame)) return;
    createFrame();
    isOpen = true;
    launcher.show(true);
    tell({ deskbell: "shown", open: true, page: page() });
    frame?.focus();
    emit("open");
  }

  function close(): void {
    if (!isOpen) return;
    isOpen = false;
    launcher.show(false);
    tell({ deskbell: "shown", open: false, page: page() });
    vanish();
    emit("close");
  }

  /** The widget is off: it goes, as soon as nobody looks at it. */
  function vanish(): void {
    if (isOpen || !isGone) return;
    frame?.remove();
    frame = null;
    launcher.remove();
  }

  function shutdown(): void {
    close();
    tell({ deskbell: "shutdown" });
    const leaving = frame;
    if (leaving) setTimeout(() => leaving.remove(), FAREWELL_MS);
    frame = null;
    isLoaded = false;
    person = {};
    text = "";
    store.clear();
    launcher.count(0);
  }

  function describe(what: Person): void {
    person = { ...person, ...what };
    tell({ deskbell: "person", person });
  }

  addEventListener("message", ({ origin: from, source, data }: MessageEvent<ToLoader | null>) => {
    if (from !== origin || !frame || source !== frame.contentWindow) return;
    isAnswering = true;
    if (isGone && data?.deskbell !== "close" && data?.deskbell !== "gone") return;
    switch (data?.deskbell) {
      case "token":
        return store.keepToken(data.token, data.alive);
      case "keep":
        return store.keep(data.kept);
      case "unread":
        launcher.count(data.count);
        return emit("unread", data.count);
      case "close":
        return close();
      case "gone":
        if (data.final) store.bury();
        isGone = true;
        return data.waits ? undefined : vanish();
      case "event":
        return emit(data.name);
    }
  });
  // Another tab of the same site began a chat, or signed the visitor out.
  addEventListener("storage", ({ key }) => {
    if (key !== store.key) return;
    isGone ||= store.isGone();
    if (isGone) vanish();
    else tell({ deskbell: "token", token: store.token() });
  });
  if (store.isAlive()) whenIdle(createFrame);

  return {
    open,
    close,
    shutdown,
    identify: describe,
    setAttributes: describe,
    on: (event: string, listener: Listener) => listeners.push([event, listener]),
    startChat: (suggestion?: string) => {
      text = suggestion ?? "";
      open();
      if (text) tell({ deskbell: "text", text });
    },
  } as Record<string, unknown>;
}

/** Where the visitor is, for the agent. What follows a # stays with the page. */
function page(): Page {
  const url = location.href.split("#")[0] ?? "";
  return { url: url.slice(0, URL_CHARACTERS_MAX), title: document.title.slice(0, TITLE_CHARACTERS_MAX) };
}

function whenIdle(run: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(run, { timeout: IDLE_MS });
  else setTimeout(run, IDLE_MS);
}
