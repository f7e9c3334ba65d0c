/**
 * The widget's app, in a frame on somebody else's page.
 *
 * Owns: the first word with the loader, and what the app gets of the browser.
 * Never: a script, a style or a request from elsewhere: the frame's Content-Security-Policy forbids them.
 */
import { after, createLeanWorld, createSession, newId, watchBrowser } from "@deskbell/protocol";
import "@deskbell/ui/tokens.css";
import "./style.css";
import { createApi } from "./api";
import { createApp, obey } from "./app";
import type { Init } from "./app";
import type { Chat } from "./chat";
import { fetchPolling } from "./later";
import type { WidgetState } from "./messages";
import { listenToParent } from "./parent";
import type { Parent } from "./parent";

let chat: Chat | null = null;

listenToParent((message, parent) => {
  if (chat) obey(chat, message);
  else if (message.deskbell === "init") chat = begin(message, parent);
});

function begin(init: Init, { tell }: Parent): Chat {
  const root = document.getElementById("root") ?? document.body;
  const begun = createApp(init, root, {
    widget: root.dataset.state as WidgetState,
    api: createApi(init.config.channel),
    tell,
    after,
    newId,
    random: Math.random,
    createSession(ticket, hooks) {
      const session = createSession(createLeanWorld(location.origin, "widget", ticket, fetchPolling), hooks);
      watchBrowser(session);
      return session;
    },
  });
  document.addEventListener("visibilitychange", begun.noticeReader);
  return begun;
}
