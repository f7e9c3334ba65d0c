import { screen, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { inboxList, memberList } from "../src/inboxes/data.ts";
import { expectAccessible, goTo, leaveDesk, openDesk } from "./support/desk.tsx";
import { member as teamMember, ME, quietDesk } from "./support/fakeServer.ts";

const RAVI = "r".repeat(26);

beforeEach(() => {
  vi.stubGlobal("AudioContext", undefined);
});
afterEach(async () => {
  await leaveDesk();
  inboxList.put(undefined as never);
  memberList.put(undefined as never);
});

describe("who may not", () => {
  it("is told who can, instead of a missing page", async () => {
    const plain = { role: "member" as const, name: "Ravi Patel" };
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
