import { act, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ChannelDetail, Inbox, Member } from "../src/http/shapes.ts";
import { inboxList, memberList } from "../src/inboxes/data.ts";
import { path } from "../src/routing/router.ts";
import { expectAccessible, goTo, leaveDesk, openDesk, user } from "./support/desk.tsx";
import { boardChat } from "./support/chats.ts";
import { type FakeServer, inbox as teamInbox, member as teamMember, ME, quietDesk, SHOP } from "./support/fakeServer.ts";

const RAVI = "r".repeat(26);

function shop(change: Partial<Inbox> = {}): Inbox {
  return {
    id: SHOP, type: "live_chat", name: "Shop", mode: "auto", offer_seconds: 30, claiming: true, priority: 0, capacity: null,
    agents: [], waiting: 0, active: 0, created_at: 0,
    channel: { id: SHOP, state: "active", allowed_domains: [], last_seen_at: null, last_seen_on: "" }, ...change,
  };
}

function person(id: string, change: Partial<Member> = {}): Member {
  return {
    id, name: "Ann Berg", email: "ann@shop.example", role: "owner", active: true, manages_inboxes: true, contact_center: true,
    live_chat: true, capacity: 3, ...change,
  };
}

const channel: ChannelDetail = {
  id: SHOP, inbox: SHOP, state: "active", allowed_domains: [], last_seen_at: null, last_seen_on: "",
  snippet: `<script async src="https://desk.test/w/${SHOP}.js"></script>`, try_url: `https://desk.test/try/${SHOP}`,
};

/** Settings of an inbox that remembers what it is told. */
function deskWithShop(first: Partial<Inbox> = {}): { server: FakeServer; now: () => Inbox } {
  let current = shop(first);
  const server = quietDesk();
  server
    .on("GET /inboxes", () => ({ body: { inboxes: [current] } }))
    .on(`GET /inboxes/${SHOP}`, () => ({ body: current }))
    .on(`PATCH /inboxes/${SHOP}`, (change: unknown) => {
      current = { ...current, ...(change as Partial<Inbox>) };
      return { body: current };
    })
    .on(`GET /channels/${SHOP}`, channel)
    .on("GET /members", { members: [person(ME), person(RAVI, { name: "Ravi Patel", role: "member" }), person("z".repeat(26), { name: "Zoe Martin", live_chat: false })] });
  return { server, now: () => current };
}

beforeEach(() => {
  vi.stubGlobal("AudioContext", undefined);
});
afterEach(async () => {
  await leaveDesk();
  inboxList.put(undefined as never);
  memberList.put(undefined as never);
});

describe("the list of inboxes", () => {
  it("explains itself when there is none", async () => {
    const server = quietDesk().on("GET /inboxes", { inboxes: [] });
    await openDesk(server, "/settings/inboxes");
    expect(await screen.findByText("An inbox collects the chats of one site or team.")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Create your first inbox" }).getAttribute("href")).toBe("/settings/inboxes/new");
    await expectAccessible();
  });

  it("is filtered by type and searched by name", async () => {
    const server = quietDesk().on("GET /inboxes", { inboxes: [shop(), shop({ id: RAVI, name: "Billing" })] });
    await openDesk(server, "/settings/inboxes");
    await screen.findByRole("rowheader", { name: "Shop" });
    expect(screen.getByText("Live chat", { selector: "label" }).textContent).toContain("2");
    await user.type(screen.getByLabelText("Search by name"), "bill");
    await waitFor(() => expect(screen.queryByRole("rowheader", { name: "Shop" })).toBeNull());
    await user.type(screen.getByLabelText("Search by name"), "xxx");
    expect(await screen.findByText("No inbox is called “billxxx”.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Show all" }));
    expect(await screen.findByRole("rowheader", { name: "Shop" })).toBeTruthy();
    await expectAccessible();
  });

  it("says what failed and tries again", async () => {
    let works = false;
    const server = quietDesk().on("GET /inboxes", () => (works ? { body: { inboxes: [] } } : { status: 503, body: {} }));
    await openDesk(server, "/settings/inboxes");
    expect(await screen.findByText("The list of inboxes could not be loaded.")).toBeTruthy();
    works = true;
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("No inbox yet")).toBeTruthy();
  });
});

describe("creating an inbox", () => {
  it("takes a name, and goes on to its agents and the snippet", async () => {
    const { server } = deskWithShop();
    server.on("POST /inboxes", () => ({ status: 201, body: shop() }));
    await openDesk(server, "/settings/inboxes/new");
    await user.click(await screen.findByRole("button", { name: "Create" }));
    expect(screen.getAllByText("Enter a name.").length).toBeGreaterThan(0);
    expect(server.asksFor("POST", "/inboxes")).toEqual([]);
    await expectAccessible();
    await user.type(screen.getByLabelText("Inbox name"), "Shop");
    await user.click(screen.getByRole("button", { name: "Create" }));
    await waitFor(() => expect(path.value).toBe(`/settings/inboxes/${SHOP}/agents`));
    expect(server.asksFor("POST", "/inboxes")).toEqual([{ name: "Shop", type: "live_chat" }]);
    expect(server.requests.find(({ method }) => method === "POST")!.csrf).toBe("csrf-1");
    expect(await screen.findByText("Nobody is chosen: chats will wait until you choose an agent.")).toBeTruthy();
    await user.click(screen.getByRole("link", { name: "Skip" }));
    expect(await screen.findByText(channel.snippet)).toBeTruthy();
    expect(screen.getByText(/Waiting for the first visit/)).toBeTruthy();
    await user.click(screen.getByRole("link", { name: /^Name/ }));
    expect(await screen.findByDisplayValue("Shop")).toBeTruthy();
  });

  it("names the licence that is missing", async () => {
    const detail = "A live-chat inbox needs the Live Chat licence, and your organisation holds none.";
    const server = quietDesk().on("POST /inboxes", () => ({ status: 409, body: { code: "licence_missing", detail, errors: [] } }));
    await openDesk(server, "/settings/inboxes/new");
    await user.type(await screen.findByLabelText("Inbox name"), "Shop{Enter}");
    expect(await screen.findByText(detail)).toBeTruthy();
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

describe("agent management", () => {
  it("explains the timing in the product's own words, and holds it to its bounds", async () => {
    const { server, now } = deskWithShop();
    await openDesk(server, `/settings/inboxes/${SHOP}/agents`);
    const info = await screen.findByRole("button", { name: "The assigned agent must accept the chat within this time frame" });
    expect(info).toBeTruthy();
    const field = screen.getByRole("spinbutton", { name: "Reassignment timing" });
    await user.clear(field);
    await user.type(field, "4");
    await user.tab();
    expect(await screen.findByText("Use a whole number of seconds, 5 to 3,600.")).toBeTruthy();
    expect(server.asksFor("PATCH", `/inboxes/${SHOP}`)).toEqual([]);
    await user.clear(field);
    await user.type(field, "45");
    await user.tab();
    await waitFor(() => expect(now().offer_seconds).toBe(45));
    expect(await screen.findByText(/^Saved/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(now().offer_seconds).toBe(30));
    await expectAccessible();
  });

  it("offers holders of both licences, and says who is missing", async () => {
    const { server, now } = deskWithShop();
    await openDesk(server, `/settings/inboxes/${SHOP}/agents`);
    await user.click(await screen.findByRole("checkbox", { name: "Ravi Patel" }));
    await waitFor(() => expect(now().agents).toEqual([RAVI]));
    expect(screen.queryByRole("checkbox", { name: "Zoe Martin" })).toBeNull();
    expect(screen.getByText(/Not listed: Zoe Martin/)).toBeTruthy();
  });

  it("saves quick presses in their order", async () => {
    const { server, now } = deskWithShop();
    await openDesk(server, `/settings/inboxes/${SHOP}/agents`);
    await user.click(await screen.findByRole("checkbox", { name: "Ravi Patel" }));
    await user.click(screen.getByRole("checkbox", { name: "Ann Berg" }));
    await waitFor(() => expect(now().agents).toEqual([RAVI, ME]));
  });

  it("shows what somebody else changed meanwhile", async () => {
    let current = shop();
    const server = deskWithShop().server.on(`GET /inboxes/${SHOP}`, () => ({ body: current }));
    await openDesk(server, `/settings/inboxes/${SHOP}/agents`);
    await screen.findByRole("radio", { name: "Auto" });
    current = shop({ mode: "manual" });
    await act(() => server.say("board:team", { type: "inbox", ...teamInbox(SHOP, { mode: "manual" }) }));
    await waitFor(() => expect(screen.getByRole<HTMLInputElement>("radio", { name: "Manual" }).checked).toBe(true));
  });
});

describe("deleting an inbox", () => {
  it("says what it hits, and asks for the name", async () => {
    const { server } = deskWithShop();
    server.on(`DELETE /inboxes/${SHOP}`, () => ({ status: 204 }));
    server.views.set(`board:${SHOP}`, { inbox: SHOP, chats: { a: boardChat("a"), b: boardChat("b", { state: "active", agent: ME }) } });
    await openDesk(server, "/settings/inboxes");
    await user.click(await screen.findByRole("button", { name: "Actions for Shop" }));
    await user.click(await screen.findByRole("menuitem", { name: "Delete…" }));
    const dialog = await screen.findByRole("dialog", { name: "Delete “Shop”?" });
    expect(within(dialog).getByText(/1 chat is open and 1 is waiting now/)).toBeTruthy();
    expect(within(dialog).getByText(/stops for good/)).toBeTruthy();
    const remove = within(dialog).getByRole("button", { name: "Delete" });
    expect(remove.getAttribute("aria-disabled")).toBe("true");
    await expectAccessible();
    await user.type(within(dialog).getByLabelText("Type the inbox name to delete it"), "Shop");
    await user.click(within(dialog).getByRole("button", { name: "Delete" }));
    await waitFor(() => expect(server.asksFor("DELETE", `/inboxes/${SHOP}`)).toEqual([{ name: "Shop" }]));
  });
});

describe("people", () => {
  it("are invited with a link that is shown once", async () => {
    const server = quietDesk().on("POST /invitations", () => ({ status: 201, body: { id: "x", link: "https://desk.test/invite#secret", expires_at: 0 } }));
    await openDesk(server, "/settings/people");
    await user.click(await screen.findByRole("button", { name: /Invite somebody/ }));
    await user.type(await screen.findByLabelText("Name"), "Ravi Patel");
    await user.type(screen.getByLabelText("E-mail"), "ravi@shop.example{Enter}");
    expect(await screen.findByText("https://desk.test/invite#secret")).toBeTruthy();
    expect(server.asksFor("POST", "/invitations")).toEqual([
      { name: "Ravi Patel", email: "ravi@shop.example", role: "member", contact_center: true, live_chat: true },
    ]);
    await expectAccessible();
  });

  it("are invited as Members without licences by an Admin", async () => {
    const admin = { role: "admin" as const, manages_inboxes: false };
    const server = quietDesk({ members: [teamMember(ME, admin)] })
      .on("GET /members", { members: [person(ME, admin)] })
      .on("POST /invitations", () => ({ status: 201, body: { id: "x", link: "l", expires_at: 0 } }));
    await openDesk(server, "/settings/people");
    await user.click(await screen.findByRole("button", { name: /Invite somebody/ }));
    await user.type(await screen.findByLabelText("Name"), "Ravi Patel");
    await user.type(screen.getByLabelText("E-mail"), "ravi@shop.example{Enter}");
    await waitFor(() => expect(server.asksFor("POST", "/invitations")).toEqual([
      { name: "Ravi Patel", email: "ravi@shop.example", role: "member", contact_center: false, live_chat: false },
    ]));
    expect(screen.queryByRole("link", { name: "Inboxes" })).toBeNull();
  });

  it("get a licence with one press, and keep it off when the server says no", async () => {
    const server = quietDesk()
      .on("GET /members", { members: [person(ME), person(RAVI, { name: "Ravi Patel", role: "member", live_chat: false })] })
      .on(`PATCH /members/${RAVI}`, () => ({ status: 409, body: { code: "no_seat", detail: "All seats are taken.", errors: [] } }));
    await openDesk(server, "/settings/people");
    const licence = await screen.findByRole<HTMLInputElement>("switch", { name: "Live Chat for Ravi Patel" });
    await user.click(licence);
    expect(await screen.findByText("All seats are taken.")).toBeTruthy();
    expect(licence.checked).toBe(false);
    expect(server.asksFor("PATCH", `/members/${RAVI}`)).toEqual([{ live_chat: true }]);
    await expectAccessible();
  });

  it("are deactivated after a second thought", async () => {
    const server = quietDesk()
      .on("GET /members", { members: [person(ME), person(RAVI, { name: "Ravi Patel", role: "member" })] })
      .on(`PATCH /members/${RAVI}`, person(RAVI, { active: false }));
    await openDesk(server, "/settings/people");
    await user.click(await screen.findByRole("button", { name: "Ravi Patel" }));
    await user.click(await screen.findByRole("button", { name: "Deactivate" }));
    expect(server.asksFor("PATCH", `/members/${RAVI}`)).toEqual([]);
    expect(screen.getByText(/open chats go back to the queue/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Deactivate" }));
    await waitFor(() => expect(server.asksFor("PATCH", `/members/${RAVI}`)).toEqual([{ active: false }]));
  });
});

describe("who may not", () => {
  it("is told who can, instead of a missing page", async () => {
    const plain = { role: "member" as const, manages_inboxes: false, name: "Ravi Patel" };
    const server = quietDesk({ members: [teamMember(ME, plain), teamMember(RAVI, { name: "Ann Berg" })] });
    await openDesk(server, "/settings/inboxes");
    expect(await screen.findByText("Insufficient permissions. Please contact your Organization's Owner.")).toBeTruthy();
    expect(screen.getByText("The Owner is Ann Berg.")).toBeTruthy();
    expect(server.asksFor("GET", "/inboxes")).toEqual([]);
    await goTo("/no/such/page");
    expect(await within(screen.getByRole("main")).findByText("There is no page at this address")).toBeTruthy();
    await expectAccessible();
  });
});
