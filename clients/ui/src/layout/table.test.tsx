import { render, screen } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { Table } from "./Table.tsx";

const rows = [{ name: "Shop", waiting: 2 }, { name: "Billing", waiting: 0 }];

describe("Table", () => {
  it("sorts by its headings and says how it is sorted", async () => {
    const sorted = vi.fn();
    render(
      <Table
        caption="Inboxes"
        rows={rows}
        rowKey={(row) => row.name}
        sort={{ key: "name", direction: "up" }}
        onSort={sorted}
        columns={[
          { key: "name", header: "Name", sortable: true, namesRow: true, cell: (row) => row.name },
          { key: "waiting", header: "Waiting", sortable: true, kind: "figure", cell: (row) => row.waiting },
        ]}
      />,
    );
    expect(screen.getByRole("table", { name: "Inboxes" })).toBeTruthy();
    expect(screen.getByRole("columnheader", { name: /Name/ }).getAttribute("aria-sort")).toBe("ascending");
    await userEvent.click(screen.getByRole("button", { name: /Name/ }));
    await userEvent.click(screen.getByRole("button", { name: /Waiting/ }));
    expect(sorted.mock.calls).toEqual([[{ key: "name", direction: "down" }], [{ key: "waiting", direction: "up" }]]);
  });

  it("tells more about an open row in a line below it", () => {
    render(
      <Table
        caption="Inboxes"
        rows={rows}
        rowKey={(row) => row.name}
        detail={(row) => row.name === "Billing" && <p>Nobody waits</p>}
        columns={[
          { key: "name", header: "Name", namesRow: true, cell: (row) => row.name },
          { key: "waiting", header: "Waiting", kind: "figure", cell: (row) => row.waiting },
        ]}
      />,
    );
    const lines = screen.getAllByRole("row").map((line) => line.textContent);
    expect(lines).toEqual(["NameWaiting", "Shop2", "Billing0", "Nobody waits"]);
    expect(screen.getByText("Nobody waits").closest("td")!.colSpan).toBe(2);
  });

  it("opens a row on a press, but not on a press on its controls", async () => {
    const opened = vi.fn();
    render(
      <Table
        caption="Inboxes"
        rows={rows}
        rowKey={(row) => row.name}
        onRowPress={(row) => opened(row.name)}
        columns={[
          { key: "name", header: "Name", cell: (row) => row.name },
          { key: "more", header: "Actions", kind: "actions", cell: (row) => <button>More {row.name}</button> },
        ]}
      />,
    );
    await userEvent.click(screen.getByText("More Shop"));
    expect(opened).not.toHaveBeenCalled();
    await userEvent.click(screen.getByText("Billing"));
    expect(opened).toHaveBeenCalledWith("Billing");
  });

  it("says what it is for when it is empty", () => {
    render(<Table caption="Inboxes" rows={[]} rowKey={String} columns={[]} empty={<p>No inbox yet.</p>} />);
    expect(screen.getByText("No inbox yet.")).toBeTruthy();
  });
});
