import { act, screen, waitFor, within } from "@testing-library/preact";
import type { ConversationView, YourTransferBody } from "@deskbell/protocol";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { shiftCheckWanted } from "../src/alerts/ShiftCheck.tsx";
import { describeEntry, isLine } from "../src/chats/systemWords.ts";
import { describeNews } from "../src/chats/transferNews.ts";
import { overrideQuestion } from "../src/live/overriding.ts";
import { describeRefusal } from "../src/live/refusals.ts";
import { path } from "../src/routing/router.ts";
import { boardChat, conversation, entries, fromVisitor } from "./support/chats.ts";
import { expectAccessible, leaveDesk, openDesk, user } from "./support/desk.tsx";
import { type FakeServer, inbox, member, ME, quietDesk, type QuietDesk, SHOP } from "./support/fakeServer.ts";

const CHAT = "a".repeat(26);
const BEA = "b".repeat(26);
const ZOE = "z".repeat(26);
const BILLING = "k".repeat(26);
const STREAM = `conversation:${CHAT}`;
const FULL = "Bea Nilsson is at capacity (3 of 3 chats). Free a place or choose another agent.";

const bea = member(BEA, { name: "Bea Nilsson", role: "member" });
const shop = inbox(SHOP, { agents: [ME, BEA, ZOE] });
const colleagues: QuietDesk = {
  members: [member(ME), bea, member(ZOE, { name: "Zoe Martin", role: "member", status: "offline" })],
  inboxes: [shop, inbox(BILLING, { name: "Billing", agents: [BEA] })],
};

/** A desk with one chat, mine unless told otherwise, among colleagues. */
function deskWithChat(change: Partial<ConversationView> = {}, desk: QuietDesk = {}): FakeServer {
  const view = conversation(CHAT, { state: "active", agent: ME, entries: entries(fromVisitor("Hello")), ...change });
  const { waiting_since, visitor_name } = view;
  const mine = { type: "chat" as const, conversation: CHAT, inbox: SHOP, waiting_since, visitor_name, opening: "Hello" };
  const isMine = view.agent === ME && view.state === "active";
  const server = quietDesk({ ...colleagues, ...desk, plate: { chats: isMine ? { [CHAT]: mine } : {}, ...desk.plate } });
  server.views.set(STREAM, view);
  server.views.set(`board:${SHOP}`, { inbox: SHOP, chats: { [CHAT]: boardChat(CHAT, { state: view.state as "active", agent: view.agent, visitor_name }) } });
  return server;
}

function coming(change: Partial<YourTransferBody> = {}): YourTransferBody {
  return {
    type: "transfer", conversation: CHAT, inbox: SHOP, transfer: 2, expires_at: Date.now() + 30_000, owner: BEA, owner_name: "Bea Nilsson",
    by: BEA, by_name: "Bea Nilsson", note: "He speaks Turkish", waiting_since: Date.now() - 4000, visitor_name: "Elif Demir", opening: "Hello", ...change,
  };
}

const openChat = async (server: FakeServer): Promise<void> => {
  await openDesk(server, `/chats/${CHAT}`);
  await screen.findByRole("log");
};

const openDialog = async (): Promise<HTMLElement> => {
  await user.click(screen.getByRole("button", { name: /^Transfer/ }));
  return screen.findByRole("dialog", { name: "Transfer the chat with Elif Demir" });
};

beforeEach(() => {
  shiftCheckWanted.value = false;
  vi.stubGlobal("AudioContext", undefined);
});
afterEach(async () => {
  await act(() => overrideQuestion.peek()?.answer(false));
  await leaveDesk();
});

describe("passing a chat on", () => {
  it("lists each agent with status and load, and who cannot with why", async () => {
    const server = deskWithChat();
    await openChat(server);
    const dialog = await openDialog();
    expect(within(dialog).getByText("Available · 0 of 3 chats")).toBeTruthy();
    expect(within(dialog).getByRole<HTMLInputElement>("radio", { name: "Zoe Martin" }).disabled).toBe(true);
    expect(within(dialog).getByText("offline")).toBeTruthy();
    expect(within(dialog).queryByRole("radio", { name: /Ann Berg/ })).toBeNull();
    await expectAccessible();
    await user.click(within(dialog).getByRole("button", { name: "Ask" }));
    expect(within(dialog).getByText("Choose an agent.")).toBeTruthy();
    await user.type(within(dialog).getByLabelText("Search agents"), "bea");
    await user.type(within(dialog).getByLabelText(/^Note/), "He speaks Turkish");
    await user.click(within(dialog).getByRole("button", { name: "Ask Bea Nilsson" }));
    await waitFor(() => expect(server.asked("transfer")).toEqual([{ verb: "transfer", conversation: CHAT, agent: BEA, note: "He speaks Turkish" }]));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("counts transfers that are on their way to somebody", async () => {
    const server = deskWithChat({}, { members: [member(ME), { ...bea, capacity: 1 }] });
    const other = boardChat("o".repeat(26), { state: "active", agent: ME, transfer_to: BEA });
    server.views.set(`board:${SHOP}`, { inbox: SHOP, chats: { [other.conversation]: other } });
    await openChat(server);
    const dialog = await openDialog();
    expect(within(dialog).getByText("at capacity, 1 of 1")).toBeTruthy();
  });

  it("says a refusal where the choice was made, and keeps the choice", async () => {
    const server = deskWithChat();
    server.refuse = () => ({ code: "unavailable", agent: BEA });
    await openChat(server);
    const dialog = await openDialog();
    await user.type(within(dialog).getByLabelText("Search agents"), "bea{Enter}");
    expect(await within(dialog).findByText("Bea Nilsson is offline. Choose another agent.")).toBeTruthy();
    expect(within(dialog).getByRole<HTMLInputElement>("radio", { name: "Bea Nilsson" }).checked).toBe(true);
  });

  it("to another inbox takes its owner to his next chat", async () => {
    const server = deskWithChat();
    await openChat(server);
    await act(() => (document.activeElement as HTMLElement).blur());
    await user.keyboard("t");
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("tab", { name: "Inbox" }));
    expect(within(dialog).getByText("1 of 1 agents available")).toBeTruthy();
    await user.click(within(dialog).getByRole("radio", { name: "Billing" }));
    await user.click(within(dialog).getByRole("button", { name: "Move to Billing" }));
    await waitFor(() => expect(server.asked("move")).toEqual([{ verb: "move", conversation: CHAT, inbox: BILLING }]));
    await waitFor(() => expect(path.value).toBe("/chats"));
  });

  it("is for its owner and supervisors", async () => {
    const server = deskWithChat({ agent: BEA, agent_name: "Bea Nilsson" }, { members: [member(ME, { role: "member" }), bea] });
    await openChat(server);
    expect(screen.queryByRole("button", { name: /^Transfer/ })).toBeNull();
    expect(screen.queryByRole("button", { name: /^Take over/ })).toBeNull();
  });
});

describe("a transfer under way", () => {
  const transfer = { transfer: 1, agent: BEA, agent_name: "Bea Nilsson", by: ME, by_name: "Ann Berg", note: "Please", expires_at: Date.now() + 20_000 };

  it("is seen in the chat and in the list, and can be taken back", async () => {
    const passing = { type: "passing" as const, conversation: CHAT, ...transfer };
    const server = deskWithChat({ transfer }, { plate: { passing: { [CHAT]: passing } } });
    await openChat(server);
    const card = screen.getByRole("region", { name: "Bea Nilsson is asked to take this chat over" });
    expect(within(card).getByText("Please")).toBeTruthy();
    expect(within(card).getByRole("timer").textContent).toMatch(/^0:(20|1\d)$/);
    expect(screen.getByTitle("Transfer to Bea Nilsson")).toBeTruthy();
    expect(screen.getByRole("button", { name: /^Transfer/ }).getAttribute("aria-disabled")).toBe("true");
    await expectAccessible();
    await user.click(within(card).getByRole("button", { name: "Cancel transfer" }));
    expect(server.asked("cancel_transfer")).toEqual([{ verb: "cancel_transfer", conversation: CHAT, transfer: 1 }]);
    await act(() => server.say(STREAM, { type: "transfer_ended", transfer: 1, agent: BEA, agent_name: "Bea Nilsson", ending: "cancelled", cause: null, reason: "" }));
    await waitFor(() => expect(screen.queryByRole("region", { name: /is asked to take/ })).toBeNull());
    expect(screen.getByText(/The transfer to Bea Nilsson was cancelled/)).toBeTruthy();
  });
});

describe("a transfer that comes", () => {
  it("is a card like an offer's: announced, counted, accepted", async () => {
    const server = deskWithChat({ agent: BEA, agent_name: "Bea Nilsson" });
    server.settle = (ask) => {
      if ("verb" in ask && ask.verb === "accept_transfer") {
        server.say(`member:${ME}`, { type: "chat", conversation: CHAT, inbox: SHOP, waiting_since: 0, visitor_name: "Elif Demir", opening: "" });
      }
    };
    const { startPageTitle } = await import("../src/frame/pageTitle.ts");
    const stop = startPageTitle();
    await openDesk(server, "/chats");
    await act(() => server.say(`member:${ME}`, coming()));
    const card = await screen.findByRole("group", { name: "Transfer of the chat with Elif Demir" });
    expect(within(card).getByText("Transfer from Bea Nilsson · Shop")).toBeTruthy();
    expect(within(card).getByText("Bea Nilsson: He speaks Turkish")).toBeTruthy();
    expect(screen.getByText("1 of 3 chats")).toBeTruthy();
    await waitFor(() => expect(screen.getByText(/Bea Nilsson asks you to take over the chat with Elif Demir, Shop\. (30|29) seconds to answer\./)).toBeTruthy());
    await waitFor(() => expect(document.title).toMatch(/^\(1\) 0:(30|29) Transfer — Deskbell$/));
    await expectAccessible();
    await user.keyboard("a");
    await waitFor(() => expect(server.asked("accept_transfer")).toEqual([{ verb: "accept_transfer", conversation: CHAT, transfer: 2 }]));
    await waitFor(() => expect(path.value).toBe(`/chats/${CHAT}`));
    stop();
  });

  it("is declined with a reason, and says so when it is too late", async () => {
    const server = deskWithChat({ agent: BEA, agent_name: "Bea Nilsson" });
    server.refuse = () => ({ code: "transfer_ended", agent: BEA });
    await openDesk(server, "/chats");
    await act(() => server.say(`member:${ME}`, coming({ by: ZOE, by_name: "Zoe Martin", note: "" })));
    expect(await screen.findByText("Zoe Martin asks you to take it over.")).toBeTruthy();
    await user.keyboard("d");
    await user.type(await screen.findByLabelText(/^Reason/), "at lunch{Enter}");
    await waitFor(() => expect(server.asked("decline_transfer")[0]).toMatchObject({ transfer: 2, reason: "at lunch" }));
    expect(await screen.findByText("Too late: this transfer has ended. Bea Nilsson has the chat.")).toBeTruthy();
  });
});

describe("what became of it", () => {
  const ended = { type: "transfer_ended", conversation: CHAT, transfer: 1, agent: BEA, agent_name: "Bea", cause: null, reason: "" } as const;
  it("is told to those whom it concerns, and to nobody twice", () => {
    const tell = (body: Parameters<typeof describeNews>[0]): string | undefined => describeNews(body, "Sofia", ME)?.message;
    expect(tell({ ...ended, ending: "declined", reason: "at lunch" })).toBe("Bea declined the chat with Sofia: at lunch");
    expect(tell({ ...ended, ending: "expired" })).toBe("Bea did not answer. The chat with Sofia stays where it is.");
    expect(tell({ ...ended, ending: "cancelled" })).toBeUndefined();
    expect(tell({ ...ended, ending: "withdrawn", cause: "taken_over" })).toBeUndefined();
    expect(tell({ ...ended, ending: "withdrawn", cause: "status_changed" })).toBe("Bea cannot take the chat with Sofia any more.");
    expect(tell({ ...ended, agent: ME, ending: "declined" })).toBeUndefined();
    expect(tell({ ...ended, agent: ME, ending: "cancelled" })).toBe("You are no longer asked to take over the chat with Sofia.");
    expect(tell({ type: "transfer_done", conversation: CHAT, agent: BEA, agent_name: "Bea" })).toBe("Bea has the chat with Sofia now.");
    expect(tell({ type: "chat_gone", conversation: CHAT, reason: "taken_over", agent: ZOE, agent_name: "Zoe" })).toBe("Zoe took over the chat with Sofia.");
    expect(tell({ type: "chat_gone", conversation: CHAT, reason: "agent", agent: "", agent_name: "" })).toBeUndefined();
  });

  it("stands in the log in words", () => {
    const names = { inbox: (id: string) => (id === SHOP ? "Shop" : "Billing"), member: () => "Ann", visitor: "Sofia" };
    const line = (body: Parameters<typeof describeEntry>[0]): string | null => describeEntry(body, names);
    const asked = { type: "transfer_asked", transfer: 1, agent: BEA, agent_name: "Bea", by: ME, by_name: "Ann", note: "", expires_at: 0, beyond: false } as const;
    expect(line(asked)).toBe("Ann asked Bea to take the chat over.");
    expect(line({ ...asked, note: "invoices", beyond: true })).toBe("Beyond capacity: Ann asked Bea to take the chat over: invoices");
    const queued = { type: "queued", inbox: BILLING, since: 1, cause: "moved", visitor_left: 0, moved_from: SHOP, by: ME, by_name: "Ann", note: "invoice 12" } as const;
    expect(line(queued)).toBe("Ann moved it from Shop to Billing: invoice 12");
    expect(line({ type: "transferred", transfer: 0, agent: ME, agent_name: "Ann", released: BEA, released_name: "Bea", beyond: false })).toBe("Ann, as a supervisor, took the chat from Bea.");
    expect(line({ type: "message_left", email: "s@x.example" })).toBe("Sofia waits no longer, and is to be answered at s@x.example");
    expect(line({ type: "closed", reason: "message_left", by: "", by_name: "" })).toBe("Sofia left a message instead of waiting");
    expect(isLine({ seq: 1, at: 1, body: { type: "visitor_presence", here: false } })).toBe(false);
  });

  it("is refused in words", () => {
    expect(describeRefusal({ code: "transfer_ended", detail: "" }, () => undefined)).toMatch(/with nobody/);
    expect(describeRefusal({ code: "transfer_pending", detail: "", agent: BEA }, () => "Bea")).toBe("Bea is being asked already. Cancel that first.");
    expect(describeRefusal({ code: "override_off", detail: "" }, () => undefined)).toMatch(/switched off/);
  });
});

describe("a supervisor", () => {
  it("takes a chat over, when he has said so twice", async () => {
    const server = deskWithChat({ agent: BEA, agent_name: "Bea Nilsson" });
    await openChat(server);
    await user.click(screen.getByRole("button", { name: /^Take over/ }));
    expect(server.asked("take_over")).toEqual([]);
    const dialog = await screen.findByRole("dialog", { name: "Take this chat over from Bea Nilsson?" });
    await expectAccessible();
    await user.click(within(dialog).getByRole("button", { name: "Take over" }));
    await waitFor(() => expect(server.asked("take_over")).toEqual([{ verb: "take_over", conversation: CHAT }]));
  });

  it("takes what is only on offer at once", async () => {
    const server = deskWithChat({ state: "offered", agent: BEA, agent_name: "Bea Nilsson" });
    await openChat(server);
    await user.keyboard("{Shift>}T{/Shift}");
    expect(server.asked("take_over")).toEqual([{ verb: "take_over", conversation: CHAT }]);
  });

  it("is asked before he goes beyond a capacity, where that is allowed", async () => {
    const server = deskWithChat({ state: "waiting", agent: "", agent_name: "" }, { overriding: true });
    server.refuse = (asked) => ("verb" in asked && asked.verb === "assign" && !asked.beyond ? { code: "at_capacity", detail: FULL, agent: BEA } : undefined);
    await openChat(server);
    const assign = async (): Promise<HTMLElement> => {
      await user.click(screen.getByRole("button", { name: "Assign" }));
      await user.click(screen.getByRole("menuitemradio", { name: /Bea Nilsson/ }));
      return screen.findByRole("dialog", { name: "Assign beyond capacity?" });
    };
    expect(within(await assign()).getByText(FULL)).toBeTruthy();
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    expect(server.asked("assign")).toHaveLength(1);
    await user.click(within(await assign()).getByRole("button", { name: "Assign beyond capacity" }));
    await waitFor(() => expect(server.asked("assign").at(-1)).toEqual({ verb: "assign", conversation: CHAT, agent: BEA, beyond: true }));
  });
});

describe("a chat that goes first", () => {
  it("is put before the others by a supervisor, and back", async () => {
    const server = deskWithChat({ state: "waiting", agent: "" });
    await openChat(server);
    await user.click(await screen.findByRole("tab", { name: /Queue/ }));
    await user.click(screen.getByRole("button", { name: "Let it go first" }));
    expect(server.asked("prioritise")).toEqual([{ verb: "prioritise", conversation: CHAT, priority: 9 }]);
    await act(() => {
      server.say(`board:${SHOP}`, { type: "chat_priority", conversation: CHAT, priority: 9 });
      server.say(STREAM, { type: "prioritised", priority: 9, by: ME, by_name: "Ann Berg" });
    });
    expect(await screen.findByText("goes first")).toBeTruthy();
    expect(screen.getByText(/Ann Berg let it go before others/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Back to its turn" }));
    expect(server.asked("prioritise").at(-1)).toEqual({ verb: "prioritise", conversation: CHAT, priority: 0 });
    await expectAccessible();
  });
});

describe("a visitor who has left", () => {
  it("is a quiet state in header and lists, not a line of the log", async () => {
    const left = Date.now() - 180_000;
    const server = deskWithChat({ visitor_left: left, entries: [...entries(fromVisitor("Hello")), { seq: 2, at: left, body: { type: "visitor_presence", here: false } }] });
    await openChat(server);
    expect(screen.getAllByText("left the page 3 min. ago")).toHaveLength(2);
    expect(screen.getByRole("log").querySelectorAll(".system")).toHaveLength(0);
    await act(() => server.say(STREAM, { type: "visitor_presence", here: true }));
    await waitFor(() => expect(screen.queryAllByText(/left the page/)).toEqual([]));
  });
});

describe("the alerts of the waiting lists", () => {
  it("say where nobody is available, and lead to the oldest chat there", async () => {
    const server = deskWithChat({}, { members: [member(ME, { status: "away" }), { ...bea, connection: "gone" }] });
    const now = Date.now();
    const chats = [boardChat(CHAT, { since: now - 240_000 }), boardChat("o".repeat(26), { since: now - 1000, number: 2 })];
    server.views.set(`board:${SHOP}`, { inbox: SHOP, chats: Object.fromEntries(chats.map((chat) => [chat.conversation, chat])) });
    await openDesk(server, "/chats");
    await user.click(await screen.findByRole("button", { name: "1 alert" }));
    const link = await screen.findByRole("link", { name: /Nobody is available in Shop: 2 waiting, longest 4:0\d/ });
    expect(link.getAttribute("href")).toBe(`/chats/${CHAT}`);
    await expectAccessible();
    await act(() => server.say("board:team", { type: "status", member: ME, status: "available", reason: "" }));
    await waitFor(() => expect(screen.queryByRole("button", { name: "1 alert" })).toBeNull());
  });

  it("say aloud that everybody was asked", async () => {
    const server = deskWithChat({}, {});
    server.views.set(`board:${SHOP}`, { inbox: SHOP, chats: { [CHAT]: boardChat(CHAT) } });
    await openDesk(server, "/chats");
    await user.click(await screen.findByRole("tab", { name: /Queue/ }));
    await act(() => server.say(`board:${SHOP}`, { type: "chat_round", conversation: CHAT, round: 2 }));
    expect(await screen.findByText("Everybody was asked, and Omar Haddad still waits in Shop")).toBeTruthy();
    expect(screen.getByText("everybody was asked")).toBeTruthy();
    expect(screen.getByRole("button", { name: "1 alert" })).toBeTruthy();
  });
});
