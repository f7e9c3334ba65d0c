import { screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readCsv, writeCsv } from "../src/licences/assignmentCsv.ts";
import type { Assignment, AssignmentLine } from "../src/licences/shapes.ts";
import { expectAccessible, leaveDesk, openDesk, user } from "./support/desk.tsx";
import { ME } from "./support/fakeServer.ts";
import { deskWithPeople, forgetPeople, person, RAVI, ravi, zoe } from "./support/people.ts";

beforeEach(() => {
  vi.stubGlobal("AudioContext", undefined);
});
afterEach(async () => {
  await leaveDesk();
  forgetPeople();
});

const cardOf = async (name: string): Promise<HTMLElement> => screen.findByRole("region", { name });

function line(number: number, change: Partial<AssignmentLine> = {}): AssignmentLine {
  return { line: number, email: "zoe@shop.example", name: "Zoe Martin", contact_center: true, live_chat: true, change: "changes", problem: null, ...change };
}

const look = (lines: AssignmentLine[], applied = false): Assignment => ({
  lines, applied,
  changed: lines.filter((one) => one.change === "changes" && one.problem === null).length,
  faults: lines.filter((one) => one.problem !== null).length,
});

describe("seats", () => {
  it("say how many there are, how many are taken and what is left", async () => {
    const desk = deskWithPeople();
    desk.seats = { contact_center: 2, live_chat: null };
    await openDesk(desk.server, "/settings/licences");
    const card = await cardOf("Contact Center");
    expect(within(card).getByText("All seats are assigned")).toBeTruthy();
    expect(within(await cardOf("Live Chat")).getByText("No limit")).toBeTruthy();
    await expectAccessible();
  });

  it("are set to a number or to no limit, and not below what is assigned", async () => {
    const desk = deskWithPeople();
    desk.server.on("PUT /licences/live_chat", (body: unknown) => {
      desk.seats.live_chat = (body as { seats: number | null }).seats;
      return { body: {} };
    });
    await openDesk(desk.server, "/settings/licences");
    await user.click(await screen.findByRole("button", { name: "Set seats of Live Chat" }));
    const dialog = await screen.findByRole("dialog", { name: "Seats of Live Chat" });
    await user.click(within(dialog).getByRole("radio", { name: "A number of seats" }));
    const field = within(dialog).getByRole("spinbutton", { name: "How many" });
    await user.clear(field);
    await user.type(field, "1{Enter}");
    expect(await within(dialog).findByText("2 seats are assigned. Choose 2 or more, or take some away first.")).toBeTruthy();
    expect(desk.server.asksFor("PUT", "/licences/live_chat")).toEqual([]);
    await expectAccessible();
    await user.clear(field);
    await user.type(field, "5{Enter}");
    expect(await screen.findByText("The seats of Live Chat were set.")).toBeTruthy();
    expect(within(await cardOf("Live Chat")).getByText("3")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Set seats of Live Chat" }));
    await user.click(await screen.findByRole("radio", { name: "No limit" }));
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(desk.server.asksFor("PUT", "/licences/live_chat")).toEqual([{ seats: 5 }, { seats: null }]));
  });

  it("that somebody assigned meanwhile are refused in the server's words", async () => {
    const desk = deskWithPeople();
    const errors = [{ field: "seats", problem: "3 Live Chat seats are assigned.", allowed: "3 or more, or no limit" }];
    desk.server.on("PUT /licences/live_chat", () => ({ status: 409, body: { code: "seats_in_use", detail: "3 Live Chat seats are assigned.", errors } }));
    await openDesk(desk.server, "/settings/licences");
    await user.click(await screen.findByRole("button", { name: "Set seats of Live Chat" }));
    await user.click(await screen.findByRole("radio", { name: "A number of seats" }));
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("3 Live Chat seats are assigned.")).toBeTruthy();
    expect(screen.getByRole("dialog")).toBeTruthy();
  });

  it("that cannot be loaded can be tried again", async () => {
    const { server } = deskWithPeople();
    server.on("GET /licences", () => ({ status: 503, body: {} }));
    await openDesk(server, "/settings/licences");
    expect(await screen.findByText("The licences could not be loaded.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
  });

  it("are the Owner's", async () => {
    const { server } = deskWithPeople([person(ME, { role: "admin" }), person(RAVI, { name: "Ravi Patel" })]);
    await openDesk(server, "/settings/licences");
    expect(await screen.findByText("Insufficient permissions. Please contact your Organization's Owner.")).toBeTruthy();
    expect(server.asksFor("GET", "/licences")).toEqual([]);
  });
});

describe("assigning", () => {
  it("one by one takes one press", async () => {
    const desk = deskWithPeople();
    await openDesk(desk.server, "/settings/licences");
    await user.click(await screen.findByRole("switch", { name: "Live Chat for Zoe Martin" }));
    await waitFor(() => expect(within(screen.getByRole("region", { name: "Live Chat" })).getByText("3")).toBeTruthy());
    await expectAccessible();
  });

  it("without a free seat says what is missing and who can give it", async () => {
    const { server, people } = deskWithPeople();
    const detail = "All 2 Live Chat seats are assigned. The Owner can take the licence from somebody or add seats.";
    server.on(`PATCH /members/${people[2]!.id}`, () => ({ status: 409, body: { code: "no_seat", detail, errors: [] } }));
    await openDesk(server, "/settings/licences");
    const licence = await screen.findByRole<HTMLInputElement>("switch", { name: "Live Chat for Zoe Martin" });
    await user.click(licence);
    expect(await screen.findByText(detail)).toBeTruthy();
    expect(licence.checked).toBe(false);
  });

  it("of somebody at work is thought over first", async () => {
    const { server } = deskWithPeople();
    await openDesk(server, "/settings/licences");
    await user.click(await screen.findByRole("switch", { name: "Contact Center for Ravi Patel" }));
    const dialog = await screen.findByRole("dialog", { name: "Take Contact Center away from Ravi Patel?" });
    await user.click(within(dialog).getByRole("button", { name: "Take away" }));
    await waitFor(() => expect(server.asksFor("PATCH", `/members/${RAVI}`)).toEqual([{ contact_center: false }]));
  });

  it("to several is looked at, then done in one step", async () => {
    const { server } = deskWithPeople([person(ME), ravi(), zoe({ contact_center: true })]);
    server.on("POST /licences/assignments", (body: unknown) => ({ body: look([line(2, { email: "ravi@shop.example", name: "Ravi Patel", change: "none" }), line(3)], !(body as { dry_run: boolean }).dry_run) }));
    await openDesk(server, "/settings/licences");
    await user.click(await screen.findByRole("checkbox", { name: "Ravi Patel" }));
    await user.click(screen.getByRole("checkbox", { name: "Zoe Martin" }));
    expect(screen.getByText("2 chosen")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Assign" }));
    await user.click(await screen.findByRole("menuitem", { name: "Live Chat" }));
    const dialog = await screen.findByRole("dialog", { name: "Assign Live Chat to 2 people?" });
    expect(await within(dialog).findByText("1 person changes")).toBeTruthy();
    expect(within(dialog).getByText("stays as it is")).toBeTruthy();
    await expectAccessible();
    await user.click(within(dialog).getByRole("button", { name: "Apply" }));
    expect(await screen.findByText("The licences of 1 person were changed.")).toBeTruthy();
    const csv = "email,contact_center,live_chat\r\nravi@shop.example,yes,yes\r\nzoe@shop.example,yes,yes\r\n";
    expect(server.asksFor("POST", "/licences/assignments")).toEqual([{ csv, dry_run: true }, { csv, dry_run: false }]);
    expect(screen.getByText("Choose all 3")).toBeTruthy();
  });

  const GOOD = "email,contact_center,live_chat\nzoe@shop.example,yes,yes\n";

  /** What the server says to lines: nobody@ is nobody. */
  const openCsv = async () => {
    const { server } = deskWithPeople();
    const wrong = line(3, { email: "nobody@shop.example", name: "", change: "none", problem: "There is no member with this address." });
    server.on("POST /licences/assignments", (body: unknown) => {
      const { csv, dry_run } = body as { csv: string; dry_run: boolean };
      return { body: csv.includes("nobody") ? look([line(2), wrong]) : look([line(2)], !dry_run) };
    });
    await openDesk(server, "/settings/licences");
    await user.click(await screen.findByRole("button", { name: "Assign by CSV" }));
    return { server, dialog: within(await screen.findByRole("dialog", { name: "Assign licences by CSV" })) };
  };

  it("by CSV applies the lines that were looked at", async () => {
    const { server, dialog } = await openCsv();
    await user.click(dialog.getByRole("button", { name: "Check" }));
    expect(dialog.getByText("Paste the lines or choose a file first.")).toBeTruthy();
    await user.click(dialog.getByLabelText("Lines"));
    await user.paste(GOOD);
    await user.click(dialog.getByRole("button", { name: "Check" }));
    await user.click(await dialog.findByRole("button", { name: "Apply" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(server.asksFor("POST", "/licences/assignments")).toEqual([{ csv: GOOD, dry_run: true }, { csv: GOOD, dry_run: false }]);
  });

  it("by CSV shows each line with its problem, and applies nothing until all are right", async () => {
    const { server, dialog } = await openCsv();
    await expectAccessible();
    const file = new File([`\uFEFF${GOOD}nobody@shop.example,yes,no\n`], "list.csv", { type: "text/csv" });
    await user.upload(dialog.getByLabelText("Choose a file"), file);
    await waitFor(() => expect(dialog.getByLabelText<HTMLTextAreaElement>("Lines").value).toContain("nobody@"));
    await user.click(dialog.getByRole("button", { name: "Check" }));
    expect(await dialog.findByText("1 line has a problem")).toBeTruthy();
    expect(dialog.getByText("There is no member with this address.")).toBeTruthy();
    await user.click(dialog.getByRole("button", { name: "Apply" }));
    expect(server.asksFor("POST", "/licences/assignments")).toHaveLength(1);
    await expectAccessible();
    await user.click(dialog.getByRole("button", { name: "Back" }));
    expect(dialog.getByLabelText<HTMLTextAreaElement>("Lines").value).toContain("nobody@");
  });
});

describe("the CSV", () => {
  it("has a line for each person, and no formula in it", () => {
    const rows = [person(ME), ravi({ email: "=1+1@evil.example", live_chat: false })];
    expect(writeCsv(rows)).toBe("email,contact_center,live_chat\r\nann@shop.example,yes,yes\r\n'=1+1@evil.example,yes,no\r\n");
  });
  it("is read as spreadsheets of many countries write it", () => {
    expect(readCsv("\uFEFFemail;contact_center;live_chat\r\na@b;yes;no")).toBe("email,contact_center,live_chat\r\na@b,yes,no");
    expect(readCsv("email,contact_center,live_chat\na@b,yes,no;x")).toBe("email,contact_center,live_chat\na@b,yes,no;x");
  });
});
