/** Opens the whole console on a fake server, at an address, as a person would. */
import { act, configure, render, screen, waitFor } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { expect, vi } from "vitest";
import { App } from "../../src/App.tsx";
import { ending } from "../../src/chats/ending.ts";
import { forgetMissed } from "../../src/chats/offers.ts";
import { hideOverlay } from "../../src/frame/Overlays.tsx";
import { setLanguage } from "../../src/language/language.ts";
import { navigate, startRouter } from "../../src/routing/router.ts";
import { expired, sessionState } from "../../src/session/session.ts";
import type { FakeServer } from "./fakeServer.ts";

export const user = userEvent.setup();

// The code of a page comes when it is first asked for, and is made then.
configure({ asyncUtilTimeout: 4000 });

let stopRouter: (() => void) | undefined;

/** Shows the page at `address` and waits until the console is live, if it is one of the console's. */
export async function openDesk(server: FakeServer, address: string): Promise<void> {
  vi.stubGlobal("fetch", server.fetch);
  vi.stubGlobal("matchMedia", (media: string) => new FakeMedia(media));
  stopRouter?.();
  await setLanguage("en");
  history.replaceState(null, "", address);
  stopRouter = startRouter();
  render(<App world={server.world} />);
  await waitFor(() => expect(document.querySelector("main")).not.toBeNull());
  if (server.signedIn && document.querySelector("#main")) await screen.findByText("Live");
  // Whatever listens to keys begins after the first picture.
  await act(nextPicture);
  await act(nextPicture);
}

function nextPicture(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/** A wide screen and a mouse. */
class FakeMedia extends EventTarget {
  readonly matches: boolean;
  constructor(media: string) {
    super();
    this.matches = media.includes("pointer: fine");
  }
}

/** Nothing of the page is left, nor of what it stored. */
export async function leaveDesk(): Promise<void> {
  sessionStorage.clear();
  await act(() => {
    sessionState.value = { kind: "unknown" };
    expired.value = false;
    ending.value = new Map();
    forgetMissed();
    hideOverlay();
  });
}

export async function goTo(address: string): Promise<void> {
  await act(() => navigate(address));
}

/** No rule of axe is broken. Colours are the tokens' test; the simulated page has no layout. */
export async function expectAccessible(): Promise<void> {
  const { violations } = await axe.run(document.body, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false }, "target-size": { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`)).toEqual([]);
}
