import { act, fireEvent, render, screen, waitFor } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { useState } from "preact/hooks";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Button } from "../actions/Button.tsx";
import { Dialog, type DialogProps } from "./Dialog.tsx";
import { Menu } from "./Menu.tsx";
import { Popover } from "./Popover.tsx";
import { Tooltip } from "./Tooltip.tsx";

function DialogPage(props: Partial<DialogProps>) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Delete</Button>
      <Dialog title="Delete “Shop”?" open={open} onClose={() => setOpen(false)} footer={<Button>Keep</Button>} {...props} />
    </>
  );
}

describe("Dialog", () => {
  it("opens with the focus inside and gives it back to its opener", async () => {
    render(<DialogPage><input aria-label="Inbox name" /></DialogPage>);
    const opener = screen.getByRole("button", { name: "Delete" });
    await userEvent.click(opener);
    expect(screen.getByRole("dialog", { name: "Delete “Shop”?" })).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText("Inbox name"));
    await userEvent.click(screen.getByRole("button", { name: "Close" }));
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(document.activeElement).toBe(opener);
  });

  it("puts the focus on the first button where there is no field", async () => {
    render(<DialogPage />);
    await userEvent.click(screen.getByRole("button", { name: "Delete" }));
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Keep" }));
  });

  it("closes on Escape, unless it may not", async () => {
    const { rerender } = render(<DialogPage />);
    await userEvent.click(screen.getByRole("button", { name: "Delete" }));
    rerender(<DialogPage dismissible={false} />);
    fireEvent(screen.getByRole("dialog"), new Event("cancel", { cancelable: true }));
    expect(screen.queryByRole("dialog")).not.toBeNull();
    expect(screen.queryByRole("button", { name: "Close" })).toBeNull();
    rerender(<DialogPage />);
    fireEvent(screen.getByRole("dialog"), new Event("cancel", { cancelable: true }));
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("closes on a press beside it, but not when marking text ends there", async () => {
    render(<DialogPage><p>Text</p></DialogPage>);
    await userEvent.click(screen.getByRole("button", { name: "Delete" }));
    const dialog = screen.getByRole("dialog");
    fireEvent.pointerDown(screen.getByText("Text"));
    fireEvent.click(dialog);
    expect(screen.queryByRole("dialog")).not.toBeNull();
    fireEvent.pointerDown(dialog);
    fireEvent.click(dialog);
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("gives the focus to a stand-in when its opener is gone", async () => {
    function Rows() {
      const [row, setRow] = useState(true);
      const [open, setOpen] = useState(false);
      const [list, setList] = useState<HTMLElement | null>(null);
      return (
        <>
          <div ref={setList} tabIndex={-1} data-testid="list" />
          {row && <Button onClick={() => setOpen(true)}>Row</Button>}
          <Dialog open={open} onClose={() => setOpen(false)} title="Remove?" returnFocus={{ current: list! }}>
            <Button onClick={() => { setRow(false); setOpen(false); }}>Remove</Button>
          </Dialog>
        </>
      );
    }
    render(<Rows />);
    await userEvent.click(screen.getByRole("button", { name: "Row" }));
    await userEvent.click(screen.getByRole("button", { name: "Remove" }));
    expect(document.activeElement).toBe(screen.getByTestId("list"));
  });

  it("sends its form", async () => {
    const submit = vi.fn();
    render(<DialogPage onSubmit={submit} footer={<Button type="submit">Save</Button>}><input aria-label="Name" /></DialogPage>);
    await userEvent.click(screen.getByRole("button", { name: "Delete" }));
    await userEvent.type(screen.getByLabelText("Name"), "Shop{Enter}");
    expect(submit).toHaveBeenCalledOnce();
  });
});

describe("Menu", () => {
  const chosen = vi.fn();
  const menu = (
    <Menu
      label="Inbox"
      trigger={(props) => <Button {...props}>More</Button>}
      items={[
        { label: "Edit", onSelect: () => chosen("edit", document.activeElement) },
        { label: "Merge", disabled: true, onSelect: () => chosen("merge") },
        "-",
        { label: "Delete", danger: true, onSelect: () => chosen("delete") },
      ]}
    />
  );

  beforeEach(() => chosen.mockClear());

  async function openMenu(): Promise<HTMLElement> {
    render(menu);
    await userEvent.tab();
    await userEvent.keyboard("{ArrowDown}");
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Edit"));
    return screen.getByRole("button", { name: "More" });
  }

  it("opens with an arrow and is walked with arrows, Home, End and letters", async () => {
    const trigger = await openMenu();
    expect(trigger.getAttribute("aria-expanded")).toBe("true");
    const visited: (string | null | undefined)[] = [];
    for (const key of ["{ArrowDown}", "{ArrowDown}", "{ArrowDown}", "{ArrowUp}", "{Home}", "{End}", "m"]) {
      await userEvent.keyboard(key);
      visited.push(document.activeElement?.textContent);
    }
    expect(visited).toEqual(["Merge", "Delete", "Edit", "Delete", "Edit", "Delete", "Merge"]);
  });

  it("gives the focus back and then acts", async () => {
    const trigger = await openMenu();
    await userEvent.keyboard("{Enter}");
    expect(chosen).toHaveBeenCalledOnce();
    await waitFor(() => expect(document.activeElement).toBe(trigger));
    expect(trigger.getAttribute("aria-expanded")).toBe("false");
    expect(screen.queryByRole("menuitem", { hidden: true })).toBeNull();
  });

  it("does not act on what is disabled", async () => {
    await openMenu();
    await userEvent.keyboard("{ArrowDown}{Enter}");
    expect(chosen).not.toHaveBeenCalled();
  });

  it("closes on Escape with the focus back on its button", async () => {
    const trigger = await openMenu();
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(document.activeElement).toBe(trigger));
  });
});

describe("Popover", () => {
  it("focuses what is inside, and closes from inside", async () => {
    render(
      <Popover label="Filter" trigger={(props) => <Button {...props}>Filter</Button>}>
        {(close) => <><input aria-label="Agent" /><Button onClick={close}>Apply</Button></>}
      </Popover>,
    );
    const trigger = screen.getByRole("button", { name: "Filter" });
    await userEvent.click(trigger);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Agent")));
    await userEvent.click(screen.getByRole("button", { name: "Apply" }));
    await waitFor(() => expect(document.activeElement).toBe(trigger));
    expect(screen.queryByLabelText("Agent")).toBeNull();
  });
});

describe("Tooltip", () => {
  const bubble = (): boolean => document.querySelector('[role="tooltip"]')!.matches(":popover-open");

  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function renderTooltip(): HTMLElement {
    render(<Tooltip text="Within this time frame"><button>?</button></Tooltip>);
    return screen.getByRole("button");
  }

  it("waits for a pointer that rests, and bears the way from the control to itself", () => {
    const button = renderTooltip();
    fireEvent.pointerEnter(button.parentElement!);
    expect(bubble()).toBe(false);
    vi.advanceTimersByTime(500);
    expect(bubble()).toBe(true);
    fireEvent.pointerLeave(button.parentElement!);
    vi.advanceTimersByTime(50);
    fireEvent.pointerEnter(button.parentElement!);
    vi.advanceTimersByTime(500);
    expect(bubble()).toBe(true);
    fireEvent.pointerLeave(button.parentElement!);
    vi.advanceTimersByTime(200);
    expect(bubble()).toBe(false);
  });

  it("comes with a finger's press where the control only informs, and goes with a press elsewhere", () => {
    render(<Tooltip text="Within this time frame" pressShows><button>?</button></Tooltip>);
    const button = screen.getByRole("button");
    fireEvent.pointerDown(button);
    fireEvent.pointerLeave(button.parentElement!);
    fireEvent.click(button);
    vi.advanceTimersByTime(500);
    expect(bubble()).toBe(true);
    fireEvent.pointerDown(document.body);
    expect(bubble()).toBe(false);
  });

  it("goes away on Escape, and nothing else hears that key", () => {
    const heard = vi.fn();
    const button = renderTooltip();
    document.body.addEventListener("keydown", heard, { once: true });
    vi.spyOn(button, "matches").mockReturnValue(true);
    act(() => button.focus());
    vi.advanceTimersByTime(1);
    expect(bubble()).toBe(true);
    const escape = new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true });
    button.dispatchEvent(escape);
    expect(bubble()).toBe(false);
    expect(heard).not.toHaveBeenCalled();
    expect(escape.defaultPrevented).toBe(true);
  });
});
