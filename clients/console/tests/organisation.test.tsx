import { act, screen, waitFor } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { expectAccessible, leaveDesk, openDesk, user } from "./support/desk.tsx";
import type { FakeServer } from "./support/fakeServer.ts";
import { deskWithPeople, forgetPeople } from "./support/people.ts";

const NAME = "Supervisors may assign beyond capacity";

beforeEach(() => void vi.stubGlobal("AudioContext", undefined));
afterEach(async () => {
  await leaveDesk();
  forgetPeople();
});

function deskOfOwner(): FakeServer {
  const { server } = deskWithPeople();
  return server.on("GET /organisation", { id: "o", name: "Northwind", time_zone: "UTC" });
}

describe("going beyond capacity", () => {
  it("is switched on by the Owner, saves itself, and can be undone", async () => {
    const server = deskOfOwner().on("PUT /organisation/overriding", (body: unknown) => {
      server.say("board:team", { type: "overriding", allowed: (body as { allowed: boolean }).allowed });
      return { status: 204 };
    });
    await openDesk(server, "/settings/organisation");
    const toggle = await screen.findByRole<HTMLInputElement>("switch", { name: NAME });
    expect(toggle.checked).toBe(false);
    await expectAccessible();
    await user.click(toggle);
    await waitFor(() => expect(server.asksFor("PUT", "/organisation/overriding")).toEqual([{ allowed: true }]));
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(server.asksFor("PUT", "/organisation/overriding").at(-1)).toEqual({ allowed: false }));
    await waitFor(() => expect(toggle.checked).toBe(false));
  });

  it("stays as it was where the server refuses, and follows what others switch", async () => {
    const server = deskOfOwner().on("PUT /organisation/overriding", () => ({ status: 403, body: { code: "not_allowed", detail: "", errors: [] } }));
    await openDesk(server, "/settings/organisation");
    const toggle = await screen.findByRole<HTMLInputElement>("switch", { name: NAME });
    await user.click(toggle);
    expect(await screen.findByText(/Insufficient permissions/)).toBeTruthy();
    await waitFor(() => expect(toggle.checked).toBe(false));
    await act(() => server.say("board:team", { type: "overriding", allowed: true }));
    await waitFor(() => expect(toggle.checked).toBe(true));
  });
});
