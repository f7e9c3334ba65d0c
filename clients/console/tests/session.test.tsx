import { act, screen, waitFor } from "@testing-library/preact";
import { CLOSE_REVOKED } from "@deskbell/protocol";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { shiftCheckWanted } from "../src/alerts/ShiftCheck.tsx";
import { path } from "../src/routing/router.ts";
import { conversation } from "./support/chats.ts";
import { expectAccessible, leaveDesk, openDesk, user } from "./support/desk.tsx";
import { type FakeServer, ME, quietDesk, SHOP } from "./support/fakeServer.ts";

const SIGNED_IN = { organisation: { id: "o", name: "Northwind", time_zone: "UTC" }, language: "en", csrf: "csrf-2" };
const ANN = {
  id: ME, name: "Ann Berg", email: "ann@shop.example", role: "owner", active: true, group: "", contact_center: true,
  live_chat: true, capacity: 3,
};

/** A server that knows nobody yet. */
function closedDoor(setUpNeeded: boolean): FakeServer {
  const server = quietDesk().on("GET /inboxes", { inboxes: [] });
  server.signedIn = false;
  return server
    .on("GET /setup", { needed: setUpNeeded })
    .on("GET /session", () => ({ status: 401, body: { code: "not_signed_in", detail: "Please sign in." } }));
}

beforeEach(() => {
  shiftCheckWanted.value = false;
  sessionStorage.clear();
  vi.stubGlobal("AudioContext", undefined);
});
afterEach(leaveDesk);

describe("set-up", () => {
  it("takes the token off the address, asks for little, and opens the first steps", async () => {
    const server = closedDoor(true);
    server.on("POST /setup", () => {
      server.signedIn = true;
      return { status: 201, body: { member: ANN, permissions: [], ...SIGNED_IN } };
    });
    await openDesk(server, "/setup#one-time-token-of-some-length");
    await screen.findByLabelText("Your name");
    expect(location.hash).toBe("");
    await user.click(screen.getByRole("button", { name: "Continue" }));
    expect(screen.getAllByText("Use 12 characters or more for the password.")).toHaveLength(2);
    await expectAccessible();
    await user.type(screen.getByLabelText("Your name"), "Ann Berg");
    await user.type(screen.getByLabelText("E-mail"), "ann@shop.example");
    await user.type(screen.getByLabelText("Password"), "correct horse battery{Enter}");
    await user.type(await screen.findByLabelText("Organisation"), "Northwind");
    await user.click(screen.getByRole("button", { name: "Finish set-up" }));
    expect(await screen.findByText("Get going")).toBeTruthy();
    expect(path.value).toBe("/");
    const [sent] = server.asksFor("POST", "/setup") as [Record<string, string>];
    expect(sent).toMatchObject({ token: "one-time-token-of-some-length", organisation: "Northwind", name: "Ann Berg", password: "correct horse battery" });
    expect(sent["time_zone"]).toBeTruthy();
  });

  it("goes back to the field that the server refused", async () => {
    const errors = [{ field: "email", problem: "is not written as it should be", allowed: "an address" }];
    const server = closedDoor(true).on("POST /setup", () => ({ status: 422, body: { code: "invalid", errors } }));
    await openDesk(server, "/setup#one-time-token-of-some-length");
    await user.type(await screen.findByLabelText("Your name"), "Ann Berg");
    await user.type(screen.getByLabelText("E-mail"), "ann@shop");
    await user.type(screen.getByLabelText("Password"), "correct horse battery{Enter}");
    await user.type(await screen.findByLabelText("Organisation"), "Northwind{Enter}");
    await waitFor(() => expect(screen.getByLabelText("E-mail").getAttribute("aria-invalid")).toBe("true"));
    expect(screen.getByLabelText<HTMLInputElement>("Your name").value).toBe("Ann Berg");
  });

  it("explains where the link is when somebody comes without it", async () => {
    await openDesk(closedDoor(true), "/");
    expect(await screen.findByText("Open the set-up link")).toBeTruthy();
    expect(path.value).toBe("/setup");
  });
});

describe("signing in", () => {
  it("says in one sentence what was wrong, and then leads on", async () => {
    const server = closedDoor(false);
    server.on("POST /session", (body: unknown) => {
      if ((body as { password: string }).password !== "right") return { status: 401, body: { code: "wrong_credentials" } };
      server.signedIn = true;
      return { body: { member: ANN, permissions: [], ...SIGNED_IN } };
    });
    await openDesk(server, "/settings/inboxes");
    await user.type(await screen.findByLabelText("E-mail"), "ann@shop.example");
    await user.type(screen.getByLabelText("Password"), "wrong{Enter}");
    expect(await screen.findByText("The e-mail address or the password is wrong.")).toBeTruthy();
    await expectAccessible();
    await user.clear(screen.getByLabelText("Password"));
    await user.type(screen.getByLabelText("Password"), "right{Enter}");
    await waitFor(() => expect(path.value).toBe("/settings/inboxes"));
    expect(await screen.findByText("No inbox yet")).toBeTruthy();
  });

  it("leads nobody to another site", async () => {
    const server = closedDoor(false).on("POST /session", { member: ANN, permissions: [], ...SIGNED_IN });
    await openDesk(server, "/sign-in?next=//evil.example/");
    await user.type(await screen.findByLabelText("E-mail"), "ann@shop.example");
    await user.type(screen.getByLabelText("Password"), "right{Enter}");
    await waitFor(() => expect(path.value).toBe("/"));
  });
});

describe("an invitation", () => {
  it("says who invites, takes a password, and lets in", async () => {
    const server = closedDoor(false)
      .on("POST /invitations/look", { organisation: "Northwind", name: "Ravi Patel", email: "ravi@shop.example" })
      .on("POST /invitations/accept", () => ({ status: 201, body: { member: { ...ANN, role: "member" }, permissions: [], ...SIGNED_IN } }));
    await openDesk(server, "/invite#token-of-the-invitation");
    expect(await screen.findByText("Join Northwind")).toBeTruthy();
    expect(location.hash).toBe("");
    await expectAccessible();
    await user.type(screen.getByLabelText("Password"), "another long password{Enter}");
    await waitFor(() => expect(path.value).toBe("/chats"));
    expect(server.asksFor("POST", "/invitations/accept")).toEqual([{ token: "token-of-the-invitation", name: "Ravi Patel", password: "another long password" }]);
  });

  it("that is gone says what to do", async () => {
    const server = closedDoor(false).on("POST /invitations/look", () => ({ status: 404, body: { code: "invitation_gone" } }));
    await openDesk(server, "/invite#token-of-the-invitation");
    expect(await screen.findByText("This invitation is no longer valid.")).toBeTruthy();
  });
});

describe("a session that ends under way", () => {
  it("is taken up again over the page, with the draft kept", async () => {
    const chat = "a".repeat(26);
    const server = quietDesk({ plate: { chats: { [chat]: { type: "chat", conversation: chat, inbox: SHOP, waiting_since: 0, visitor_name: "Elif", opening: "" } } } });
    server.views.set(`conversation:${chat}`, conversation(chat, { state: "active", agent: ME }));
    await openDesk(server, `/chats/${chat}`);
    await user.type(await screen.findByLabelText("Reply to the customer"), "Half a sent");
    await act(() => server.cut(CLOSE_REVOKED));
    expect(await screen.findByRole("dialog", { name: "Please sign in again" })).toBeTruthy();
    server.on("POST /session", { member: ANN, permissions: [], ...SIGNED_IN });
    server.mend();
    await user.type(screen.getByLabelText("Password"), "right{Enter}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await screen.findByText("Live");
    expect(screen.getByLabelText<HTMLTextAreaElement>("Reply to the customer").value).toBe("Half a sent");
  });
});

describe("a server that cannot be reached", () => {
  it("is said, and asked again", async () => {
    const server = quietDesk();
    server.reachable = false;
    await openDesk(server, "/chats");
    expect(await screen.findByText(/The server cannot be reached/)).toBeTruthy();
    server.mend();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Live")).toBeTruthy();
  });
});

describe("the first steps", () => {
  it("are read off what is there", async () => {
    const { readSteps } = await import("../src/home/firstSteps.ts");
    const done = (facts: Parameters<typeof readSteps>[0], members: number): string[] =>
      readSteps(facts, members).filter((step) => step.done).map(({ id }) => id);
    const channel = { id: "c", state: "active" as const, allowed_domains: [], last_seen_at: 5, last_seen_on: "x" };
    const inbox = { id: "i", channel } as never;
    expect(done({ inboxes: [], invitations: [], conversations: [] }, 1)).toEqual(["account"]);
    expect(done({ inboxes: [inbox], invitations: [], conversations: [] }, 2)).toEqual(["account", "inbox", "snippet", "agent"]);
    const conversations = [{ id: "x", inbox: "i", accepted_at: 5 }];
    expect(done({ inboxes: [inbox], invitations: [], conversations }, 2)).toHaveLength(5);
  });

  it("are hidden for good", async () => {
    const server = quietDesk().on("GET /inboxes", { inboxes: [] });
    await openDesk(server, "/");
    await user.click(await screen.findByRole("button", { name: "Hide this list" }));
    await waitFor(() => expect(path.value).toBe("/chats"));
    localStorage.clear();
  });
});
