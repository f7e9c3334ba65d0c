import { screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { shiftCheckWanted } from "../src/alerts/ShiftCheck.tsx";
import { ACTION_IDS, KEYMAP } from "../src/keys/keymap.ts";
import { rankRows } from "../src/palette/rank.ts";
import { prefer, preferences } from "../src/preferences/preferences.ts";
import { startPreferences } from "../src/preferences/preferences.ts";
import { path } from "../src/routing/router.ts";
import { expectAccessible, leaveDesk, openDesk, user } from "./support/desk.tsx";
import { quietDesk } from "./support/fakeServer.ts";

beforeEach(() => {
  shiftCheckWanted.value = false;
  vi.stubGlobal("AudioContext", undefined);
});
afterEach(async () => {
  await leaveDesk();
  prefer({ singleKeys: true, theme: "system" });
});

describe("the palette", () => {
  it("opens with its key, narrows, and runs what is chosen", async () => {
    const server = quietDesk().on("GET /inboxes", { inboxes: [] });
    await openDesk(server, "/chats");
    await user.keyboard("{Control>}k{/Control}");
    const field = await screen.findByRole("combobox");
    expect(document.activeElement).toBe(field);
    await expectAccessible();
    await user.type(field, "inbox");
    expect(screen.getAllByRole("option").map((row) => row.textContent)).toEqual(["Inboxes", "New inbox"]);
    await user.keyboard("{ArrowDown}{Enter}");
    await waitFor(() => expect(path.value).toBe("/settings/inboxes/new"));
    expect(screen.queryByRole("combobox")).toBeNull();
  });

  it("sets a status", async () => {
    const server = quietDesk();
    await openDesk(server, "/chats");
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByRole("combobox"), "status: busy{Enter}");
    await waitFor(() => expect(server.asked("status")).toEqual([{ verb: "status", status: "busy" }]));
  });

  it("puts beginnings first", () => {
    const rows = [{ label: "My chats" }, { label: "Change theme" }, { label: "Chats" }];
    expect(rankRows(rows, "ch").map(({ label }) => label)).toEqual(["Change theme", "Chats", "My chats"]);
    expect(rankRows(rows, "ch th")).toEqual([{ label: "Change theme" }]);
  });
});

describe("keys", () => {
  it("are all on the help sheet", async () => {
    await openDesk(quietDesk(), "/chats");
    await user.keyboard("?");
    const sheet = await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
    expect(within(sheet).getAllByRole("term").length).toBe(ACTION_IDS.length + 2);
    await expectAccessible();
  });

  it("of one letter can be switched off", async () => {
    const stop = startPreferences();
    await openDesk(quietDesk().on("GET /inboxes", { inboxes: [] }), "/chats");
    prefer({ singleKeys: false });
    await user.keyboard("gs");
    expect(path.value).toBe("/chats");
    prefer({ singleKeys: true });
    await user.keyboard("gs");
    expect(path.value).toBe("/settings/inboxes");
    stop();
  });

  it("that act while typing have Ctrl, ⌘ or Alt, and none is Alt with a letter", () => {
    for (const id of ACTION_IDS) {
      const { keys, ...rest } = KEYMAP[id];
      for (const one of keys) {
        if ("inFields" in rest) expect(one).toMatch(/^(mod|alt)\+/);
        expect(one).not.toMatch(/alt\+[a-z]$/);
        expect(one).not.toMatch(/mod\+shift\+[anoyx]$/);
      }
    }
  });

  it("are not shared by two actions", () => {
    const all = ACTION_IDS.flatMap((id) => [...KEYMAP[id].keys]);
    expect(new Set(all).size).toBe(all.length);
  });
});

describe("preferences", () => {
  it("take effect at once and are kept", async () => {
    const stop = startPreferences();
    await openDesk(quietDesk(), "/chats");
    await user.keyboard("{Control>},{/Control}");
    await user.click(await screen.findByRole("radio", { name: "Dark" }));
    expect(document.documentElement.dataset["theme"]).toBe("dark");
    await user.click(screen.getByRole("radio", { name: "Compact" }));
    expect(document.documentElement.dataset["density"]).toBe("compact");
    expect(JSON.parse(localStorage.getItem("deskbell.preferences")!)).toMatchObject({ theme: "dark", density: "compact" });
    await expectAccessible();
    prefer({ density: "comfortable" });
    expect(preferences.value.density).toBe("comfortable");
    stop();
  });
});
