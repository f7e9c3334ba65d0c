/** Tabs, steps and tables. */
import { useState } from "preact/hooks";
import { Button, Card, EmptyState, IconButton, IconInbox, IconMore, NavTabs, Pill, ProgressSteps, Table, Tabs, type TableSort } from "../../src/index.ts";
import css from "../gallery.module.css";

interface Inbox {
  name: string;
  agents: string;
  waiting: number;
  state: "Open" | "Away";
}

const ROWS: Inbox[] = [
  { name: "Shop", agents: "6 (4 on)", waiting: 12, state: "Open" },
  { name: "Billing", agents: "2 (0 on)", waiting: 0, state: "Away" },
  { name: "Technical help", agents: "11 (7 on)", waiting: 3, state: "Open" },
];

export function Structure() {
  const [tab, setTab] = useState<"mine" | "queue" | "all">("queue");
  const [sort, setSort] = useState<TableSort>({ key: "waiting", direction: "down" });
  const sign = sort.direction === "up" ? 1 : -1;
  const rows = ROWS.toSorted((a, b) => (sort.key === "name" ? a.name.localeCompare(b.name) : a.waiting - b.waiting) * sign);
  return (
    <div class={css.stack}>
      <Card flush title="Inboxes" actions={<Button size={24} variant="primary">New inbox</Button>}>
        <Table
          caption="Inboxes"
          rows={rows}
          rowKey={(row) => row.name}
          sort={sort}
          onSort={setSort}
          isSelected={(row) => row.name === "Shop"}
          onRowPress={() => undefined}
          columns={[
            { key: "name", header: "Name", namesRow: true, sortable: true, cell: (row) => row.name },
            { key: "agents", header: "Agents", cell: (row) => row.agents },
            { key: "waiting", header: "Waiting", kind: "figure", sortable: true, cell: (row) => row.waiting },
            { key: "state", header: "State", cell: (row) => <Pill plain dot={row.state === "Open" ? "full" : "ring"} tone={row.state === "Open" ? "ok" : "neutral"}>{row.state}</Pill> },
            { key: "more", header: "Actions", kind: "actions", cell: (row) => <IconButton size={24} icon={IconMore} label={`More for ${row.name}`} /> },
          ]}
        />
      </Card>
      <Card title="Tabs and steps">
        <div class={css.stack}>
          <ProgressSteps
            current="agents"
            steps={[
              { id: "name", label: "Name", done: true, href: "#name" },
              { id: "agents", label: "Agent management" },
              { id: "timeout", label: "Inactivity timeout" },
              { id: "install", label: "Install" },
            ]}
          />
          <NavTabs label="Inbox" tabs={[{ href: "#a", label: "Overview", current: true }, { href: "#b", label: "Agents" }, { href: "#c", label: "Hours" }]} />
          <Tabs
            label="Lists"
            selected={tab}
            onSelect={setTab}
            tabs={[
              { id: "mine", label: "Mine", count: 2, content: () => "Two chats." },
              { id: "queue", label: "Queue", count: 0, content: () => <EmptyState icon={IconInbox} title="Nobody is waiting.">You helped 14 people today.</EmptyState> },
              { id: "all", label: "All", count: 31, content: () => "All chats." },
            ]}
          />
        </div>
      </Card>
    </div>
  );
}
