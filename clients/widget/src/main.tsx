/**
 * The widget's app, in a frame on somebody else's page.
 *
 * Owns: putting the parts together when the loader says hello; the look of the channel.
 * Never: a script, a style or a request from elsewhere: the frame's Content-Security-Policy forbids them.
 */
import { after, createBrowserWorld, createSession, newId, watchBrowser } from "@deskbell/protocol";
import { render } from "preact";
import "@deskbell/ui/tokens.css";
import "./style.css";
import { createApi } from "./api";
import { createArranger } from "./arrange";
import { createChat } from "./chat";
import type { Chat } from "./chat";
import type { Config, ToFrame } from "./messages";
import { listenToParent } from "./parent";
import type { Parent } from "./parent";
import { Panel } from "./parts/panel";
import { speak } from "./texts";

let chat: Chat | null = null;

listenToParent((message, parent) => {
  if (message.deskbell === "init") chat ??= begin(message, parent);
  else if (message.deskbell === "shown") chat?.show(message.open, message.page);
  else if (message.deskbell === "person") chat?.identify(message.person);
  else if (message.deskbell === "token") chat?.adopt(message.token);
  else if (message.deskbell === "text") chat?.suggest(message.text);
  else chat?.shutDown();
});

function begin({ config, token, kept, person, page, text }: ToFrame & { deskbell: "init" }, { tell }: Parent): Chat {
  const { name, look } = config;
  const root = document.getElementById("root") ?? document.body;
  const arrange = createArranger(root);
  const close = (): void => tell({ deskbell: "close" });
  let isDrawn = false;
  const draw = (): void => {
    isDrawn = true;
    const state = begun.state();
    render(<Panel state={state} chat={begun} title={name} greeting={look.greeting} onClose={close} />, root);
    arrange(state);
  };
  // However much changes in one go, the screen changes once.
  const drawSoon = (): void => {
    if (isDrawn) queueMicrotask(() => isDrawn || draw());
    isDrawn = false;
  };
  const begun = createChat({
    api: createApi(config.channel),
    tell,
    after,
    newId,
    random: Math.random,
    createSession: (ticket, hooks) => {
      const session = createSession(createBrowserWorld(location.origin, "widget", ticket), hooks);
      watchBrowser(session);
      return session;
    },
    changed: drawSoon,
  });
  document.addEventListener("visibilitychange", begun.noticeReader);
  begun.start(token, kept, person, page);
  if (text) begun.suggest(text);
  void dress(config).then(draw);
  return begun;
}

/** The look and language of the channel. */
async function dress({ look, locale }: Config): Promise<void> {
  const { dataset, style } = document.documentElement;
  dataset.theme = look.theme;
  style.setProperty("--brand", look.colour);
  style.setProperty("--on-brand", look.on_colour);
  await speak(locale);
}
