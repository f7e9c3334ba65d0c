import { act, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setLanguage } from "../src/language/language.ts";
import { daysOf } from "../src/people/times.ts";
import { expectAccessible, goTo, leaveDesk, openDesk, user } from "./support/desk.tsx";
import { ME } from "./support/fakeServer.ts";
import { deskWithPeople, forgetPeople, leads, LEADS, person, RAVI, ravi } from "./support/people.ts";

const HOUR = 3_600_000;

const TIMES = {
  member: RAVI, name: "Ravi Patel", available_ms: 5 * HOUR, busy_ms: HOUR, away_ms: 2 * HOUR, offline_ms: 0,
  away: [{ reason: "Lunch", ms: 1.5 * HOUR }, { reason: "", ms: HOUR / 2 }], reachable_ms: 7.5 * HOUR, on_hold_ms: 60_000,
};

beforeEach(() => {
  vi.stubGlobal("AudioContext", undefined);
});
afterEach(async () => {
  await leaveDesk();
  forgetPeople();
});

const deskWithTimes = (members: unknown[] = [TIMES]) => {
  const asked: URLSearchParams[] = [];
  const desk = deskWithPeople();
  desk.server.on("GET /reports/statuses", (_body: unknown, url: URL) => {
    asked.push(url.searchParams);
    return { body: { members } };
  });
  return { ...desk, asked };
};

const rows = async (): Promise<string[][]> => {
  const table = await screen.findByRole("table", { name: "Time in each status" });
  return within(table)
    .getAllByRole("row")
    .map((row) => [...row.children].map((cell) => cell.textContent ?? ""));
};

describe("time in each status", () => {
  it("is a table of today, with reasons, shares and what stands beside them", async () => {
    const { server, asked } = deskWithTimes();
    await openDesk(server, `/settings/people/${RAVI}`);
    expect(await rows()).toEqual([
      ["Status", "Time", "Share"],
      ["Available", "5h", "63%"],
      ["Busy", "1h", "13%"],
      ["Away", "2h", "25%"],
      ["Lunch", "1h 30m", "19%"],
      ["Without a reason", "30m", "6%"],
      ["Offline", "0s", "0%"],
    ]);
    expect(screen.getByText("Reachable for 7h 30m, on hold for 1m.")).toBeTruthy();
    expect(asked.every((one) => one.get("member") === RAVI)).toBe(true);
    expect(Number(asked[0]!.get("to")) - Number(asked[0]!.get("from"))).toBe(24 * HOUR);
    await expectAccessible();
  });

  it("is told over seven days where that is asked for", async () => {
    const { server, asked } = deskWithTimes();
    await openDesk(server, `/settings/people/${RAVI}`);
    await rows();
    await user.click(screen.getByRole("radio", { name: "Last 7 days" }));
    await waitFor(() => expect(Number(asked.at(-1)!.get("to")) - Number(asked.at(-1)!.get("from"))).toBe(7 * 24 * HOUR));
    expect((await rows()).length).toBe(7);
  });

  it("says that nothing was counted", async () => {
    const { server } = deskWithTimes([]);
    await openDesk(server, `/settings/people/${RAVI}`);
    expect(await screen.findByText("Nothing was counted in this time")).toBeTruthy();
    await expectAccessible();
  });

  it("says what failed and tries again", async () => {
    const { server } = deskWithTimes();
    const works = server.answering("GET /reports/statuses");
    server.on("GET /reports/statuses", () => ({ status: 503, body: {} }));
    await openDesk(server, `/settings/people/${RAVI}`);
    expect(await screen.findByText("The times could not be loaded.")).toBeTruthy();
    server.on("GET /reports/statuses", works);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect((await rows()).length).toBe(7);
  });

  it("is one's own, or for whoever reads reports", async () => {
    const groups = [leads({ permissions: ["members"] })];
    const { server } = deskWithPeople([person(ME, { role: "admin", group: LEADS }), ravi()], groups);
    await openDesk(server, `/settings/people/${RAVI}`);
    await screen.findByText("Answering chats");
    expect(screen.queryByText("Time in each status")).toBeNull();
    await goTo(`/settings/people/${ME}`);
    expect(await screen.findByText("Time in each status")).toBeTruthy();
  });

  it("is read from the right as well", async () => {
    const { server } = deskWithTimes();
    await openDesk(server, `/settings/people/${RAVI}`);
    await rows();
    await act(() => setLanguage("ar"));
    expect(await screen.findByRole("table", { name: "الوقت في كل حالة" })).toBeTruthy();
    await expectAccessible();
    await act(() => setLanguage("en"));
  });
});

describe("the days that are counted", () => {
  it("are those of the organisation, however long they are", () => {
    const at = Date.parse("2026-10-25T23:30:00Z");
    const length = (span: "today" | "week", zone: string): number => {
      const { from, to } = daysOf(span, at, zone);
      return (Number(to) - Number(from)) / HOUR;
    };
    expect(daysOf("today", at, "UTC").from).toBe(String(Date.parse("2026-10-25T00:00:00Z")));
    expect(daysOf("today", at, "Europe/Berlin").from).toBe(String(Date.parse("2026-10-25T23:00:00Z")));
    expect([length("today", "UTC"), length("week", "UTC"), length("week", "Europe/Berlin")]).toEqual([24, 168, 169]);
  });
});
