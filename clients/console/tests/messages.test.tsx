import { act, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LeftMessage } from "../src/messages/shapes.ts";
import { openMessages } from "../src/live/leftMessages.ts";
import { conversation, entries, fromVisitor } from "./support/chats.ts";
import { expectAccessible, goTo, leaveDesk, openDesk, user } from "./support/desk.tsx";
import { type FakeServer, inbox, ME, quietDesk, SHOP } from "./support/fakeServer.ts";

const ELIF = "e".repeat(26);
const OMAR = "o".repeat(26);
const RAVI = "r".repeat(26);
const BILLING = "b".repeat(26);
const LEFT_AT = Date.UTC(2026, 10, 3, 12, 0);

function message(id: string, change: Partial<LeftMessage> = {}): LeftMessage {
  return {
    conversation: id, inbox: SHOP, inbox_name: "Shop", contact: "c".repeat(26), visitor_name: "Elif", email: "elif@example.org",
    opening: "Do you ship to Izmir?", excerpt: "Please write to me.", left_at: LEFT_AT, state: "open",
    done_by: "", done_by_name: "", done_at: null, answered: false, answered_by: "", answered_by_name: "", answered_at: null, ...change,
  };
}

interface Office {
  server: FakeServer;
  messages: Map<string, LeftMessage>;
  asked: URLSearchParams[];
}

/** Messages that are listed, done, opened again and answered as on the server. */
function deskWithMessages(rows: LeftMessage[], { canReply = true } = {}): Office {
  const server = quietDesk({ inboxes: [inbox(SHOP), inbox(BILLING, { name: "Billing" })] });
  const messages = new Map(rows.map((row) => [row.conversation, row]));
  const asked: URLSearchParams[] = [];
  server.on("GET /offline-messages", (_body: unknown, url: URL) => {
    asked.push(url.searchParams);
    const wanted = url.searchParams.get("inbox") ?? "";
    const fits = [...messages.values()].filter((one) => one.state === url.searchParams.get("state") && (wanted === "" || one.inbox === wanted));
    return { body: { messages: fits, next: null, can_reply: canReply } };
  });
  server.on("GET /offline-messages/count", () => ({
    body: { open: [...messages.values()].filter(({ state }) => state === "open").length, can_reply: canReply },
  }));
  for (const { conversation: id } of rows) {
    const change = (values: Partial<LeftMessage>): { body: LeftMessage } => {
      messages.set(id, { ...messages.get(id)!, ...values });
      return { body: messages.get(id)! };
    };
    const mine = { done_by: ME, done_by_name: "Ann Berg", done_at: LEFT_AT + 60_000, state: "done" } as const;
    server.on(`GET /offline-messages/${id}`, () => ({ body: messages.get(id)! }));
    server.on(`POST /offline-messages/${id}/done`, () => change(mine));
    server.on(`POST /offline-messages/${id}/reopen`, () => change({ state: "open", done_by: "", done_by_name: "", done_at: null }));
    server.on(`POST /offline-messages/${id}/reply`, () =>
      change({ ...mine, answered: true, answered_by: ME, answered_by_name: "Ann Berg", answered_at: mine.done_at }),
    );
    server.views.set(`conversation:${id}`, conversation(id, { state: "closed", visitor_name: "Elif", entries: entries(fromVisitor("Do you ship to Izmir?"), fromVisitor("Please write to me.")) }));
  }
  return { server, messages, asked };
}

const rail = (): HTMLElement => screen.getByRole("navigation", { name: "Main" });
const rows = (): string[] => within(screen.getByRole("list", { name: "Messages that visitors left" })).getAllByRole("link").map((row) => row.textContent ?? "");
const rowOf = (name: RegExp): HTMLElement => within(screen.getByRole("list", { name: "Messages that visitors left" })).getByRole("link", { name });

beforeEach(() => {
  vi.stubGlobal("AudioContext", undefined);
});
afterEach(async () => {
  await leaveDesk();
  openMessages.put(undefined as never);
});

describe("the list of messages", () => {
  it("says who left what, and how many wait", async () => {
    const { server } = deskWithMessages([message(ELIF), message(OMAR, { visitor_name: "", email: "omar@example.org", inbox: BILLING, inbox_name: "Billing" })]);
    await openDesk(server, "/messages");
    await waitFor(() => expect(rows()).toHaveLength(2));
    expect(rowOf(/Elif/).textContent).toContain("Please write to me.");
    expect(rowOf(/omar@example.org/).textContent).toContain("Billing");
    expect(within(rail()).getByRole("link", { name: /Messages/ }).textContent).toContain("2");
    expect(screen.getByText("No message is open here")).toBeTruthy();
    await expectAccessible();
  });

  it("is narrowed by inbox and by what is done, in the address", async () => {
    const { server, asked } = deskWithMessages([message(ELIF), message(OMAR, { inbox: BILLING, state: "done" })]);
    await openDesk(server, "/messages");
    await waitFor(() => expect(rows()).toHaveLength(1));
    await user.click(screen.getByRole("radio", { name: /Done/ }));
    await waitFor(() => expect(asked.at(-1)!.get("state")).toBe("done"));
    await user.selectOptions(screen.getByRole("combobox", { name: "Inbox" }), "Shop");
    await screen.findByText("No message of Shop is here.");
    expect(location.search).toBe(`?state=done&inbox=${SHOP}`);
    await user.click(screen.getByRole("button", { name: "Show all" }));
    await waitFor(() => expect(rows()).toHaveLength(1));
    expect(location.search).toBe("?state=done");
  });

  it("says that there is none, and that it could not be loaded", async () => {
    const { server } = deskWithMessages([]);
    await openDesk(server, "/messages");
    await screen.findByText("No message waits for an answer.");
    const answers = server.answering("GET /offline-messages");
    server.on("GET /offline-messages", () => ({ status: 500, body: {} }));
    await user.click(screen.getByRole("radio", { name: /Done/ }));
    await screen.findByText("The messages cannot be loaded");
    server.on("GET /offline-messages", answers);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await screen.findByText("Nothing is done yet.");
  });

  it("goes on with older ones", async () => {
    const { server } = deskWithMessages([]);
    server.on("GET /offline-messages", (_body: unknown, url: URL) =>
      url.searchParams.get("before") === "older"
        ? { body: { messages: [message(OMAR, { visitor_name: "Omar" })], next: null } }
        : { body: { messages: [message(ELIF)], next: "older" } },
    );
    await openDesk(server, "/messages");
    await user.click(await screen.findByRole("button", { name: "Show older" }));
    await waitFor(() => expect(rows()).toHaveLength(2));
    expect(screen.queryByRole("button", { name: "Show older" })).toBeNull();
  });

  it("hears of new ones from the board, and of colleagues' work when one comes back", async () => {
    const { server, messages } = deskWithMessages([message(OMAR)]);
    await openDesk(server, "/messages");
    await waitFor(() => expect(rows()).toHaveLength(1));
    messages.set(ELIF, message(ELIF));
    await act(() => server.say(`board:${SHOP}`, { type: "chat_closed", conversation: ELIF, reason: "message_left" }));
    await waitFor(() => expect(rows()).toHaveLength(2));
    messages.set(OMAR, message(OMAR, { state: "done" }));
    await act(() => void dispatchEvent(new Event("focus")));
    await waitFor(() => expect(rows()).toHaveLength(1));
  });

  it("is reached by keys, and walked through with them", async () => {
    const { server } = deskWithMessages([message(ELIF), message(OMAR, { visitor_name: "Omar" })]);
    await openDesk(server, "/chats");
    await user.keyboard("gm");
    await waitFor(() => expect(rows()).toHaveLength(2));
    await user.keyboard("jjo");
    await screen.findByRole("region", { name: "Message of Omar" });
  });
});

describe("a message", () => {
  it("shows the whole conversation and is answered by e-mail", async () => {
    const { server } = deskWithMessages([message(ELIF)]);
    await openDesk(server, `/messages/${ELIF}`);
    const log = await screen.findByRole("log");
    expect(within(log).getByText("Do you ship to Izmir?")).toBeTruthy();
    expect(screen.getByRole("link", { name: "elif@example.org" }).getAttribute("href")).toBe("mailto:elif@example.org");
    await user.type(screen.getByRole("textbox", { name: "Answer by e-mail" }), "Yes, we do.");
    await goTo("/chats");
    await goTo(`/messages/${ELIF}`);
    await waitFor(() => expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Answer by e-mail" }).value).toBe("Yes, we do."));
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Send e-mail" }));
    await screen.findByText(/Ann Berg answered by e-mail/);
    expect(server.asksFor("POST", `/offline-messages/${ELIF}/reply`)).toEqual([{ text: "Yes, we do." }]);
    await screen.findByText("No message waits for an answer.");
    expect(sessionStorage.getItem(`deskbell.draft.${ELIF}`)).toBeNull();
  });

  it("is marked as done, and opened again", async () => {
    const { server } = deskWithMessages([message(ELIF)]);
    await openDesk(server, `/messages/${ELIF}`);
    await user.click(await screen.findByRole("button", { name: "Mark as done" }));
    await screen.findByText(/Ann Berg marked it as done/);
    await user.click(screen.getByRole("button", { name: "Open again" }));
    await screen.findByRole("button", { name: "Mark as done" });
    expect(screen.queryByText(/marked it as done/)).toBeNull();
  });

  it("tells the second of two who was first", async () => {
    const { server, messages } = deskWithMessages([message(ELIF)]);
    server.on(`POST /offline-messages/${ELIF}/reply`, () => {
      const at = LEFT_AT + 1000;
      messages.set(ELIF, message(ELIF, { state: "done", done_by: RAVI, done_by_name: "Ravi Patel", done_at: at, answered: true, answered_by: RAVI, answered_by_name: "Ravi Patel", answered_at: at }));
      return { status: 409, body: { code: "already_done", detail: "Ravi Patel has answered it." } };
    });
    await openDesk(server, `/messages/${ELIF}`);
    await user.type(await screen.findByRole("textbox", { name: "Answer by e-mail" }), "Yes.");
    await user.click(screen.getByRole("button", { name: "Send e-mail" }));
    expect((await screen.findByText("Ravi Patel has answered it.")).closest("[role=alert]")).not.toBeNull();
    await screen.findByText(/Ravi Patel answered by e-mail/);
    expect(screen.queryByRole("textbox", { name: "Answer by e-mail" })).toBeNull();
  });

  it("is answered from elsewhere where no mail is configured", async () => {
    const { server } = deskWithMessages([message(ELIF)], { canReply: false });
    await openDesk(server, `/messages/${ELIF}`);
    const link = await screen.findByRole("link", { name: "Write in your mail program" });
    expect(link.getAttribute("href")).toBe("mailto:elif@example.org");
    expect(screen.queryByRole("textbox")).toBeNull();
    await expectAccessible();
  });

  it("has an address that does nothing but fill the recipient", async () => {
    const { server } = deskWithMessages([message(ELIF, { email: "a?bcc=x@example.org" })], { canReply: false });
    await openDesk(server, `/messages/${ELIF}`);
    const link = await screen.findByRole("link", { name: "Write in your mail program" });
    expect(link.getAttribute("href")).toBe("mailto:a%3Fbcc%3Dx@example.org");
  });

  it("of somebody else's inbox is nobody's to see", async () => {
    const { server } = deskWithMessages([]);
    await openDesk(server, `/messages/${RAVI}`);
    await screen.findByText("This message is not yours to see");
    await expectAccessible();
  });
});
