/**
 * The app: a chat, drawn into a place on the page.
 *
 * Owns: when it is drawn; the look and the language of the channel.
 * Never: a global of the browser beyond the document it is drawn into.
 */
import { render } from "preact";
import { createArranger } from "./arrange";
import { createChat } from "./chat";
import type { Chat, Surroundings } from "./chat";
import type { Config, ToFrame } from "./messages";
import { Panel } from "./parts/panel";
import { speak } from "./texts";

export type Init = Extract<ToFrame, { deskbell: "init" }>;

export function createApp(init: Init, root: HTMLElement, surroundings: Omit<Surroundings, "changed">): Chat {
  const { config, token, kept, person, page, text } = init;
  const arrange = createArranger(root);
  const close = (): void => surroundings.tell({ deskbell: "close" });
  let isDrawn = false;

  function draw(): void {
    isDrawn = true;
    const state = chat.state();
    const { name, look } = config;
    render(<Panel state={state} chat={chat} title={name} greeting={look.greeting} onClose={close} />, root);
    arrange(state);
  }

  /** However much changes in one go, the screen changes once. */
  function drawSoon(): void {
    if (isDrawn) queueMicrotask(() => isDrawn || draw());
    isDrawn = false;
  }

  const chat = createChat({ ...surroundings, changed: drawSoon });
  chat.start(token, kept, person, page);
  chat.suggest(text);
  void dress(config).then(() => {
    draw();
    surroundings.tell({ deskbell: "event", name: "ready" });
  });
  return chat;
}

/** The visitor sees his language and the channel's colours. */
async function dress({ look, locale }: Config): Promise<void> {
  const { dataset, style } = document.documentElement;
  dataset.theme = look.theme;
  style.setProperty("--brand", look.colour);
  style.setProperty("--on-brand", look.on_colour);
  await speak(locale);
}

/** What the loader says after the first word. */
export function obey(chat: Chat, message: ToFrame): void {
  switch (message.deskbell) {
    case "shown":
      return chat.show(message.open, message.page);
    case "person":
      return chat.identify(message.person);
    case "token":
      return chat.adopt(message.token);
    case "text":
      return chat.suggest(message.text);
    case "shutdown":
      return chat.shutDown();
    case "init": // once is enough
  }
}
