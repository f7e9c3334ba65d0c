import { act, screen, waitFor, within } from "@testing-library/preact";
import type { YourOfferBody } from "@deskbell/protocol";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { shiftCheckWanted } from "../src/alerts/ShiftCheck.tsx";
import { path } from "../src/routing/router.ts";
import { expectAccessible, leaveDesk, openDesk, user } from "./support/desk.tsx";
import { conversation } from "./support/chats.ts";
import { type FakeServer, member, ME, quietDesk, SHOP } from "./support/fakeServer.ts";

const CHAT = "a".repeat(26);
const OTHER = "b".repeat(26);

function offer(id: string, change: Partial<YourOfferBody> = {}): YourOfferBody {
  return {
    type: "offer", conversation: id, inbox: SHOP, offer: 1, expires_at: Date.now() + 30_000, waiting_since: Date.now() - 4000,
    visitor_name: "Elif Demir", opening: "My card was charged twice", assigned: false, ...change,
  };
}

async function offerTo(server: FakeServer): Promise<void> {
  await act(() => server.say(`member:${ME}`, offer(CHAT)));
  await screen.findByRole("group", { name: "Chat on offer from Elif Demir" });
}

function takeWhenAccepted(server: FakeServer): void {
  server.views.set(`conversation:${CHAT}`, conversation(CHAT, { state: "active", agent: ME }));
  server.settle = (ask) => {
    if (!("verb" in ask) || ask.verb !== "accept") return;
    server.say(`member:${ME}`, { type: "chat", conversation: CHAT, inbox: SHOP, waiting_since: 0, visitor_name: "Elif Demir", opening: "" });
  };
}

beforeEach(() => {
  shiftCheckWanted.value = false;
  vi.stubGlobal("AudioContext", undefined);
});
afterEach(leaveDesk);

describe("a chat on offer", () => {
  it("appears with what is known, is announced once, and leaves the focus where it is", async () => {
    const server = quietDesk();
    await openDesk(server, "/chats");
    const search = await screen.findByLabelText("Search this list");
    search.focus();
    await act(() => server.say(`member:${ME}`, offer(CHAT)));
    const card = await screen.findByRole("group", { name: "Chat on offer from Elif Demir" });
    expect(within(card).getByText("New chat · Shop")).toBeTruthy();
    expect(within(card).getByText("My card was charged twice")).toBeTruthy();
    expect(within(card).getByRole("timer")).toBeTruthy();
    expect(document.activeElement).toBe(search);
    await waitFor(() => expect(screen.getByText(/New chat from Elif Demir, Shop. (30|29) seconds to accept./)).toBeTruthy());
    await expectAccessible();
  });

  it("is accepted while somebody types, and opens", async () => {
    const server = quietDesk();
    takeWhenAccepted(server);
    await openDesk(server, "/chats");
    await offerTo(server);
    (await screen.findByLabelText("Search this list")).focus();
    await user.keyboard("{Control>}{Shift>}{Enter}{/Shift}{/Control}");
    await waitFor(() => expect(path.value).toBe(`/chats/${CHAT}`));
    expect(server.asked("accept")).toEqual([{ verb: "accept", conversation: CHAT, offer: 1 }]);
    expect(await screen.findByLabelText("Reply to the customer")).toBeTruthy();
  });

  it("is accepted with A outside fields only", async () => {
    const server = quietDesk();
    takeWhenAccepted(server);
    await openDesk(server, "/chats");
    await offerTo(server);
    await user.type(await screen.findByLabelText("Search this list"), "a");
    expect(server.asked("accept")).toEqual([]);
    await act(() => (document.activeElement as HTMLElement).blur());
    await user.keyboard("a");
    await waitFor(() => expect(server.asked("accept")).toHaveLength(1));
  });

  it("does not take the page from somebody who is writing to another customer", async () => {
    const server = quietDesk();
    takeWhenAccepted(server);
    server.views.set(`member:${ME}`, { member: ME, offers: {}, transfers: {}, passing: {}, chats: { [OTHER]: { ...offer(OTHER), type: "chat" } } } as never);
    server.views.set(`conversation:${OTHER}`, conversation(OTHER, { state: "active", agent: ME, visitor_name: "Sofia Rossi" }));
    await openDesk(server, `/chats/${OTHER}`);
    await user.type(await screen.findByLabelText("Reply to the customer"), "Dear Sofia");
    await offerTo(server);
    await user.keyboard("{Control>}{Shift>}{Enter}{/Shift}{/Control}");
    expect(await screen.findByText("The chat with Elif Demir is yours. It waits in your list.")).toBeTruthy();
    expect(path.value).toBe(`/chats/${OTHER}`);
    expect(screen.getByLabelText<HTMLTextAreaElement>("Reply to the customer").value).toBe("Dear Sofia");
  });

  it("is declined with a reason", async () => {
    const server = quietDesk();
    await openDesk(server, "/chats");
    await offerTo(server);
    await user.keyboard("d");
    await user.type(await screen.findByLabelText(/^Reason/), "Not my language{Enter}");
    await waitFor(() => expect(server.asked("decline")).toEqual([{ verb: "decline", conversation: CHAT, offer: 1, reason: "Not my language" }]));
  });

  it("waits behind the one before it", async () => {
    const server = quietDesk();
    await openDesk(server, "/chats");
    await act(() => {
      server.say(`member:${ME}`, offer(CHAT));
      server.say(`member:${ME}`, offer(OTHER, { visitor_name: "Sofia Rossi", expires_at: Date.now() + 60_000 }));
    });
    expect(await screen.findByText("+1")).toBeTruthy();
    await act(() => server.say(`member:${ME}`, { type: "offer_ended", conversation: CHAT, offer: 1, ending: "expired", cause: null }));
    expect(await screen.findByRole("group", { name: "Chat on offer from Sofia Rossi" })).toBeTruthy();
  });

  it("leaves a line when it ran out, which says where the chat is now", async () => {
    const ravi = "r".repeat(26);
    const server = quietDesk({ members: [member(ME), member(ravi, { name: "Ravi Patel", role: "member" })] });
    await openDesk(server, "/chats");
    await act(() => {
      server.say(`board:${SHOP}`, { type: "chat_waiting", conversation: CHAT, visitor_name: "Elif", opening: "x", opened_at: 0, since: 0, priority: 0, number: 1, visitor_left: 0 });
      server.say(`member:${ME}`, offer(CHAT));
    });
    await act(() => server.say(`member:${ME}`, { type: "offer_ended", conversation: CHAT, offer: 1, ending: "expired", cause: null }));
    expect(await screen.findByText(/Missed .* waits in the queue again/)).toBeTruthy();
    await act(() => server.say(`board:${SHOP}`, { type: "chat_offered", conversation: CHAT, offer: 2, agent: ravi, expires_at: 0 }));
    expect(await screen.findByText(/Missed .* offered to Ravi Patel/)).toBeTruthy();
  });

  it("says so when it came too late", async () => {
    const server = quietDesk();
    server.refuse = () => ({ code: "offer_expired" });
    await openDesk(server, "/chats");
    await act(() => server.say(`member:${ME}`, offer(CHAT)));
    await user.click(await screen.findByRole("button", { name: /Accept/ }));
    expect(await screen.findByText("Too late: the time to accept this chat was over.")).toBeTruthy();
    expect(path.value).toBe("/chats");
  });

  it("is seen in the tab's title and on other pages", async () => {
    const server = quietDesk().on("GET /inboxes", { inboxes: [] });
    const { startPageTitle } = await import("../src/frame/pageTitle.ts");
    const stop = startPageTitle();
    await openDesk(server, "/settings/inboxes");
    await act(() => server.say(`member:${ME}`, offer(CHAT)));
    expect(await screen.findByRole("group", { name: "Chat on offer from Elif Demir" })).toBeTruthy();
    await waitFor(() => expect(document.title).toMatch(/^\(1\) 0:(30|29) New chat — Deskbell$/));
    stop();
  });
});

describe("the place for the next chat", () => {
  it("tells who is not available, and sets him available", async () => {
    const server = quietDesk({ members: [member(ME, { status: "offline" })] });
    await openDesk(server, "/chats");
    expect(screen.getByText("You are offline")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Go available" }));
    expect(server.asked("status")).toEqual([{ verb: "status", status: "available" }]);
    await expectAccessible();
  });

  it("brings back who was set on hold", async () => {
    const server = quietDesk({ members: [member(ME, { on_hold: true })] });
    await openDesk(server, "/chats");
    await user.click(screen.getByRole("button", { name: "I am back" }));
    expect(server.asked("return")).toEqual([{ verb: "return" }]);
  });

  it("checks once a day whether a chat will be heard", async () => {
    shiftCheckWanted.value = true;
    const server = quietDesk();
    await openDesk(server, "/chats");
    expect(screen.getByText("Will you hear a new chat?")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Done for today" }));
    expect(await screen.findByText("The next chat rings here.")).toBeTruthy();
  });
});
