import { act, fireEvent, screen, waitFor, within } from "@testing-library/preact";
import type { ConversationView } from "@deskbell/protocol";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { shiftCheckWanted } from "../src/alerts/ShiftCheck.tsx";
import { path } from "../src/routing/router.ts";
import { CONTACT, conversation, entries, fromMember, fromVisitor } from "./support/chats.ts";
import { expectAccessible, leaveDesk, openDesk, user } from "./support/desk.tsx";
import { type FakeServer, inbox, member, ME, quietDesk, SHOP } from "./support/fakeServer.ts";

const CHAT = "a".repeat(26);
const RAVI = "r".repeat(26);
const STREAM = `conversation:${CHAT}`;

/** A desk with one chat, which is mine unless told otherwise. */
function deskWithChat(change: Partial<ConversationView> = {}, desk: Parameters<typeof quietDesk>[0] = {}): FakeServer {
  const view = conversation(CHAT, { state: "active", agent: ME, entries: entries(fromVisitor("Do you ship to Iceland?")), ...change });
  const plateChat = { type: "chat" as const, conversation: CHAT, inbox: SHOP, waiting_since: view.waiting_since, visitor_name: view.visitor_name, opening: "x" };
  const mine = view.agent === ME && view.state === "active";
  const server = quietDesk({ ...desk, plate: { chats: mine ? { [CHAT]: plateChat } : {} } });
  server.views.set(STREAM, view);
  server.on(`GET /contacts/${CONTACT}`, {
    id: CONTACT, name: "Elif Demir", email: "elif@example.com", verified: false, created_at: 0,
    conversations: [{ conversation: CHAT, channel: SHOP, inbox: SHOP, agent: ME, opened_at: 1, closed_at: null, close_reason: "", page_url: "https://shop.example/shipping", page_title: "Shipping" }],
  });
  // The log's number goes on where the entries end.
  for (const _ of view.entries) server.say(STREAM, view.entries[0]!.body);
  return server;
}

const openChat = async (server: FakeServer): Promise<HTMLElement> => {
  await openDesk(server, `/chats/${CHAT}`);
  return screen.findByRole("log");
};

beforeEach(() => {
  shiftCheckWanted.value = false;
  vi.stubGlobal("AudioContext", undefined);
});
afterEach(leaveDesk);

describe("a conversation", () => {
  it("opens at its own address, as after a reload", async () => {
    const log = await openChat(deskWithChat());
    expect(within(log).getByText("Do you ship to Iceland?")).toBeTruthy();
    expect(await screen.findByText("elif@example.com")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Shipping" }).getAttribute("rel")).toContain("noopener");
    await expectAccessible();
  });

  it("shows messages, notes and what happened, each as what it is", async () => {
    const server = deskWithChat({
      entries: entries(
        { type: "opened", inbox: SHOP, contact: CONTACT, visitor_name: "Elif Demir" },
        fromVisitor("<b>Hello</b> see https://shop.example/x."),
        { type: "queued", inbox: SHOP, since: 1, cause: "opened", visitor_left: 0, moved_from: "", by: "", by_name: "", note: "" },
        { type: "offered", offer: 1, agent: RAVI, agent_name: "Ravi Patel", expires_at: 1, by: "", beyond: false, considered: [
          { agent: RAVI, why: "chosen", load: 0, capacity: 3 }, { agent: ME, why: "at_capacity", load: 3, capacity: 3 }] },
        { type: "offer_ended", offer: 1, agent: RAVI, agent_name: "Ravi Patel", ending: "declined", cause: null, reason: "lunch" },
        { type: "taken", agent: ME, agent_name: "Ann Berg", claimed: true, beyond: false },
        { type: "note", author: { kind: "member", id: RAVI, name: "Ravi Patel" }, text: "Ask Zoe", cid: "" },
      ),
    }, { members: [member(ME), member(RAVI, { name: "Ravi Patel" })] });
    const log = await openChat(server);
    expect(within(log).getByText(/<b>Hello<\/b> see/)).toBeTruthy();
    expect(within(log).getByRole("link", { name: "https://shop.example/x" }).getAttribute("href")).toBe("https://shop.example/x");
    expect(log.querySelector("b")).toBeNull();
    expect(within(log).getByText(/Waiting in Shop/)).toBeTruthy();
    expect(within(log).getByText(/Ravi Patel declined: lunch/)).toBeTruthy();
    expect(within(log).getByText(/Ann Berg took the chat/)).toBeTruthy();
    expect(within(log).getByText("Note by Ravi Patel")).toBeTruthy();
    expect(within(log).getByText("only your team sees this")).toBeTruthy();
    await user.click(within(log).getByRole("button", { name: "Why?" }));
    expect(await screen.findByText("at capacity, 3 of 3")).toBeTruthy();
    await expectAccessible();
  });

  it("sends with Enter and keeps Shift+Enter for a new line", async () => {
    const server = deskWithChat();
    await openChat(server);
    const field = screen.getByLabelText<HTMLTextAreaElement>("Reply to the customer");
    await user.type(field, "Yes,{Shift>}{Enter}{/Shift}4 days{Enter}");
    expect(server.sent().map(({ body }) => body)).toEqual(["Yes,\n4 days"]);
    expect(field.value).toBe("");
  });

  it("shows a message as sending, sent and read, once each", async () => {
    const server = deskWithChat();
    const log = await openChat(server);
    await user.type(screen.getByLabelText("Reply to the customer"), "Yes{Enter}");
    expect(await within(log).findByText("Sent")).toBeTruthy();
    await act(() => server.say(STREAM, fromMember(ME, "Yes", server.sent()[0]!.cid)));
    await waitFor(() => expect(within(log).getAllByText("Yes")).toHaveLength(1));
    await act(() => server.tell({ t: "eph", s: STREAM, who: "visitor", name: "", typing: null, read: 2 }));
    expect(await within(log).findByText("Read")).toBeTruthy();
  });

  it("says why a chat still waits, asked at that moment", async () => {
    const server = deskWithChat({ state: "waiting", agent: "", waiting_since: 1 }, { members: [member(ME), member(RAVI, { name: "Ravi Patel" })] });
    server.on(`GET /conversations/${CHAT}/why`, {
      is_waiting: true,
      facts: [{ agent: RAVI, why: "at_capacity", load: 3, capacity: 3 }, { agent: ME, why: "busy", load: 0, capacity: 3 }],
    });
    await openChat(server);
    await user.click(await screen.findByRole("button", { name: "Why?" }));
    expect(await screen.findByText("at capacity, 3 of 3")).toBeTruthy();
    expect(screen.getByText("Why is it still waiting?")).toBeTruthy();
    await expectAccessible();
  });

  it("says why a message was not sent, and sends it again", async () => {
    const server = deskWithChat();
    const log = await openChat(server);
    server.refuse = () => ({ code: "not_your_chat" });
    await user.type(screen.getByLabelText("Reply to the customer"), "Yes{Enter}");
    expect(await within(log).findByText(/Not sent\./)).toBeTruthy();
    server.refuse = () => undefined;
    await user.click(within(log).getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(server.sent()).toHaveLength(2));
    expect(server.sent()[1]!.cid).toBe(server.sent()[0]!.cid);
  });

  it("never sends a note to the customer", async () => {
    const server = deskWithChat();
    const log = await openChat(server);
    await user.keyboard("{Control>}/{/Control}");
    await user.type(await screen.findByLabelText("Note for your team"), "Ask Zoe{Enter}");
    await waitFor(() => expect(server.asked("note")).toEqual([{ verb: "note", conversation: CHAT, body: "Ask Zoe" }]));
    expect(server.sent()).toEqual([]);
    expect(server.received.filter((frame) => frame.t === "eph")).toEqual([]);
    expect(await screen.findByLabelText("Reply to the customer")).toBeTruthy();
    expect(log).toBeTruthy();
  });

  it("shows typing both ways", async () => {
    const server = deskWithChat();
    const log = await openChat(server);
    await act(() => server.tell({ t: "eph", s: STREAM, who: "visitor", name: "Elif", typing: true, read: null }));
    expect(await within(log).findByText("Elif Demir is typing")).toBeTruthy();
    await act(() => server.say(STREAM, fromVisitor("And by card?")));
    await waitFor(() => expect(within(log).queryByText("Elif Demir is typing")).toBeNull());
    await user.type(screen.getByLabelText("Reply to the customer"), "Y");
    expect(server.received).toContainEqual({ t: "eph", conversation: CHAT, typing: true });
    await user.clear(screen.getByLabelText("Reply to the customer"));
    expect(server.received).toContainEqual({ t: "eph", conversation: CHAT, typing: false });
  });

  it("keeps each chat's draft", async () => {
    const server = deskWithChat();
    await openChat(server);
    await user.type(screen.getByLabelText("Reply to the customer"), "Half a sent");
    await user.click(screen.getByRole("link", { name: /^Chats/ }));
    expect(screen.queryByLabelText("Reply to the customer")).toBeNull();
    await user.click(await screen.findByRole("link", { name: /Elif Demir/ }));
    expect((await screen.findByLabelText<HTMLTextAreaElement>("Reply to the customer")).value).toBe("Half a sent");
  });

  it("marks as read what is before the agent's eyes", async () => {
    vi.spyOn(document, "hasFocus").mockReturnValue(true);
    const server = deskWithChat();
    await openChat(server);
    await waitFor(() => expect(server.received).toContainEqual({ t: "mark", conversation: CHAT, seq: 1 }));
    await act(() => server.say(STREAM, fromVisitor("And by card?")));
    await waitFor(() => expect(server.received).toContainEqual({ t: "mark", conversation: CHAT, seq: 2 }));
  });

  it("fetches earlier entries and puts them before", async () => {
    const later = { seq: 101, at: 5, body: fromVisitor("late") };
    const server = deskWithChat({ first_seq: 101, entries: [later] });
    server.on(`GET /conversations/${CHAT}/entries`, (_body: unknown, url: URL) => {
      expect(url.searchParams.get("before")).toBe("101");
      return { body: { entries: [{ seq: 1, at: 1, body: fromVisitor("early") }], first_seq: 1 } };
    });
    const log = await openChat(server);
    await user.click(within(log).getByRole("button", { name: "Show earlier" }));
    expect(await within(log).findByText("early")).toBeTruthy();
    expect(within(log).queryByRole("button", { name: "Show earlier" })).toBeNull();
    expect(log.textContent!.indexOf("early")).toBeLessThan(log.textContent!.indexOf("late"));
  });

  it("of somebody else can be read and noted in, not answered", async () => {
    const server = deskWithChat({ agent: RAVI, agent_name: "Ravi Patel" });
    await openChat(server);
    expect(screen.getByText("Ravi Patel answers in this chat. You can leave a note.")).toBeTruthy();
    expect(screen.queryByLabelText("Reply to the customer")).toBeNull();
    await user.keyboard("n");
    await user.type(await screen.findByLabelText("Note for your team"), "Well done{Enter}");
    await waitFor(() => expect(server.asked("note")).toHaveLength(1));
  });

  it("that is not mine to see says so", async () => {
    const server = quietDesk();
    await openDesk(server, `/chats/${CHAT}`);
    expect(await screen.findByText("This chat is not yours to see")).toBeTruthy();
  });
});

describe("ending a chat", () => {
  beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ["setTimeout", "clearTimeout", "Date"] }));
  afterEach(() => void vi.useRealTimers());

  it("waits five seconds, in which it can be undone", async () => {
    const server = deskWithChat();
    await openChat(server);
    fireEvent.click(screen.getByRole("button", { name: /^End/ }));
    await act(() => void vi.advanceTimersByTime(4500));
    expect(server.asked("close")).toEqual([]);
    fireEvent.click(screen.getByRole("button", { name: "Undo ending" }));
    await act(() => void vi.advanceTimersByTime(10_000));
    expect(server.asked("close")).toEqual([]);
    fireEvent.click(screen.getByRole("button", { name: /^End/ }));
    await act(() => void vi.advanceTimersByTime(5100));
    expect(server.asked("close")).toEqual([{ verb: "close", conversation: CHAT }]);
  });

  it("does not happen when the customer writes meanwhile", async () => {
    const server = deskWithChat();
    await openChat(server);
    fireEvent.click(screen.getByRole("button", { name: /^End/ }));
    await act(() => server.say(STREAM, fromVisitor("One more thing")));
    expect(await screen.findByText("The customer wrote again, so the chat stays open.")).toBeTruthy();
    await act(() => void vi.advanceTimersByTime(10_000));
    expect(server.asked("close")).toEqual([]);
  });

  it("goes out at once when the page is left", async () => {
    const server = deskWithChat();
    await openChat(server);
    fireEvent.click(screen.getByRole("button", { name: /^End/ }));
    await act(() => void dispatchEvent(new Event("pagehide")));
    expect(server.asked("close")).toHaveLength(1);
  });
});

describe("a waiting chat", () => {
  const waiting: Partial<ConversationView> = { state: "waiting", agent: "", agent_name: "" };

  it("is assigned by a supervisor, who sees status and load, and hears the server's own no", async () => {
    const server = deskWithChat(waiting, {
      members: [member(ME), member(RAVI, { name: "Ravi Patel", role: "member", status: "away", reason: "Lunch" })],
      inboxes: [inbox(SHOP, { agents: [ME, RAVI] })],
    });
    const no = "Ravi Patel is at capacity (3 of 3 chats). Free a place or choose another agent.";
    server.refuse = () => ({ code: "at_capacity", detail: no });
    await openChat(server);
    await user.click(screen.getByRole("button", { name: "Assign" }));
    expect(screen.getByText("Away: Lunch · 0 of 3 chats")).toBeTruthy();
    await user.click(screen.getByRole("menuitemradio", { name: /Ravi Patel/ }));
    expect(server.asked("assign")).toEqual([{ verb: "assign", conversation: CHAT, agent: RAVI }]);
    expect(await screen.findByText(no)).toBeTruthy();
  });

  it("is taken where the inbox allows it, and there is room", async () => {
    const server = deskWithChat(waiting);
    await openChat(server);
    await user.keyboard("{Shift>}T{/Shift}");
    expect(server.asked("claim")).toEqual([{ verb: "claim", conversation: CHAT }]);
  });

  it("is not taken where chats are given out", async () => {
    const server = deskWithChat(waiting, { inboxes: [inbox(SHOP, { claiming: false })] });
    await openChat(server);
    expect(screen.queryByRole("button", { name: "Take" })).toBeNull();
  });

  it("names who has it when somebody was faster", async () => {
    const server = deskWithChat(waiting, { members: [member(ME), member(RAVI, { name: "Ravi Patel" })] });
    server.refuse = () => ({ code: "chat_taken", agent: RAVI });
    await openChat(server);
    await user.click(screen.getByRole("button", { name: /^Take/ }));
    expect(await screen.findByText("Ravi Patel has it.")).toBeTruthy();
  });
});

describe("without a connection", () => {
  it("says so, lets one write, and sends it once it is back", async () => {
    const server = deskWithChat();
    const log = await openChat(server);
    await act(() => server.cut());
    expect(await screen.findByText(/You can go on writing/, {}, { timeout: 4000 })).toBeTruthy();
    await user.type(screen.getByLabelText("Reply to the customer"), "Still here{Enter}");
    expect(within(log).getByText("Sent when the connection is back")).toBeTruthy();
    const end = screen.getByRole("button", { name: /^End/ });
    expect(end.getAttribute("aria-disabled")).toBe("true");
    await user.click(end);
    expect(server.asked("close")).toEqual([]);
    await expectAccessible();
    server.mend();
    await user.click(screen.getByRole("button", { name: "Try now" }));
    await screen.findByText("Live");
    await waitFor(() => expect(server.sent().map(({ body }) => body)).toEqual(["Still here"]));
    expect(path.value).toBe(`/chats/${CHAT}`);
  });

  it("keeps unsent messages over a reload", async () => {
    const server = deskWithChat();
    await openChat(server);
    await act(() => server.cut());
    await user.type(screen.getByLabelText("Reply to the customer"), "Do not lose me{Enter}");
    expect(sessionStorage.getItem(`deskbell.unsent.${ME}`)).toContain("Do not lose me");
  });
});
