import { render, screen } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { useState } from "preact/hooks";
import { afterEach, describe, expect, it } from "vitest";
import { ProgressSteps } from "./ProgressSteps.tsx";
import { Tabs } from "./Tabs.tsx";

function Lists() {
  const [selected, setSelected] = useState<"mine" | "queue" | "all">("mine");
  return (
    <Tabs
      label="Lists"
      selected={selected}
      onSelect={setSelected}
      tabs={[
        { id: "mine", label: "Mine", content: () => "two chats" },
        { id: "queue", label: "Queue", content: () => "six waiting" },
        { id: "all", label: "All", content: () => "all of them" },
      ]}
    />
  );
}

afterEach(() => document.documentElement.removeAttribute("dir"));

describe("Tabs", () => {
  it("are one stop for Tab and are walked with arrows", async () => {
    render(<Lists />);
    await userEvent.tab();
    expect(document.activeElement?.textContent).toBe("Mine");
    await userEvent.keyboard("{ArrowRight}");
    expect(screen.getByRole("tab", { selected: true }).textContent).toBe("Queue");
    expect(screen.getByRole("tabpanel", { name: "Queue" }).textContent).toBe("six waiting");
    await userEvent.keyboard("{End}{ArrowRight}");
    expect(document.activeElement?.textContent).toBe("Mine");
  });

  it("follow the line of reading", async () => {
    document.documentElement.dir = "rtl";
    render(<Lists />);
    await userEvent.tab();
    await userEvent.keyboard("{ArrowLeft}");
    expect(screen.getByRole("tab", { selected: true }).textContent).toBe("Queue");
  });
});

describe("ProgressSteps", () => {
  it("marks where one is and lets one go back", () => {
    render(<ProgressSteps current="agents" steps={[{ id: "name", label: "Name", done: true, href: "/1" }, { id: "agents", label: "Agents" }, { id: "last", label: "Last" }]} />);
    expect(screen.getByRole("link").getAttribute("href")).toBe("/1");
    expect(document.querySelector('[aria-current="step"]')?.textContent).toContain("Agents");
    expect(screen.getAllByRole("listitem")[0]?.textContent).toContain("done");
  });
});
