import type { Inactivity } from "@deskbell/protocol";
import { act, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ChannelDetail, Member } from "../src/http/shapes.ts";
import { inboxList, memberList } from "../src/inboxes/data.ts";
import type { InboxDeletion, ManagedInbox } from "../src/inboxes/shapes.ts";
import { setLanguage } from "../src/language/language.ts";
import { path } from "../src/routing/router.ts";
import { expectAccessible, goTo, leaveDesk, openDesk, user } from "./support/desk.tsx";
import { boardChat } from "./support/chats.ts";
import { type FakeServer, inbox as teamInbox, member as teamMember, ME, quietDesk, SHOP } from "./support/fakeServer.ts";

const RAVI = "r".repeat(26);
const ZOE = "z".repeat(26);
const BILLING = "b".repeat(26);
const NOT_ALLOWED = "Insufficient permissions. Please contact your Organization's Owner.";
const AGENTS = `/settings/inboxes/new?inbox=${SHOP}&step=agents`;
const INACTIVITY = `/settings/inboxes/${SHOP}/inactivity`;

function shop(change: Partial<ManagedInbox> = {}): ManagedInbox {
  return {
    id: SHOP, type: "live_chat", name: "Shop", mode: "auto", offer_seconds: 30, claiming: true, priority: 0, capacity: null,
    agents: [], waiting: 0, active: 0, created_at: 0, inactivity: null, grace_seconds: 60, prefers_last_agent: false, abandon_minutes: 30,
    channel: { id: SHOP, state: "active", allowed_domains: [], last_seen_at: null, last_seen_on: "" }, ...change,
  };
}

function person(id: string, change: Partial<Member> = {}): Member {
  return {
    id, name: "Ann Berg", email: "ann@shop.example", role: "owner", active: true, group: "", contact_center: true, live_chat: true, capacity: 3,
    ...change,
  };
}

const channel: ChannelDetail = {
  id: SHOP, inbox: SHOP, state: "active", allowed_domains: [], last_seen_at: null, last_seen_on: "",
  snippet: `<script async src="https://desk.test/w/${SHOP}.js"></script>`, try_url: `https://desk.test/try/${SHOP}`,
};

const AWAY: Inactivity = { minutes: 10, action: "message_and_close", message: "Are you still there?", basis: "agent_reply" };

/** A shop's inbox that remembers what it is told, and that others may change. */
function deskWithShop(first: Partial<ManagedInbox> = {}) {
  let current = shop(first);
  const server = quietDesk();
  server
    .on("GET /inboxes", () => ({ body: { inboxes: [current] } }))
    .on(`GET /inboxes/${SHOP}`, () => ({ body: current }))
    .on(`PATCH /inboxes/${SHOP}`, (change: unknown) => {
      current = { ...current, ...(change as Partial<ManagedInbox>) };
      return { body: current };
    })
    .on(`GET /channels/${SHOP}`, channel)
    .on("GET /members", {
      members: [person(ME), person(RAVI, { name: "Ravi Patel", role: "member" }), person(ZOE, { name: "Zoe Martin", role: "member", live_chat: false })],
    });
  const changeElsewhere = async (change: Partial<ManagedInbox>): Promise<void> => {
    current = { ...current, ...change };
    const { name, mode, offer_seconds } = current;
    await act(() => server.say("board:team", { type: "inbox", ...teamInbox(SHOP, { name, mode, offer_seconds }) }));
  };
  return { server, now: () => current, changeElsewhere };
}

const patches = (server: FakeServer): unknown[] => server.asksFor("PATCH", `/inboxes/${SHOP}`);
const summary = (): string | null => screen.getByText("Please look at this again").parentElement!.textContent;
const button = (name: string | RegExp): HTMLElement => screen.getByRole("button", { name });

beforeEach(() => {
  vi.stubGlobal("AudioContext", undefined);
});
afterEach(async () => {
  await leaveDesk();
  inboxList.put(undefined as never);
  memberList.put(undefined as never);
});

describe("the list of inboxes", () => {
  const two = (change: Parameters<typeof quietDesk>[0] = {}): FakeServer =>
    quietDesk(change).on("GET /inboxes", {
      inboxes: [shop({ waiting: 1, active: 4 }), shop({ id: BILLING, name: "Billing", mode: "manual", agents: [ME, RAVI], created_at: 5 })],
    });

  it("explains itself when there is none", async () => {
    const server = quietDesk().on("GET /inboxes", { inboxes: [] });
    await openDesk(server, "/settings/inboxes");
    expect(await screen.findByText("An inbox collects the chats of one site or team.")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Create your first inbox" }).getAttribute("href")).toBe("/settings/inboxes/new");
    await expectAccessible();
  });

  it("says of each what it is, and how it stands now", async () => {
    const server = two({ members: [teamMember(ME), teamMember(RAVI, { status: "away" })], inboxes: [teamInbox(SHOP), teamInbox(BILLING, { name: "Billing" })] });
    server.views.set(`board:${BILLING}`, { inbox: BILLING, chats: { a: boardChat("a"), b: boardChat("b", { state: "active", agent: ME }) } });
    await openDesk(server, "/settings/inboxes");
    const row = (await screen.findByRole("rowheader", { name: "Billing" })).closest("tr")!;
    const cells = within(row).getAllByRole("cell").map(({ textContent }) => textContent);
    expect(cells.slice(0, 6)).toEqual(["Live chat", "Manual", "2 (1 on)", "Onnever · Install", "1", "1"]);
    await expectAccessible();
  });

  it("is filtered by type and searched by name", async () => {
    await openDesk(two(), "/settings/inboxes?type=live_chat");
    await screen.findByRole("rowheader", { name: "Shop" });
    expect(screen.getByRole("radio", { name: /^Live chat/ })).toHaveProperty("checked", true);
    expect(screen.getByText("Live chat", { selector: "label" }).textContent).toContain("2");
    await user.type(screen.getByLabelText("Search by name"), "bill");
    await waitFor(() => expect(screen.queryByRole("rowheader", { name: "Shop" })).toBeNull());
    await user.type(screen.getByLabelText("Search by name"), "xxx");
    expect(await screen.findByText("No Live chat inbox is called “billxxx”.")).toBeTruthy();
    expect(location.search).toBe("?type=live_chat&search=billxxx");
    await user.click(button("Show all"));
    expect(await screen.findByRole("rowheader", { name: "Shop" })).toBeTruthy();
    expect(location.search).toBe("");
    await expectAccessible();
  });

  it("lists types it does not know yet under their own name", async () => {
    const server = quietDesk().on("GET /inboxes", { inboxes: [shop(), shop({ id: BILLING, name: "Mail", type: "email" as never })] });
    await openDesk(server, "/settings/inboxes");
    expect(await screen.findByRole("radio", { name: /^email/ })).toBeTruthy();
  });

  it("is sorted by its columns, and keeps that in the address", async () => {
    const names = (): (string | null)[] => screen.getAllByRole("rowheader").map(({ textContent }) => textContent);
    await openDesk(two(), "/settings/inboxes");
    await screen.findByRole("rowheader", { name: "Shop" });
    expect(names()).toEqual(["Billing", "Shop"]);
    await user.selectOptions(screen.getByLabelText("Sort"), "Sort: Waiting");
    expect(location.search).toBe("?sort=-waiting");
    await user.click(button(/^Name/));
    await user.click(button(/^Name/));
    await waitFor(() => expect(names()).toEqual(["Shop", "Billing"]));
    expect(location.search).toBe("?sort=-name");
  });

  it("says what failed and tries again", async () => {
    let works = false;
    const server = quietDesk().on("GET /inboxes", () => (works ? { body: { inboxes: [] } } : { status: 503, body: {} }));
    await openDesk(server, "/settings/inboxes");
    expect(await screen.findByText("The list of inboxes could not be loaded.")).toBeTruthy();
    works = true;
    await user.click(button("Try again"));
    expect(await screen.findByText("No inbox yet")).toBeTruthy();
  });
});

describe("creating an inbox", () => {
  it("goes from the name to its agents, to inactivity and to the snippet", async () => {
    const { server, now } = deskWithShop();
    server.on("POST /inboxes", () => ({ status: 201, body: shop() }));
    await openDesk(server, "/settings/inboxes/new");
    await user.click(await screen.findByRole("button", { name: "Create" }));
    expect(screen.getAllByText("Enter a name.").length).toBeGreaterThan(0);
    expect(server.asksFor("POST", "/inboxes")).toEqual([]);
    await expectAccessible();
    await user.type(screen.getByLabelText("Inbox name"), "Shop");
    await user.click(button("Create"));
    await screen.findByText("Nobody is chosen: chats will wait until you choose an agent.");
    expect(location.pathname + location.search).toBe(AGENTS);
    expect(server.asksFor("POST", "/inboxes")).toEqual([{ name: "Shop", type: "live_chat" }]);
    expect(server.requests.find(({ method }) => method === "POST")!.csrf).toBe("csrf-1");
    await user.click(screen.getByRole("checkbox", { name: "Ravi Patel" }));
    await user.click(button("Next"));
    const toggle = await screen.findByRole<HTMLInputElement>("switch", { name: "Time out action" });
    expect(toggle.checked).toBe(false);
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Shop: Inactivity timeout, step 3 of 4"));
    expect(patches(server)).toEqual([{ agents: [RAVI] }]);
    await expectAccessible();
    await user.click(toggle);
    await user.type(screen.getByLabelText("Inactivity duration"), "10");
    await user.selectOptions(screen.getByLabelText("Action"), "Close transaction");
    await user.click(button("Save"));
    expect(await screen.findByText(channel.snippet)).toBeTruthy();
    expect(now().inactivity).toEqual({ minutes: 10, action: "close", message: "", basis: "agent_reply" });
    expect(screen.getByText(/Waiting for the first visit/)).toBeTruthy();
    await expectAccessible();
  });

  it("may be left and taken up again at any step", async () => {
    const { server } = deskWithShop();
    await openDesk(server, `/settings/inboxes/new?inbox=${SHOP}&step=inactivity`);
    expect(await screen.findByRole("switch", { name: "Time out action" })).toBeTruthy();
    await user.click(screen.getByRole("link", { name: /^Name/ }));
    expect(await screen.findByDisplayValue("Shop")).toBeTruthy();
    await user.click(button("Next"));
    expect(await screen.findByText("Agents of this inbox")).toBeTruthy();
    await user.click(screen.getByRole("link", { name: "Skip" }));
    expect(await screen.findByRole("switch", { name: "Time out action" })).toBeTruthy();
    expect(patches(server)).toEqual([]);
  });

  it("keeps what was typed on the way back, and asks before it is lost", async () => {
    const { server } = deskWithShop();
    await openDesk(server, AGENTS);
    await user.click(await screen.findByRole("radio", { name: "Manual" }));
    await user.click(screen.getByRole("link", { name: "Back" }));
    expect(await screen.findByText("Changes in “Agent Management” are not saved yet")).toBeTruthy();
    await goTo("/chats");
    const dialog = await screen.findByRole("dialog", { name: "Leave without saving?" });
    expect(within(dialog).getByText("Agent Management")).toBeTruthy();
    await expectAccessible();
    await user.click(within(dialog).getByRole("button", { name: "Stay here" }));
    await user.click(screen.getByRole("link", { name: "Go there" }));
    expect((await screen.findByRole<HTMLInputElement>("radio", { name: "Manual" })).checked).toBe(true);
    await goTo("/chats");
    await user.click(await screen.findByRole("button", { name: "Leave" }));
    await waitFor(() => expect(path.value).toBe("/chats"));
    expect(patches(server)).toEqual([]);
  });

  it("gives up chats whose visitor has left after a time, or never", async () => {
    const { server, now } = deskWithShop();
    await openDesk(server, AGENTS);
    const field = await screen.findByLabelText<HTMLInputElement>("Time without the visitor");
    expect(field.value).toBe("30");
    await user.clear(field);
    await user.type(field, "1441");
    await user.click(button("Next"));
    expect(await screen.findAllByText(/^Time without the visitor is too large\. Allowed: a whole number from 1 to 1,?440\.$/)).not.toEqual([]);
    expect(patches(server)).toEqual([]);
    await user.clear(field);
    await user.type(field, "5");
    await user.click(button("Next"));
    await waitFor(() => expect(now().abandon_minutes).toBe(5));
    await user.click(screen.getByRole("link", { name: /^Agent Management/ }));
    await user.click(await screen.findByRole("switch", { name: "Give up a chat whose visitor has left" }));
    expect(screen.queryByLabelText("Time without the visitor")).toBeNull();
    await user.click(button("Next"));
    await waitFor(() => expect(now().abandon_minutes).toBeNull());
    expect(patches(server)).toEqual([{ abandon_minutes: 5 }, { abandon_minutes: null }]);
  });

  it("has a priority, and may limit its chats for each agent", async () => {
    const { server, now } = deskWithShop();
    await openDesk(server, AGENTS);
    const priority = await screen.findByLabelText<HTMLInputElement>("Priority of this inbox");
    await user.clear(priority);
    await user.type(priority, "10");
    await user.click(screen.getByRole("switch", { name: "Limit the chats of this inbox" }));
    const limit = screen.getByLabelText<HTMLInputElement>("Chats of this inbox for each agent");
    await user.clear(limit);
    await user.type(limit, "0");
    await user.click(button("Next"));
    expect(await screen.findAllByText("Priority of this inbox is too large. Allowed: a whole number from 0 to 9.")).not.toEqual([]);
    expect(screen.getAllByText("Chats of this inbox for each agent is too small. Allowed: a whole number from 1 to 50.")).not.toEqual([]);
    expect(patches(server)).toEqual([]);
    await user.clear(priority);
    await user.type(priority, "5");
    await user.clear(limit);
    await user.type(limit, "2");
    await user.click(button("Next"));
    await waitFor(() => expect(now().capacity).toBe(2));
    expect(patches(server)).toEqual([{ priority: 5, capacity: 2 }]);
  });

  it("names the licence that is missing, and who can give it", async () => {
    const detail = "A live-chat inbox needs the Live Chat licence, and your organisation holds none.";
    const server = quietDesk().on("POST /inboxes", () => ({ status: 409, body: { code: "licence_missing", detail, errors: [] } }));
    await openDesk(server, "/settings/inboxes/new");
    await user.type(await screen.findByLabelText("Inbox name"), "Shop{Enter}");
    expect(await screen.findByText(new RegExp(detail))).toBeTruthy();
    expect(screen.getByText(/You can add seats under Licences/)).toBeTruthy();
    await expectAccessible();
  });

  it("names the Owner to an Admin who lacks a licence, or the permission meanwhile", async () => {
    const admin = { role: "admin" as const, name: "Ravi Patel" };
    let code = "licence_missing";
    const server = quietDesk({ members: [teamMember(ME, admin), teamMember(RAVI, { name: "Ann Berg" })] })
      .on("GET /session", { member: person(ME, { ...admin, group: "g" }), permissions: ["phone_system"], organisation: { id: "o", name: "Northwind", time_zone: "UTC" }, language: "en", csrf: "c" })
      .on("POST /inboxes", () => ({ status: code === "not_allowed" ? 403 : 409, body: { code, detail: "There is no seat.", errors: [] } }));
    await openDesk(server, "/settings/inboxes/new");
    await user.type(await screen.findByLabelText("Inbox name"), "Shop{Enter}");
    expect(await screen.findByText(/Only the Owner can add one. The Owner is Ann Berg./)).toBeTruthy();
    code = "not_allowed";
    await user.click(button("Create"));
    expect(await screen.findByText(NOT_ALLOWED)).toBeTruthy();
    expect(screen.getByText("The Owner is Ann Berg.")).toBeTruthy();
  });

  it("shows a taken name at the field", async () => {
    const errors = [{ field: "name", problem: "is taken", allowed: "" }];
    const server = quietDesk().on("POST /inboxes", () => ({ status: 409, body: { code: "name_taken", detail: "", errors } }));
    await openDesk(server, "/settings/inboxes/new");
    await user.type(await screen.findByLabelText("Inbox name"), "Shop{Enter}");
    await waitFor(() => expect(screen.getByLabelText("Inbox name").getAttribute("aria-invalid")).toBe("true"));
    expect(screen.getAllByText("This name is taken. Choose another.")).toHaveLength(2);
  });
});

describe("Agent Management", () => {
  const address = `/settings/inboxes/${SHOP}/agents`;

  it("explains the timing in the product's own words, and holds it to its bounds", async () => {
    const { server, now } = deskWithShop();
    await openDesk(server, address);
    expect(await screen.findByRole("button", { name: "The assigned agent must accept the chat within this time frame" })).toBeTruthy();
    const field = screen.getByRole<HTMLInputElement>("spinbutton", { name: "Reassignment timing" });
    expect(field.value).toBe("30");
    await user.clear(field);
    await user.type(field, "4");
    await user.tab();
    expect(await screen.findByText("Reassignment timing is too small. Allowed: a whole number from 5 to 3,600.")).toBeTruthy();
    await user.click(button("Save"));
    expect(summary()).toContain("too small");
    expect(patches(server)).toEqual([]);
    await expectAccessible();
    await user.clear(field);
    await user.type(field, "45");
    await user.click(button("Save"));
    await waitFor(() => expect(now().offer_seconds).toBe(45));
    expect(await screen.findByText(/^Saved/)).toBeTruthy();
    await user.click(button("Undo"));
    await waitFor(() => expect(now().offer_seconds).toBe(30));
    expect(patches(server)).toEqual([{ offer_seconds: 45 }, { offer_seconds: 30 }]);
    await expectAccessible();
  });

  it("offers holders of both licences with their capacity and load, and says who is missing", async () => {
    const { server, now } = deskWithShop();
    server.on(`PATCH /members/${RAVI}`, person(RAVI));
    server.views.set(`board:${SHOP}`, { inbox: SHOP, chats: { a: boardChat("a", { state: "active", agent: RAVI }) } });
    await openDesk(server, address);
    await user.click(await screen.findByRole("checkbox", { name: "Ravi Patel" }));
    const row = screen.getByRole("checkbox", { name: "Ravi Patel" }).closest("li")!;
    expect(within(row).getByText("now 1")).toBeTruthy();
    expect(screen.queryByRole("checkbox", { name: "Zoe Martin" })).toBeNull();
    expect(screen.getByText(/Zoe Martin is not listed\? Agents need Contact Center and Live Chat\./)).toBeTruthy();
    expect(screen.getByText(/Zoe Martin is not listed/).querySelector("a")!.getAttribute("href")).toBe("/settings/licences");
    const capacity = within(row).getByLabelText("Capacity of Ravi Patel, in chats");
    await user.clear(capacity);
    await user.type(capacity, "5{Enter}");
    await waitFor(() => expect(server.asksFor("PATCH", `/members/${RAVI}`)).toEqual([{ capacity: 5 }]));
    expect(patches(server)).toEqual([]);
    await user.click(button("Save"));
    await waitFor(() => expect(now().agents).toEqual([RAVI]));
  });

  it("keeps who was chosen and lost a licence since, without offering him", async () => {
    const { server, now } = deskWithShop({ agents: [ZOE] });
    await openDesk(server, address);
    expect(await screen.findByText(/Zoe Martin was chosen earlier and has lost a licence since/)).toBeTruthy();
    expect(screen.getByText("Nobody is chosen: chats will wait until you choose an agent.")).toBeTruthy();
    await user.click(screen.getByRole("checkbox", { name: "Ann Berg" }));
    await user.click(button("Save"));
    await waitFor(() => expect(now().agents).toEqual([ZOE, ME]));
  });

  it("shows the server's no where it belongs, and keeps what was entered", async () => {
    const { server } = deskWithShop();
    const detail = "Ravi Patel does not hold the Live Chat licence.";
    const errors = [{ field: "agents", problem: detail, allowed: "members who hold Contact Center and Live Chat" }];
    server.on(`PATCH /inboxes/${SHOP}`, () => ({ status: 409, body: { code: "not_licensed", detail, errors } }));
    await openDesk(server, address);
    await user.click(await screen.findByRole("checkbox", { name: "Ravi Patel" }));
    await user.click(button("Save"));
    expect((await screen.findAllByText(detail)).length).toBeGreaterThan(0);
    expect(screen.getByRole<HTMLInputElement>("checkbox", { name: "Ravi Patel" }).checked).toBe(true);
    server.on(`PATCH /inboxes/${SHOP}`, () => ({ status: 403, body: { code: "not_allowed", detail: NOT_ALLOWED, errors: [] } }));
    await user.click(button("Save"));
    expect(await screen.findByText(NOT_ALLOWED)).toBeTruthy();
    expect(screen.getByText("The Owner is Ann Berg.")).toBeTruthy();
  });

  it("takes up what somebody else changed, where nobody is editing", async () => {
    const { server, changeElsewhere } = deskWithShop();
    await openDesk(server, address);
    await screen.findByRole("radio", { name: "Auto" });
    await changeElsewhere({ mode: "manual" });
    await waitFor(() => expect(screen.getByRole<HTMLInputElement>("radio", { name: "Manual" }).checked).toBe(true));
    expect(screen.getByText("Somebody else has just changed this. You see the new values.")).toBeTruthy();
  });

  it("shows both values when two have changed the same field, and saves neither by itself", async () => {
    const { server, now, changeElsewhere } = deskWithShop();
    await openDesk(server, address);
    const field = await screen.findByRole<HTMLInputElement>("spinbutton", { name: "Reassignment timing" });
    await user.clear(field);
    await user.type(field, "60");
    await changeElsewhere({ offer_seconds: 45, mode: "manual" });
    expect(await screen.findByText("Reassignment timing: now 45 seconds; yours: 60 seconds")).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>("radio", { name: "Manual" }).checked).toBe(true);
    expect(button(/^Save/).getAttribute("aria-disabled")).toBe("true");
    await expectAccessible();
    await user.click(button("Keep mine"));
    await user.click(button("Save"));
    await waitFor(() => expect(now()).toMatchObject({ offer_seconds: 60, mode: "manual" }));
    expect(patches(server)).toEqual([{ offer_seconds: 60 }]);
    await user.clear(field);
    await user.type(field, "70");
    await changeElsewhere({ offer_seconds: 20 });
    await user.click(await screen.findByRole("button", { name: "Use theirs" }));
    await waitFor(() => expect(field.value).toBe("20"));
    expect(patches(server)).toHaveLength(1);
  });
});

describe("Inactivity Action", () => {
  it("asks for what its action needs, within the product's bounds", async () => {
    const { server, now } = deskWithShop();
    await openDesk(server, INACTIVITY);
    await user.click(await screen.findByRole("switch", { name: "Time out action" }));
    await user.click(button("Save"));
    expect(summary()).toContain("Inactivity duration is missing. Allowed: a whole number from 1 to 432,000.");
    expect(summary()).toContain("Action is missing. Choose one.");
    await expectAccessible();
    const minutes = screen.getByLabelText("Inactivity duration");
    await user.type(minutes, "432001");
    await user.tab();
    expect(await screen.findByText("Inactivity duration is too large. Allowed: a whole number from 1 to 432,000.")).toBeTruthy();
    await user.clear(minutes);
    await user.type(minutes, "10");
    await user.selectOptions(screen.getByLabelText("Action"), "Send message and close transaction");
    await user.click(button("Save"));
    expect(screen.getAllByText("Message is blank. Allowed: 1 to 200 characters.").length).toBeGreaterThan(0);
    expect(patches(server)).toEqual([]);
    await user.type(screen.getByLabelText("Message"), "Are you still there?");
    expect(screen.getByText("20 / 200")).toBeTruthy();
    expect(screen.getByText("If the customer writes nothing for 10 minutes after the agent’s latest message, the message is sent and the chat is closed.")).toBeTruthy();
    await expectAccessible();
    await user.click(button("Save"));
    await waitFor(() => expect(now().inactivity).toEqual(AWAY));
    expect(await screen.findByText(/^Saved/)).toBeTruthy();
  });

  it("counts characters as people do, and takes 200 of them", async () => {
    const { server, now } = deskWithShop({ inactivity: AWAY });
    await openDesk(server, INACTIVITY);
    const field = await screen.findByLabelText("Message");
    await user.clear(field);
    await user.click(field);
    await user.paste("👋".repeat(201));
    expect(screen.getByText("201 / 200")).toBeTruthy();
    await user.click(button("Save"));
    expect(screen.getAllByText("Message is too long. Allowed: 1 to 200 characters.").length).toBeGreaterThan(0);
    await user.clear(field);
    await user.paste("👋".repeat(200));
    await user.click(button("Save"));
    await waitFor(() => expect(now().inactivity?.message).toBe("👋".repeat(200)));
  });

  it("keeps no message where none is sent, and nothing once it is switched off", async () => {
    const { server, now } = deskWithShop({ inactivity: AWAY });
    await openDesk(server, INACTIVITY);
    await user.selectOptions(await screen.findByLabelText("Action"), "Close transaction");
    expect(screen.queryByLabelText("Message")).toBeNull();
    await user.click(screen.getByText("Advanced"));
    await user.click(screen.getByRole("radio", { name: "The customer’s latest message" }));
    await user.click(button("Save"));
    await waitFor(() => expect(now().inactivity).toEqual({ minutes: 10, action: "close", message: "", basis: "customer_message" }));
    await user.click(screen.getByRole("switch", { name: "Time out action" }));
    await user.click(button("Save"));
    await waitFor(() => expect(now().inactivity).toBeNull());
  });

  it("shows the server's no at its field", async () => {
    const { server } = deskWithShop({ inactivity: AWAY });
    const errors = [{ field: "inactivity.minutes", problem: "is too large", allowed: "a whole number from 1 to 432000" }];
    server.on(`PATCH /inboxes/${SHOP}`, () => ({ status: 422, body: { code: "invalid", detail: "", errors } }));
    await openDesk(server, INACTIVITY);
    await user.type(await screen.findByLabelText("Inactivity duration"), "0");
    await user.click(button("Save"));
    await waitFor(() => expect(screen.getByLabelText("Inactivity duration").getAttribute("aria-invalid")).toBe("true"));
    expect(screen.getAllByText("Inactivity duration is too large. Allowed: a whole number from 1 to 432000.")).toHaveLength(2);
    expect(screen.getByLabelText("Action").getAttribute("aria-invalid")).toBeNull();
  });

  it("reads from right to left", async () => {
    const { server } = deskWithShop({ inactivity: AWAY });
    await openDesk(server, INACTIVITY);
    await screen.findByLabelText("Message");
    await act(() => setLanguage("ar"));
    expect(await screen.findByRole("switch", { name: "إجراء انتهاء المهلة" })).toBeTruthy();
    await expectAccessible();
    await act(() => setLanguage("en"));
  });
});

describe("the overview", () => {
  it("renames, and asks before unsaved changes are lost to the browser's own way back", async () => {
    const { server, now } = deskWithShop();
    await openDesk(server, `/settings/inboxes/${SHOP}`);
    const field = await screen.findByLabelText("Inbox name");
    expect(button("Save").getAttribute("aria-disabled")).toBe("true");
    await user.clear(field);
    await user.type(field, "Old shop");
    await user.click(screen.getByRole("link", { name: "Inactivity Action" }));
    await user.click(await screen.findByRole("link", { name: "Overview" }));
    expect(await screen.findByDisplayValue("Old shop")).toBeTruthy();
    const leaving = new Event("beforeunload", { cancelable: true });
    dispatchEvent(leaving);
    expect(leaving.defaultPrevented).toBe(true);
    await user.type(screen.getByLabelText("Inbox name"), "{Enter}");
    await waitFor(() => expect(now().name).toBe("Old shop"));
    expect(await screen.findByRole("heading", { name: "Old shop" })).toBeTruthy();
    await expectAccessible();
  });

  it("pauses the widget, and enables it again", async () => {
    const { server } = deskWithShop();
    server.on(`PATCH /channels/${SHOP}`, (change: unknown) => ({ body: { ...channel, ...(change as object) } }));
    await openDesk(server, `/settings/inboxes/${SHOP}`);
    await user.click(await screen.findByRole("button", { name: "Actions for Shop" }));
    await user.click(await screen.findByRole("menuitem", { name: /^Pause the widget/ }));
    expect(await screen.findByText("The widget is temporarily disabled")).toBeTruthy();
    expect(screen.getByText("Temporarily disabled")).toBeTruthy();
    await expectAccessible();
    await user.click(button("Enable the widget"));
    await waitFor(() => expect(screen.queryByText("The widget is temporarily disabled")).toBeNull());
    expect(server.asksFor("PATCH", `/channels/${SHOP}`)).toEqual([{ state: "disabled" }, { state: "active" }]);
  });

  it("says that a deactivated widget stays so", async () => {
    const { server } = deskWithShop({ channel: { ...shop().channel!, state: "disabled" } });
    server.on(`PATCH /channels/${SHOP}`, () => ({ status: 409, body: { code: "channel_deactivated", detail: "", errors: [] } }));
    await openDesk(server, `/settings/inboxes/${SHOP}`);
    await user.click(await screen.findByRole("button", { name: "Enable the widget" }));
    expect((await screen.findAllByText("Its inbox was deleted, so nothing brings it back.")).length).toBeGreaterThan(0);
    expect(screen.queryByRole("button", { name: "Enable the widget" })).toBeNull();
  });

  it("says so when the inbox is deleted meanwhile", async () => {
    const { server } = deskWithShop();
    await openDesk(server, `/settings/inboxes/${SHOP}`);
    await screen.findByLabelText("Inbox name");
    server.on(`GET /inboxes/${SHOP}`, () => ({ status: 404, body: { code: "not_found", detail: "" } }));
    await act(() => server.say("board:team", { type: "inbox_gone", inbox: SHOP }));
    expect(await screen.findByText("This inbox does not exist")).toBeTruthy();
  });
});

describe("deleting an inbox", () => {
  const hit = (change: Partial<InboxDeletion> = {}): InboxDeletion => ({
    name: "Shop", waiting: 1, open: 1, past: 4120, widgets: [{ id: SHOP, state: "active", last_seen_on: "https://shop.example" }], ...change,
  });

  it("says what it hits, keeps that up to date, and asks for the name", async () => {
    const { server } = deskWithShop();
    let deletion = hit();
    server.on(`GET /inboxes/${SHOP}/deletion`, () => ({ body: deletion })).on(`DELETE /inboxes/${SHOP}`, () => ({ status: 204 }));
    await openDesk(server, "/settings/inboxes");
    await user.click(await screen.findByRole("button", { name: "Actions for Shop" }));
    await user.click(await screen.findByRole("menuitem", { name: "Delete…" }));
    const dialog = await screen.findByRole("dialog", { name: "Delete “Shop”?" });
    expect(await within(dialog).findByText(/1 chat is waiting and 1 is open now/)).toBeTruthy();
    expect(within(dialog).getByText(/The widget stops for good\. Nothing brings it back\. It was last seen on shop\.example\./)).toBeTruthy();
    expect(within(dialog).getByText("4,120 past chats are kept.")).toBeTruthy();
    await expectAccessible();
    deletion = hit({ waiting: 2 });
    await act(() => server.say(`board:${SHOP}`, {
      type: "chat_waiting", conversation: "a", visitor_name: "Omar Haddad", opening: "Hello", opened_at: 1, since: 1, priority: 0, number: 1, visitor_left: 0,
    }));
    expect(await within(dialog).findByText(/2 chats are waiting and 1 is open now/)).toBeTruthy();
    const typed = within(dialog).getByLabelText("Type the inbox name to delete it");
    await user.type(typed, "shop");
    expect(within(dialog).getByRole("button", { name: "Delete" }).getAttribute("aria-disabled")).toBe("true");
    await user.clear(typed);
    await user.type(typed, "Shop");
    await user.click(within(dialog).getByRole("button", { name: "Delete" }));
    await waitFor(() => expect(server.asksFor("DELETE", `/inboxes/${SHOP}`)).toEqual([{ name: "Shop" }]));
  });

  it("deletes nothing that nobody was told of", async () => {
    const { server } = deskWithShop();
    let works = false;
    server.on(`GET /inboxes/${SHOP}/deletion`, () => (works ? { body: hit() } : { status: 503, body: {} }));
    await openDesk(server, `/settings/inboxes/${SHOP}`);
    await user.click(await screen.findByRole("button", { name: "Actions for Shop" }));
    await user.click(await screen.findByRole("menuitem", { name: "Delete…" }));
    expect(await screen.findByText("What this would delete could not be found out.")).toBeTruthy();
    await user.type(screen.getByLabelText("Type the inbox name to delete it"), "Shop{Enter}");
    expect(server.asksFor("DELETE", `/inboxes/${SHOP}`)).toEqual([]);
    works = true;
    await user.click(button("Try again"));
    expect(await screen.findByText("4,120 past chats are kept.")).toBeTruthy();
    await user.click(button("Keep inbox"));
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("leaves the inbox's page without asking about what was typed there", async () => {
    const { server } = deskWithShop();
    server.on(`GET /inboxes/${SHOP}/deletion`, hit()).on(`DELETE /inboxes/${SHOP}`, () => ({ status: 204 }));
    await openDesk(server, `/settings/inboxes/${SHOP}`);
    await user.type(await screen.findByLabelText("Inbox name"), "!");
    await user.click(button("Actions for Shop"));
    await user.click(await screen.findByRole("menuitem", { name: "Delete…" }));
    await screen.findByText("4,120 past chats are kept.");
    await user.type(screen.getByLabelText("Type the inbox name to delete it"), "Shop{Enter}");
    await waitFor(() => expect(path.value).toBe("/settings/inboxes"));
    expect(screen.queryByRole("dialog")).toBeNull();
  });
});

describe("Inbox Management for who may not", () => {
  it("names the Owner to an Admin without the permission", async () => {
    const admin = { role: "admin" as const, name: "Ravi Patel" };
    const server = quietDesk({ members: [teamMember(ME, admin), teamMember(RAVI, { name: "Ann Berg" })] }).on("GET /session", {
      member: person(ME, { ...admin, group: "g" }), permissions: ["members"], organisation: { id: "o", name: "Northwind", time_zone: "UTC" }, language: "en", csrf: "c",
    });
    await openDesk(server, "/settings/inboxes");
    expect(await screen.findByText(NOT_ALLOWED)).toBeTruthy();
    expect(screen.getByText("The Owner is Ann Berg.")).toBeTruthy();
    expect(screen.queryByRole("link", { name: "Inboxes" })).toBeNull();
    expect(server.asksFor("GET", "/inboxes")).toEqual([]);
    await expectAccessible();
  });

  it("shows a Member no way there", async () => {
    const server = quietDesk({ members: [teamMember(ME, { role: "member" })] }).on("GET /session", {
      member: person(ME, { role: "member" }), permissions: [], organisation: { id: "o", name: "Northwind", time_zone: "UTC" }, language: "en", csrf: "c",
    });
    await openDesk(server, "/chats");
    expect(screen.queryByRole("link", { name: "Settings" })).toBeNull();
    expect(screen.queryByRole("link", { name: "Inboxes" })).toBeNull();
  });
});
