import { act, fireEvent, screen, waitFor, within } from "@testing-library/preact";
import type { BoardChat } from "@deskbell/protocol";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { shiftCheckWanted } from "../src/alerts/ShiftCheck.tsx";
import { mergeInPlace } from "../src/chats/useStableOrder.ts";
import { visibleRange } from "../src/chats/WindowedList.tsx";
import { path } from "../src/routing/router.ts";
import { boardChat, conversation, entries, fromMember, fromVisitor } from "./support/chats.ts";
import { expectAccessible, leaveDesk, openDesk, user } from "./support/desk.tsx";
import { type FakeServer, member, ME, quietDesk, SHOP } from "./support/fakeServer.ts";

const idOf = (number: number): string => String(number).padStart(26, "0");

function deskWithBoard(chats: BoardChat[], desk: Parameters<typeof quietDesk>[0] = {}): FakeServer {
  const server = quietDesk(desk);
  server.views.set(`board:${SHOP}`, { inbox: SHOP, chats: Object.fromEntries(chats.map((chat) => [chat.conversation, chat])) });
  return server;
}

const rows = (): string[] => screen.getAllByRole("listitem").map((row) => row.textContent ?? "");

beforeEach(() => {
  shiftCheckWanted.value = false;
  vi.stubGlobal("AudioContext", undefined);
});
afterEach(leaveDesk);

describe("the queue", () => {
  it("stands in the order of turns, with the wait said by figure, icon and word", async () => {
    const now = Date.now();
    const server = deskWithBoard([
      boardChat(idOf(1), { visitor_name: "Late", since: now - 200_000, number: 2 }),
      boardChat(idOf(2), { visitor_name: "First", since: now - 5000, priority: 5, number: 3 }),
      boardChat(idOf(3), { visitor_name: "Soon", since: now - 90_000, number: 1 }),
      boardChat(idOf(4), { visitor_name: "Taken", state: "active", agent: ME }),
    ]);
    await openDesk(server, "/chats");
    await user.click(await screen.findByRole("tab", { name: /Queue/ }));
    expect(rows().map((text) => text.match(/First|Late|Soon|Taken/)?.[0])).toEqual(["First", "Late", "Soon"]);
    expect(rows()[1]).toMatch(/3:2\dlate/);
    expect(rows()[2]).toMatch(/1:3\dsoon/);
    await user.click(screen.getByRole("tab", { name: /All/ }));
    expect(rows()).toHaveLength(4);
    await expectAccessible();
  });

  it("moves nothing under a hand", async () => {
    const server = deskWithBoard([boardChat(idOf(1), { visitor_name: "One", since: 2000 })]);
    await openDesk(server, "/chats");
    await user.click(await screen.findByRole("tab", { name: /Queue/ }));
    const list = screen.getByRole("list", { name: "Queue" }).parentElement!;
    fireEvent.pointerEnter(list);
    const facts = { visitor_name: "Two", opening: "", opened_at: 0, since: 1000, priority: 0, number: 0, visitor_left: 0 };
    await act(() => server.say(`board:${SHOP}`, { type: "chat_waiting", conversation: idOf(2), ...facts }));
    await waitFor(() => expect(rows()).toHaveLength(2));
    expect(rows()[0]).toContain("One");
    fireEvent.pointerLeave(list);
    await waitFor(() => expect(rows()[0]).toContain("Two"));
  });

  it("says whom a chat is offered to, and is empty in words", async () => {
    const ravi = "r".repeat(26);
    const server = deskWithBoard([boardChat(idOf(1), { state: "offered", agent: ravi })], {
      members: [member(ME), member(ravi, { name: "Ravi Patel" })],
    });
    await openDesk(server, "/chats");
    await user.click(await screen.findByRole("tab", { name: /Queue/ }));
    expect(screen.getByText("→ Ravi Patel")).toBeTruthy();
    await act(() => server.say(`board:${SHOP}`, { type: "chat_closed", conversation: idOf(1), reason: "abandoned" }));
    expect(await screen.findByText("Nobody is waiting.")).toBeTruthy();
  });

  it("of ten thousand has forty rows in the page, and is searched", async () => {
    vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(900);
    const many = Array.from({ length: 10_000 }, (_, number) => boardChat(idOf(number), { visitor_name: `Visitor ${number}`, since: number }));
    const server = deskWithBoard(many);
    await openDesk(server, "/chats");
    await user.click(await screen.findByRole("tab", { name: /Queue/ }));
    expect(screen.getAllByRole("listitem").length).toBeLessThanOrEqual(40);
    expect(screen.getAllByRole("listitem")[0]!.getAttribute("aria-setsize")).toBe("10000");
    fireEvent.input(screen.getByLabelText("Search this list"), { target: { value: "visitor 9999" } });
    await waitFor(() => expect(rows()).toHaveLength(1));
    fireEvent.input(screen.getByLabelText("Search this list"), { target: { value: "nobody such" } });
    await user.click(await screen.findByRole("button", { name: "Show all" }));
    expect(screen.getAllByRole("listitem").length).toBeGreaterThan(10);
  });

  it("is walked through with J, K and O", async () => {
    const server = deskWithBoard([boardChat(idOf(1), { since: 1 }), boardChat(idOf(2), { since: 2 })]);
    server.views.set(`conversation:${idOf(2)}`, conversation(idOf(2)));
    await openDesk(server, "/chats");
    await user.click(await screen.findByRole("tab", { name: /Queue/ }));
    await act(() => (document.activeElement as HTMLElement).blur());
    await user.keyboard("jj");
    expect(document.activeElement?.getAttribute("href")).toBe(`/chats/${idOf(2)}`);
    await user.keyboard("k");
    expect(document.activeElement?.getAttribute("href")).toBe(`/chats/${idOf(1)}`);
    await user.keyboard("jo");
    expect(path.value).toBe(`/chats/${idOf(2)}`);
  });

  it("of all is for supervisors", async () => {
    const server = deskWithBoard([], { members: [member(ME, { role: "member" })] });
    await openDesk(server, "/chats");
    await screen.findByRole("tab", { name: /Queue/ });
    expect(screen.queryByRole("tab", { name: /All/ })).toBeNull();
    expect(screen.queryByRole("link", { name: "Settings" })).toBeNull();
  });
});

describe("my chats", () => {
  it("have unread counts, and the one that waited longest for us on top", async () => {
    const now = Date.now();
    const plate = (id: string, name: string) => ({ type: "chat" as const, conversation: id, inbox: SHOP, waiting_since: now - 90_000, visitor_name: name, opening: "" });
    const server = quietDesk({ plate: { chats: { [idOf(1)]: plate(idOf(1), "Answered"), [idOf(2)]: plate(idOf(2), "Waiting") } } });
    const mine = { state: "active", agent: ME } as const;
    server.views.set(`conversation:${idOf(1)}`, conversation(idOf(1), { ...mine, agent_read: 1, entries: entries(fromVisitor("Hi"), fromMember(ME, "Hello")) }));
    server.views.set(`conversation:${idOf(2)}`, conversation(idOf(2), { ...mine, agent_read: 1, entries: entries(fromVisitor("Hi"), fromVisitor("Anybody?"), fromVisitor("Hello?")) }));
    await openDesk(server, "/chats");
    await screen.findByText("You: Hello");
    expect(rows()[0]).toContain("Waiting");
    expect(rows()[0]).toContain("Hello?");
    expect(within(screen.getAllByRole("listitem")[0]!).getByText("2")).toBeTruthy();
    expect(screen.getByRole("link", { name: /Chats.*2.*waiting for you/ })).toBeTruthy();
  });

  it("are opened by number", async () => {
    const plate = (id: string, since: number) => ({ type: "chat" as const, conversation: id, inbox: SHOP, waiting_since: since, visitor_name: id, opening: "" });
    const server = quietDesk({ plate: { chats: { [idOf(7)]: plate(idOf(7), 20), [idOf(8)]: plate(idOf(8), 10) } } });
    for (const id of [idOf(7), idOf(8)]) server.views.set(`conversation:${id}`, conversation(id, { state: "active", agent: ME }));
    await openDesk(server, "/chats");
    await screen.findAllByRole("listitem");
    await user.keyboard("2");
    expect(path.value).toBe(`/chats/${idOf(7)}`);
  });
});

describe("the window of a list", () => {
  it("never has more than forty rows", () => {
    for (const height of [300, 900, 1700, 4000]) {
      for (const scroll of [0, 500, 100_000]) {
        const { first, last } = visibleRange(scroll, height, 44);
        expect(last - first + 1).toBeLessThanOrEqual(40);
      }
    }
  });
  it("keeps the order of what is there", () => {
    expect(mergeInPlace(["c", "a", "b"], ["a", "b", "d"])).toEqual(["a", "b", "d"]);
    expect(mergeInPlace(["b", "a"], ["x", "a", "b"])).toEqual(["b", "a", "x"]);
  });
});
