import { act, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ACTS, describeAct } from "../src/audit/acts.ts";
import { startOfDay } from "../src/audit/days.ts";
import type { AuditAct } from "../src/audit/shapes.ts";
import { memberList } from "../src/inboxes/data.ts";
import { expectAccessible, leaveDesk, openDesk, user } from "./support/desk.tsx";
import { type FakeServer, member as teamMember, ME, quietDesk } from "./support/fakeServer.ts";

const RAVI = "r".repeat(26);
const NOON = Date.UTC(2026, 10, 3, 12, 0);

function line(number: number, change: Partial<AuditAct> = {}): AuditAct {
  return {
    number, at: NOON + number * 1000, by: ME, by_name: "Ann Berg", what: "member.role_changed", subject: RAVI, subject_name: "Ravi Patel",
    details: [{ field: "role", before: "member", after: "admin" }], address: "192.0.2.7", ...change,
  };
}

/** A log that answers as the server does: newest first, filtered by words, in pages. */
function deskWithLog(acts: AuditAct[]): { server: FakeServer; asked: URLSearchParams[] } {
  const asked: URLSearchParams[] = [];
  const newest = acts.toSorted((one, other) => other.number - one.number);
  const server = quietDesk().on("GET /audit", (_body: unknown, url: URL) => {
    asked.push(url.searchParams);
    const fits = newest.filter(({ subject_name, what }) => `${subject_name} ${what}`.toLowerCase().includes(url.searchParams.get("search") ?? ""));
    const before = Number(url.searchParams.get("before") ?? Infinity);
    const page = fits.filter(({ number }) => number < before).slice(0, Number(url.searchParams.get("limit")));
    return { body: { acts: page, total: fits.length } };
  });
  return { server, asked };
}

const rowNames = (): (string | null)[] => screen.queryAllByRole("rowheader").map((row) => row.textContent);

beforeEach(() => {
  vi.stubGlobal("AudioContext", undefined);
});
afterEach(async () => {
  await leaveDesk();
  memberList.put(undefined as never);
});

describe("the audit log", () => {
  it("lists acts newest first and opens what was changed", async () => {
    const { server } = deskWithLog([
      line(1),
      line(2, { what: "inbox.changed", by: "", subject_name: "Shop", details: [{ field: "offer_seconds", before: "30", after: "45" }, { field: "colour_x", before: "", after: "red" }, { field: "permissions", before: "reports newer_one", after: "" }] }),
      line(3, { what: "robot.awoken", details: [], address: "" }),
    ]);
    await openDesk(server, "/settings/audit");
    await waitFor(() => expect(rowNames()).toEqual(["robot.awoken", "Inbox changed", "Role changed"]));
    expect(screen.getByText("Deskbell itself")).toBeTruthy();
    expect(screen.getByText("3 acts, and that is all.")).toBeTruthy();
    const button = screen.getByRole("button", { name: "Inbox changed" });
    await user.click(button);
    expect(button.getAttribute("aria-expanded")).toBe("true");
    const details = document.getElementById(button.getAttribute("aria-controls")!)!;
    expect(within(details).getByText("Reassignment timing").nextSibling!.textContent).toBe("30 becomes 45");
    expect(within(details).getByText("colour x").nextSibling!.textContent).toBe("red");
    expect(within(details).getByText("Opens").nextSibling!.textContent).toBe("Reports · newer_one becomes nothing");
    expect(within(details).getByText("192.0.2.7")).toBeTruthy();
    await expectAccessible();
    button.focus();
    await user.keyboard("{Enter}");
    expect(button.getAttribute("aria-expanded")).toBe("false");
    await user.click(screen.getByRole("button", { name: "Role changed" }));
    expect(screen.getByText("Role").nextSibling!.textContent).toBe("Member becomes Admin");
  });

  it("asks for what stands in the address, and keeps there what is chosen", async () => {
    const { server, asked } = deskWithLog([line(1), line(2, { subject_name: "Shop" })]);
    server.on("GET /session", { ...(server.answerOf("GET /session") as object), organisation: { id: "o", name: "Northwind", time_zone: "Europe/Madrid" } });
    server.on("GET /members", { members: [{ id: RAVI, name: "Ravi Patel" }] });
    await openDesk(server, `/settings/audit?by=${RAVI}&what=inbox&from=2026-11-03&to=2026-11-04`);
    await screen.findAllByRole("rowheader");
    const noon = Date.UTC(2026, 10, 2, 23);
    expect(Object.fromEntries(asked[0]!)).toEqual({ by: RAVI, what: "inbox", from: String(noon), to: String(noon + 2 * 86_400_000), limit: "50" });
    expect(screen.getByLabelText<HTMLSelectElement>("What").value).toBe("inbox");
    await user.type(screen.getByLabelText("Search"), "shop");
    await waitFor(() => expect(asked.at(-1)!.get("search")).toBe("shop"));
    expect(asked.length).toBeLessThan(5);
    await waitFor(() => expect(screen.queryAllByRole("rowheader")).toHaveLength(1));
    expect(new URLSearchParams(location.search).get("search")).toBe("shop");
    const href = screen.getByRole("link", { name: "Export CSV" }).getAttribute("href")!;
    expect(href).toBe(`/api/v1/audit.csv?search=shop&by=${RAVI}&what=inbox&from=${noon}&to=${noon + 2 * 86_400_000}`);
    await user.selectOptions(screen.getByLabelText("What"), "member.role_changed");
    await waitFor(() => expect(asked.at(-1)!.get("what")).toBe("member.role_changed"));
    await user.selectOptions(screen.getByLabelText("Who"), "Everybody");
    await waitFor(() => expect(asked.at(-1)!.has("by")).toBe(false));
    await expectAccessible();
  });

  it("names the filters when nothing fits, and shows all again", async () => {
    const { server } = deskWithLog([line(1)]);
    await openDesk(server, "/settings/audit?search=zebra&what=inbox.deleted&from=2026-11-03");
    expect(await screen.findByText("The log has nothing for “zebra”, Inbox deleted, and from November 3, 2026.")).toBeTruthy();
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Show all" }));
    await waitFor(() => expect(rowNames()).toEqual(["Role changed"]));
    expect(location.search).toBe("");
  });

  it("explains itself when it is empty", async () => {
    await openDesk(deskWithLog([]).server, "/settings/audit");
    expect(await screen.findByText("Nothing has been done yet")).toBeTruthy();
    await expectAccessible();
  });

  it("fetches older acts page by page, and keeps the focus", async () => {
    const { server, asked } = deskWithLog(Array.from({ length: 60 }, (_, index) => line(index + 1)));
    await openDesk(server, "/settings/audit");
    expect(await screen.findByText("50 of 60 acts")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Show older" }));
    const end = await screen.findByText("60 acts, and that is all.");
    expect(asked.at(-1)!.get("before")).toBe("11");
    expect(screen.getAllByRole("rowheader")).toHaveLength(60);
    await waitFor(() => expect(document.activeElement).toBe(end));
  });

  it("keeps what it shows when asking anew fails, and says what failed at first", async () => {
    const { server } = deskWithLog([line(1)]);
    const works = server.answering("GET /audit");
    server.on("GET /audit", () => ({ status: 503, body: {} }));
    await openDesk(server, "/settings/audit");
    expect(await screen.findByText("The audit log could not be loaded.")).toBeTruthy();
    server.on("GET /audit", works);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await screen.findByRole("rowheader", { name: "Role changed" });
    server.on("GET /audit", () => ({ status: 503, body: {} }));
    await user.type(screen.getByLabelText("Search"), "x");
    expect(await screen.findByRole("alert")).toBeTruthy();
    expect(rowNames()).toEqual(["Role changed"]);
  });

  it("is the Owner's alone", async () => {
    const { server, asked } = deskWithLog([line(1)]);
    const admin = { role: "admin" as const, name: "Ravi Patel" };
    const me = quietDesk({ members: [teamMember(ME, admin), teamMember(RAVI, { name: "Ann Berg" })] });
    const session = me.answerOf("GET /session") as object;
    me.on("GET /session", { ...session, permissions: ["phone_system", "conversations", "reports", "canned_responses", "members"] }).on("GET /audit", server.answering("GET /audit"));
    await openDesk(me, "/settings/audit");
    expect(await screen.findByText("Insufficient permissions. Please contact your Organization's Owner.")).toBeTruthy();
    expect(screen.queryByRole("link", { name: "Audit log" })).toBeNull();
    expect(asked).toEqual([]);
  });
});

describe("verifying the log", () => {
  it("says that it is whole, with the fingerprint to keep", async () => {
    const { server } = deskWithLog([line(1)]);
    server.on("GET /audit/verification", { acts: 1, ok: true, first_bad: null, problem: "", head: "f00d" });
    await openDesk(server, "/settings/audit");
    await user.click(await screen.findByRole("button", { name: "Verify" }));
    expect(await screen.findByText("The log is whole: 1 act, as it was written.")).toBeTruthy();
    expect(screen.getByRole("group", { name: "Fingerprint of the newest act" }).textContent).toBe("f00d");
    await expectAccessible();
  });

  it("names the first act that does not fit", async () => {
    const { server } = deskWithLog([line(1)]);
    server.on("GET /audit/verification", { acts: 6, ok: false, first_bad: 7, problem: "act 7 is missing", head: "f00d" });
    await openDesk(server, "/settings/audit");
    await user.click(await screen.findByRole("button", { name: "Verify" }));
    const title = await screen.findByText(/act no. 7 does not fit/);
    expect(title.closest("[role=alert]")!.textContent).toContain("act 7 is missing");
    server.on("GET /audit/verification", () => ({ status: 503, body: {} }));
    await user.click(screen.getByRole("button", { name: "Verify" }));
    expect(await screen.findByText("The log could not be verified.")).toBeTruthy();
  });
});

describe("words and days", () => {
  it("are there for every act on the list, and in Arabic too", async () => {
    expect(ACTS.map(describeAct).filter((words) => words.includes("."))).toEqual([]);
    const { setLanguage } = await import("../src/language/language.ts");
    await act(() => setLanguage("ar"));
    const { server } = deskWithLog([line(1)]);
    expect(ACTS.map(describeAct).filter((words) => /[a-z]/.test(words))).toEqual([]);
    await act(() => setLanguage("en"));
    expect(server.requests).toEqual([]);
  });

  it("begin at midnight of the organisation's zone, also where the clocks change", () => {
    expect(startOfDay("2026-03-29", "Europe/Madrid")).toBe(String(Date.UTC(2026, 2, 28, 23)));
    expect(startOfDay("2026-03-29", "Europe/Madrid", 1)).toBe(String(Date.UTC(2026, 2, 29, 22)));
    expect(startOfDay("2026-11-01", "America/New_York", 1)).toBe(String(Date.UTC(2026, 10, 2, 5)));
    expect(startOfDay("2026-11-01", "Pacific/Kiritimati")).toBe(String(Date.UTC(2026, 9, 31, 10)));
    expect(startOfDay("yesterday", "UTC")).toBeUndefined();
    expect(startOfDay("", "UTC")).toBeUndefined();
  });
});
