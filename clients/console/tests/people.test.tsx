import { act, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { path } from "../src/routing/router.ts";
import { boardChat } from "./support/chats.ts";
import { expectAccessible, leaveDesk, openDesk, user } from "./support/desk.tsx";
import { member as teamMember, ME, SHOP } from "./support/fakeServer.ts";
import { deskWithPeople, forgetPeople, leads, LEADS, person, RAVI, ravi, ZOE, zoe } from "./support/people.ts";

const LINK = "https://desk.test/invite#secret";
const INSUFFICIENT = "Insufficient permissions. Please contact your Organization's Owner.";

beforeEach(() => {
  vi.stubGlobal("AudioContext", undefined);
});
afterEach(async () => {
  await leaveDesk();
  forgetPeople();
});

const rowOf = async (name: string): Promise<HTMLElement> => (await screen.findByRole("link", { name })).closest("tr")!;

describe("the list of people", () => {
  it("says who somebody is, what he holds and what he serves", async () => {
    const { server } = deskWithPeople([person(ME), ravi(), zoe({ group: LEADS })]);
    await openDesk(server, "/settings/people");
    const row = await rowOf("Ravi Patel");
    expect(row.textContent).toContain("ravi@shop.example");
    for (const text of ["Member", "Contact Center, Live Chat", "0 of 3", "Shop", "Available"]) expect(within(row).getByText(text)).toBeTruthy();
    expect(within(await rowOf("Zoe Martin")).getByText("Team leads")).toBeTruthy();
    expect(screen.getByText("1 of 100 Admins and 1 of 10,000 Members. Deactivated people and open invitations count.")).toBeTruthy();
    await expectAccessible();
  });

  it("is filtered by role, licence and state, and searched", async () => {
    const { server } = deskWithPeople([person(ME), ravi({ active: false }), zoe()]);
    await openDesk(server, "/settings/people");
    await rowOf("Ravi Patel");
    await user.click(screen.getByRole("radio", { name: /Admins/ }));
    await waitFor(() => expect(screen.queryByRole("link", { name: "Ravi Patel" })).toBeNull());
    await user.selectOptions(screen.getByLabelText("Licences"), "Both licences");
    expect(await screen.findByText("Nobody fits these filters.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Show all" }));
    await user.selectOptions(screen.getByLabelText("Status"), "Deactivated");
    expect(within(await rowOf("Ravi Patel")).getByText("Deactivated")).toBeTruthy();
    expect(screen.queryByRole("link", { name: "Zoe Martin" })).toBeNull();
    await user.type(screen.getByLabelText("Search people"), "zoe");
    expect(await screen.findByText("Nobody fits “zoe”.")).toBeTruthy();
    await expectAccessible();
  });

  it("of thousands is drawn in parts", async () => {
    const many = Array.from({ length: 250 }, (_, number) => ravi({ id: `p${number}`.padEnd(26, "x"), name: `Agent ${String(number).padStart(3, "0")}` }));
    const { server } = deskWithPeople([person(ME), ...many]);
    await openDesk(server, "/settings/people");
    await user.click(await screen.findByRole("button", { name: "Show more (151 left)" }));
    expect(screen.getByRole("button", { name: "Show more (51 left)" })).toBeTruthy();
  });

  it("says what failed and tries again", async () => {
    const { server } = deskWithPeople();
    const works = server.answering("GET /members");
    server.on("GET /members", () => ({ status: 503, body: {} }));
    await openDesk(server, "/settings/people");
    expect(await screen.findByText("The list of people could not be loaded.")).toBeTruthy();
    server.on("GET /members", works);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await rowOf("Ravi Patel");
  });

  it("is not for an Admin whose group does not open it", async () => {
    const groups = [leads({ permissions: ["phone_system"] })];
    const { server } = deskWithPeople([person(ME, { role: "admin", group: LEADS }), person(RAVI)], groups);
    await openDesk(server, "/settings/people");
    expect(await screen.findByText(INSUFFICIENT)).toBeTruthy();
    expect(screen.queryByRole("link", { name: "People" })).toBeNull();
  });
});

describe("inviting", () => {
  const fill = async (): Promise<void> => {
    await user.click(await screen.findByRole("button", { name: /Invite somebody/ }));
    await user.type(await screen.findByLabelText("Name"), "Lena Koch");
    await user.type(screen.getByLabelText("E-mail"), "lena@shop.example");
  };

  it("gives an Admin a group and licences, and shows the link once", async () => {
    const desk = deskWithPeople();
    desk.seats = { contact_center: 5, live_chat: 2 };
    desk.server.on("POST /invitations", () => ({ status: 201, body: { id: "x", link: LINK, expires_at: Date.now(), sent: false } }));
    await openDesk(desk.server, "/settings/people");
    await fill();
    const dialog = screen.getByRole("dialog");
    await user.click(within(dialog).getByRole("radio", { name: "Admin" }));
    await user.selectOptions(within(dialog).getByLabelText("Permission group"), "Team leads");
    expect(await within(dialog).findByText("3 of 5 Contact Center seats free.")).toBeTruthy();
    expect(within(dialog).getByRole<HTMLInputElement>("checkbox", { name: "Live Chat" }).disabled).toBe(true);
    await user.click(within(dialog).getByRole("checkbox", { name: "Contact Center" }));
    await expectAccessible();
    await user.click(within(dialog).getByRole("button", { name: "Create link" }));
    expect(await screen.findByText(LINK)).toBeTruthy();
    expect(screen.getByText(/No mail goes out from here/)).toBeTruthy();
    expect(desk.server.asksFor("POST", "/invitations")).toEqual([
      { name: "Lena Koch", email: "lena@shop.example", role: "admin", group: LEADS, contact_center: true, live_chat: false },
    ]);
    await expectAccessible();
  });

  it("says where a mail with the link has gone", async () => {
    const { server } = deskWithPeople();
    server.on("POST /invitations", () => ({ status: 201, body: { id: "x", link: LINK, expires_at: Date.now(), sent: true } }));
    await openDesk(server, "/settings/people");
    await fill();
    await user.keyboard("{Enter}");
    expect(await screen.findByText("A mail to lena@shop.example is on its way")).toBeTruthy();
    expect(screen.getByText(LINK)).toBeTruthy();
  });

  it("by an Admin makes Members without licences", async () => {
    const { server } = deskWithPeople([person(ME, { role: "admin" }), person(RAVI)]);
    server.on("POST /invitations", () => ({ status: 201, body: { id: "x", link: LINK, expires_at: 0, sent: false } }));
    await openDesk(server, "/settings/people");
    await fill();
    expect(screen.queryByRole("radio", { name: "Admin" })).toBeNull();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(server.asksFor("POST", "/invitations")).toEqual([
      { name: "Lena Koch", email: "lena@shop.example", role: "member", contact_center: false, live_chat: false },
    ]));
    expect(screen.queryByRole("link", { name: "Inboxes" })).toBeNull();
  });

  it("says in words that a role is full, and that an address is taken", async () => {
    const admins = Array.from({ length: 100 }, (_, number) => zoe({ id: `a${number}`.padEnd(26, "x"), name: `Admin ${number}` }));
    const { server } = deskWithPeople([person(ME), ...admins]);
    const errors = [{ field: "email", problem: "is taken", allowed: "an address without an account" }];
    server.on("POST /invitations", () => ({ status: 409, body: { code: "email_taken", errors } }));
    await openDesk(server, "/settings/people");
    await fill();
    expect(screen.getByRole<HTMLInputElement>("radio", { name: "Admin" }).disabled).toBe(true);
    expect(screen.getByText("All 100 places of this role are taken. Deactivated people and open invitations count as well.")).toBeTruthy();
    await user.keyboard("{Enter}");
    expect(await screen.findAllByText("This address has an account or an open invitation already.")).toHaveLength(2);
  });

  it("can be renewed and revoked while it is open", async () => {
    const desk = deskWithPeople();
    const open = { id: "i1", name: "Lena Koch", email: "lena@shop.example", role: "admin" as const, group: LEADS, contact_center: true, live_chat: false, created_at: 0, expires_at: Date.now() };
    desk.invitations = [open];
    desk.server
      .on("POST /invitations/i1/renew", () => ({ status: 201, body: { id: "i1", link: "https://desk.test/invite#second", expires_at: Date.now(), sent: false } }))
      .on("DELETE /invitations/i1", () => {
        desk.invitations = [];
        return { status: 204 };
      });
    await openDesk(desk.server, "/settings/people");
    const row = (await screen.findByRole("rowheader", { name: /Lena Koch/ })).closest("tr")!;
    expect(within(row).getByText("Team leads")).toBeTruthy();
    await expectAccessible();
    await user.click(within(row).getByRole("button", { name: "New link for Lena Koch" }));
    expect(await screen.findByText("https://desk.test/invite#second")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Done" }));
    await user.click(screen.getByRole("button", { name: "Revoke the invitation of Lena Koch" }));
    expect(await screen.findByText("The invitation was revoked.")).toBeTruthy();
    await waitFor(() => expect(screen.queryByText("Open invitations")).toBeNull());
  });
});

describe("the page of a member", () => {
  it("changes name, role and group, each by itself", async () => {
    const desk = deskWithPeople();
    await openDesk(desk.server, `/settings/people/${RAVI}`);
    const name = await screen.findByLabelText("Name");
    await user.clear(name);
    await user.type(name, "Ravi P{Enter}");
    await user.selectOptions(screen.getByLabelText("Role"), "Admin");
    await user.selectOptions(await screen.findByLabelText("Permission group"), "Team leads");
    expect(await screen.findByText("Opens: Inbox Management, People.")).toBeTruthy();
    expect(desk.server.asksFor("PATCH", `/members/${RAVI}`)).toEqual([{ name: "Ravi P" }, { role: "admin" }, { group: LEADS }]);
    expect(screen.getByText(/^Saved/)).toBeTruthy();
    await expectAccessible();
  });

  it("shows the capacity with what is in force now, and the inboxes", async () => {
    const { server } = deskWithPeople();
    const mine = boardChat("c".repeat(26), { state: "active", agent: RAVI });
    server.views.set(`board:${SHOP}`, { inbox: SHOP, chats: { [mine.conversation]: mine } });
    await openDesk(server, `/settings/people/${RAVI}`);
    expect(await screen.findByText(/Effective now: 1 of 3\./)).toBeTruthy();
    expect(screen.getByRole("link", { name: "Shop" }).getAttribute("href")).toBe(`/settings/inboxes/${SHOP}/agents`);
    const capacity = screen.getByRole("spinbutton", { name: "Capacity" });
    await user.clear(capacity);
    await user.type(capacity, "5");
    await user.tab();
    await waitFor(() => expect(server.asksFor("PATCH", `/members/${RAVI}`)).toEqual([{ capacity: 5 }]));
  });

  it("says what taking a licence away does, before it is done", async () => {
    const desk = deskWithPeople();
    const mine = boardChat("c".repeat(26), { state: "active", agent: RAVI });
    desk.server.views.set(`board:${SHOP}`, { inbox: SHOP, chats: { [mine.conversation]: mine } });
    desk.seats = { contact_center: null, live_chat: 5 };
    await openDesk(desk.server, `/settings/people/${RAVI}`);
    const licence = await screen.findByRole<HTMLInputElement>("switch", { name: "Live Chat" });
    expect(await screen.findByText("3 of 5 Live Chat seats free.")).toBeTruthy();
    await user.click(licence);
    const dialog = await screen.findByRole("dialog", { name: "Take Live Chat away from Ravi Patel?" });
    expect(within(dialog).getByText(/offers under way are taken back at once/)).toBeTruthy();
    expect(within(dialog).getByText("The chat they have accepted stays with them until it ends or is moved.")).toBeTruthy();
    await expectAccessible();
    await user.click(within(dialog).getByRole("button", { name: "Cancel" }));
    expect(licence.checked).toBe(true);
    expect(desk.server.asksFor("PATCH", `/members/${RAVI}`)).toEqual([]);
    await user.click(licence);
    await user.click(await screen.findByRole("button", { name: "Take away" }));
    await waitFor(() => expect(desk.server.asksFor("PATCH", `/members/${RAVI}`)).toEqual([{ live_chat: false }]));
    await waitFor(() => expect(screen.getByRole<HTMLInputElement>("switch", { name: "Live Chat" }).checked).toBe(false));
  });

  it("keeps a licence off when no seat is free, and says who can help", async () => {
    const { server } = deskWithPeople([person(ME), ravi({ live_chat: false })]);
    const detail = "All 5 Live Chat seats are assigned. The Owner can take the licence from somebody or add seats.";
    server.on(`PATCH /members/${RAVI}`, () => ({ status: 409, body: { code: "no_seat", detail, errors: [] } }));
    await openDesk(server, `/settings/people/${RAVI}`);
    const licence = await screen.findByRole<HTMLInputElement>("switch", { name: "Live Chat" });
    await user.click(licence);
    expect(await screen.findByText(detail)).toBeTruthy();
    expect(licence.checked).toBe(false);
    expect(screen.getByRole("link", { name: "Go to Licences" })).toBeTruthy();
    await expectAccessible();
  });

  it("deactivates after a second thought, and activates again", async () => {
    const desk = deskWithPeople();
    const chats = Object.fromEntries(["a", "b"].map((one) => [one.repeat(26), boardChat(one.repeat(26), { state: "active", agent: RAVI })]));
    desk.server.views.set(`board:${SHOP}`, { inbox: SHOP, chats });
    await openDesk(desk.server, `/settings/people/${RAVI}`);
    await user.click(await screen.findByRole("button", { name: "Deactivate" }));
    const dialog = await screen.findByRole("dialog", { name: "Deactivate Ravi Patel?" });
    expect(within(dialog).getByText("Chats on offer to them are taken back and offered to others.")).toBeTruthy();
    expect(within(dialog).getByText("Their 2 open chats go back to the queue with their place.")).toBeTruthy();
    expect(desk.server.asksFor("PATCH", `/members/${RAVI}`)).toEqual([]);
    await expectAccessible();
    await user.click(within(dialog).getByRole("button", { name: "Deactivate" }));
    await waitFor(() => expect(desk.server.asksFor("PATCH", `/members/${RAVI}`)).toEqual([{ active: false }]));
    await user.click(await screen.findByRole("button", { name: "Activate again" }));
    expect(await screen.findByRole("button", { name: "Deactivate" })).toBeTruthy();
  });

  it("resets a password and takes a second factor off", async () => {
    const { server } = deskWithPeople();
    server
      .on(`POST /members/${RAVI}/password-reset`, () => ({ status: 201, body: { link: "https://desk.test/reset#token", expires_at: Date.now(), sent: false } }))
      .on(`DELETE /members/${RAVI}/second-factor`, () => ({ status: 204 }));
    await openDesk(server, `/settings/people/${RAVI}`);
    await user.click(await screen.findByRole("button", { name: "Reset password" }));
    expect(await screen.findByText("https://desk.test/reset#token")).toBeTruthy();
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Done" }));
    await user.click(screen.getByRole("button", { name: "Turn off" }));
    const dialog = await screen.findByRole("dialog", { name: "Turn the second factor of Ravi Patel off?" });
    expect(within(dialog).getByText(/All their sessions end/)).toBeTruthy();
    await user.click(within(dialog).getByRole("button", { name: "Turn off" }));
    expect(await screen.findByText("The second factor of Ravi Patel is off.")).toBeTruthy();
  });

  it("lets an Admin change what is his to change, and says who can do the rest", async () => {
    const { server } = deskWithPeople([person(ME, { role: "admin" }), ravi(), person(ZOE, { name: "Zoe Martin" })]);
    await openDesk(server, `/settings/people/${RAVI}`);
    expect(await screen.findByText("The rest is up to the Owner, Zoe Martin.")).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>("Name").disabled).toBe(false);
    expect(screen.getByRole<HTMLInputElement>("spinbutton", { name: "Capacity" }).disabled).toBe(false);
    expect(screen.getByLabelText<HTMLSelectElement>("Role").disabled).toBe(true);
    expect(screen.queryByRole("switch")).toBeNull();
    expect(screen.getByText("Contact Center, Live Chat")).toBeTruthy();
    expect(screen.getByText("Only the Owner assigns licences.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Deactivate" })).toBeTruthy();
    await expectAccessible();
  });

  it("of another Admin can only be looked at by an Admin", async () => {
    const { server } = deskWithPeople([person(ME, { role: "admin" }), zoe(), person(RAVI, { name: "Ravi Patel" })]);
    await openDesk(server, `/settings/people/${ZOE}`);
    expect(await screen.findByText("You can look, but not change anything here")).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>("Name").disabled).toBe(true);
    expect(screen.queryByRole("button", { name: "Deactivate" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Reset password" })).toBeNull();
  });

  it("that is nobody's says so", async () => {
    const { server } = deskWithPeople();
    await openDesk(server, `/settings/people/${"x".repeat(26)}`);
    expect(await screen.findByText("There is nobody here")).toBeTruthy();
    await expectAccessible();
  });
});

describe("handing over", () => {
  it("asks for a new Owner, the password and a code, and the rights follow", async () => {
    const desk = deskWithPeople();
    const { server } = desk;
    server
      .on("GET /session", { ...(server.answerOf("GET /session") as object), second_factor: true })
      .on("POST /organisation/owner", (body: unknown) => {
        if ((body as { password: string }).password !== "right") return { status: 403, body: { code: "wrong_password" } };
        desk.people = desk.people.map((one) => ({ ...one, role: one.id === ZOE ? "owner" : one.id === ME ? "admin" : one.role }));
        const session = server.answerOf("GET /session") as { member: object };
        server.on("GET /session", { ...session, member: { ...session.member, role: "admin" }, permissions: ["members"] });
        return { status: 204 };
      });
    await openDesk(server, `/settings/people/${ME}`);
    await user.click(await screen.findByRole("button", { name: "Hand over…" }));
    const dialog = await screen.findByRole("dialog", { name: "Hand over ownership" });
    expect(within(dialog).getByText(/You become an Admin without a group/)).toBeTruthy();
    await user.click(within(dialog).getByRole("button", { name: "Hand over" }));
    expect(within(dialog).getAllByText("Choose who becomes the Owner.")).toHaveLength(2);
    expect(server.asksFor("POST", "/organisation/owner")).toEqual([]);
    await expectAccessible();
    await user.click(within(dialog).getByRole("radio", { name: "Zoe Martin" }));
    await user.type(within(dialog).getByLabelText("Password"), "wrong");
    await user.type(within(dialog).getByLabelText("Code"), "123 456");
    await user.click(within(dialog).getByRole("button", { name: "Make Zoe Martin the Owner" }));
    expect(await within(dialog).findAllByText("This is not your password.")).toHaveLength(2);
    await user.clear(within(dialog).getByLabelText("Password"));
    await user.type(within(dialog).getByLabelText("Password"), "right");
    await user.clear(within(dialog).getByLabelText("Code"));
    await user.type(within(dialog).getByLabelText("Code"), "123 456{Enter}");
    expect(await screen.findByText("Zoe Martin is the Owner now.")).toBeTruthy();
    await waitFor(() => expect(path.value).toBe("/settings/people"));
    expect(screen.queryByRole("link", { name: "Licences" })).toBeNull();
    expect(server.asksFor("POST", "/organisation/owner").at(-1)).toEqual({ member: ZOE, password: "right", code: "123456" });
  });
});

describe("the organisation", () => {
  it("has a name and a time zone that save themselves", async () => {
    const { server } = deskWithPeople();
    let current = { id: "o", name: "Northwind", time_zone: "UTC" };
    server
      .on("GET /organisation", () => ({ body: current }))
      .on("PATCH /organisation", (change: unknown) => {
        current = { ...current, ...(change as object) };
        return { body: current };
      });
    await openDesk(server, "/settings/organisation");
    await user.type(await screen.findByLabelText("Name"), " Ltd{Enter}");
    await waitFor(() => expect(current.name).toBe("Northwind Ltd"));
    await user.selectOptions(screen.getByLabelText("Time zone"), "Europe/Madrid");
    await waitFor(() => expect(current.time_zone).toBe("Europe/Madrid"));
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(current.time_zone).toBe("UTC"));
    expect(screen.getByRole("button", { name: "Hand over…" })).toBeTruthy();
    await expectAccessible();
  });
});

describe("rights that change", () => {
  it("are followed at once, without a reload", async () => {
    const { server } = deskWithPeople([person(ME, { role: "admin", group: LEADS }), person(RAVI, { name: "Ravi Patel" })]);
    await openDesk(server, "/settings/people");
    expect(await screen.findByRole("link", { name: "Inboxes" })).toBeTruthy();
    const session = server.answerOf("GET /session") as object;
    // The group opens less than before.
    server.on("GET /session", { ...session, permissions: ["phone_system"] });
    await act(() => server.say("board:team", { type: "group", group: LEADS, name: "Team leads", permissions: ["phone_system"] }));
    expect(await screen.findByText(INSUFFICIENT)).toBeTruthy();
    expect(screen.queryByRole("link", { name: "People" })).toBeNull();
    // And then he is a Member.
    server.on("GET /session", { ...session, member: person(ME, { role: "member" }), permissions: [] });
    await act(() => server.say("board:team", { type: "member", ...teamMember(ME, { role: "member" }) }));
    await waitFor(() => expect(screen.queryByRole("link", { name: "Settings" })).toBeNull());
  });
});
