import { act, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { GroupChange } from "../src/groups/data.ts";
import { expectAccessible, leaveDesk, openDesk, user } from "./support/desk.tsx";
import { ME } from "./support/fakeServer.ts";
import { deskWithPeople, forgetPeople, leads, LEADS, person, RAVI, ravi, zoe } from "./support/people.ts";

beforeEach(() => {
  vi.stubGlobal("AudioContext", undefined);
});
afterEach(async () => {
  await leaveDesk();
  forgetPeople();
});

describe("permission groups", () => {
  it("explain themselves when there is none", async () => {
    const { server } = deskWithPeople([person(ME)], []);
    await openDesk(server, "/settings/groups");
    expect(await screen.findByText("No permission group yet")).toBeTruthy();
    await expectAccessible();
  });

  it("are listed with what they open and who is in them", async () => {
    const { server } = deskWithPeople([person(ME), zoe({ group: LEADS })]);
    await openDesk(server, "/settings/groups");
    const row = (await screen.findByRole("button", { name: "Team leads" })).closest("tr")!;
    expect(within(row).getByText("Inbox Management, People")).toBeTruthy();
    expect(await within(row).findByRole("link", { name: "Zoe Martin" })).toBeTruthy();
    await expectAccessible();
  });

  it("are created with a name and five permissions to choose from", async () => {
    const desk = deskWithPeople([person(ME)], []);
    desk.server.on("POST /permission-groups", (body: unknown) => {
      desk.groups = [{ id: LEADS, members: [], ...(body as GroupChange) }];
      return { status: 201, body: desk.groups[0] };
    });
    await openDesk(desk.server, "/settings/groups");
    await user.click(await screen.findByRole("button", { name: /New group/ }));
    const dialog = await screen.findByRole("dialog", { name: "New group" });
    expect(within(dialog).getAllByRole("checkbox")).toHaveLength(5);
    expect(within(dialog).getByText("Create, edit and delete inboxes and their widgets.")).toBeTruthy();
    await user.click(within(dialog).getByRole("button", { name: "Create group" }));
    expect(within(dialog).getAllByText("Enter a name.")).toHaveLength(2);
    await expectAccessible();
    await user.type(within(dialog).getByLabelText("Name"), "Quality");
    await user.click(within(dialog).getByRole("checkbox", { name: "Reports" }));
    await user.click(within(dialog).getByRole("checkbox", { name: "Inbox Management" }));
    await user.click(within(dialog).getByRole("button", { name: "Create group" }));
    expect(await screen.findByText("“Quality” was created.")).toBeTruthy();
    expect(desk.server.asksFor("POST", "/permission-groups")).toEqual([{ name: "Quality", permissions: ["phone_system", "reports"] }]);
    expect(await screen.findByRole("button", { name: "Quality" })).toBeTruthy();
  });

  it("are edited, with a word about whom it affects, and a taken name at its field", async () => {
    const { server } = deskWithPeople([person(ME), zoe({ group: LEADS })]);
    const errors = [{ field: "name", problem: "is taken", allowed: "" }];
    server.on(`PATCH /permission-groups/${LEADS}`, () => ({ status: 409, body: { code: "name_taken", errors } }));
    await openDesk(server, "/settings/groups");
    await user.click(await screen.findByRole("button", { name: "Team leads" }));
    const dialog = await screen.findByRole("dialog", { name: "Edit “Team leads”" });
    expect(within(dialog).getByText("1 Admin is in this group")).toBeTruthy();
    await user.click(within(dialog).getByRole("checkbox", { name: "People" }));
    await user.click(within(dialog).getByRole("button", { name: "Save" }));
    expect(await within(dialog).findAllByText("This name is taken. Choose another.")).toHaveLength(2);
    expect(server.asksFor("PATCH", `/permission-groups/${LEADS}`)).toEqual([{ name: "Team leads", permissions: ["phone_system"] }]);
  });

  it("in use stay, and say who is in them", async () => {
    const { server } = deskWithPeople([person(ME), zoe({ group: LEADS })]);
    await openDesk(server, "/settings/groups");
    await user.click(await screen.findByRole("button", { name: "Actions for Team leads" }));
    await user.click(await screen.findByRole("menuitem", { name: "Delete…" }));
    const dialog = await screen.findByRole("dialog", { name: "Delete “Team leads”?" });
    expect(within(dialog).getByText("This group is in use")).toBeTruthy();
    expect(within(dialog).getByRole("link", { name: "Zoe Martin" })).toBeTruthy();
    expect(within(dialog).queryByRole("button", { name: "Delete" })).toBeNull();
    await expectAccessible();
  });

  it("that somebody joined meanwhile are refused, and then say who that is", async () => {
    const desk = deskWithPeople([person(ME), zoe()]);
    desk.server.on(`DELETE /permission-groups/${LEADS}`, () => {
      desk.people = desk.people.map((one) => (one.role === "admin" ? { ...one, group: LEADS } : one));
      return { status: 409, body: { code: "group_in_use", detail: "Zoe Martin is in this group. Move them to another first." } };
    });
    await openDesk(desk.server, "/settings/groups");
    await user.click(await screen.findByRole("button", { name: "Actions for Team leads" }));
    await user.click(await screen.findByRole("menuitem", { name: "Delete…" }));
    await user.click(await screen.findByRole("button", { name: "Delete" }));
    expect(await screen.findByText("This group is in use")).toBeTruthy();
    expect(within(screen.getByRole("dialog")).getByRole("link", { name: "Zoe Martin" })).toBeTruthy();
  });

  it("that are empty go", async () => {
    const desk = deskWithPeople([person(ME), ravi()]);
    desk.server.on(`DELETE /permission-groups/${LEADS}`, () => {
      desk.groups = [];
      return { status: 204 };
    });
    await openDesk(desk.server, "/settings/groups");
    await user.click(await screen.findByRole("button", { name: "Actions for Team leads" }));
    await user.click(await screen.findByRole("menuitem", { name: "Delete…" }));
    await user.click(await screen.findByRole("button", { name: "Delete" }));
    expect(await screen.findByText("“Team leads” was deleted.")).toBeTruthy();
    expect(await screen.findByText("No permission group yet")).toBeTruthy();
  });

  it("appear when somebody else makes one", async () => {
    const desk = deskWithPeople([person(ME)], []);
    await openDesk(desk.server, "/settings/groups");
    await screen.findByText("No permission group yet");
    desk.groups = [leads()];
    await act(() => desk.server.say("board:team", { type: "group", group: LEADS, name: "Team leads", permissions: ["phone_system"] }));
    expect(await screen.findByRole("button", { name: "Team leads" })).toBeTruthy();
  });

  it("are the Owner's", async () => {
    const { server } = deskWithPeople([person(ME, { role: "admin" }), person(RAVI, { name: "Ravi Patel" })]);
    await openDesk(server, "/settings/groups");
    expect(await screen.findByText("Insufficient permissions. Please contact your Organization's Owner.")).toBeTruthy();
    expect(screen.getByText("The Owner is Ravi Patel.")).toBeTruthy();
    await waitFor(() => expect(server.asksFor("GET", "/permission-groups")).toEqual([]));
    await expectAccessible();
  });
});
