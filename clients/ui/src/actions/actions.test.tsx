import { render, screen, waitFor } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { IconClose } from "../icons/icons.tsx";
import { LiveRegion } from "../status/LiveRegion.tsx";
import { Button } from "./Button.tsx";
import { CopyField } from "./CopyField.tsx";
import { IconButton } from "./IconButton.tsx";

describe("Button", () => {
  it("acts, and never sends a form unless it is meant to", async () => {
    const press = vi.fn();
    const submit = vi.fn((event: Event) => event.preventDefault());
    render(<form onSubmit={submit}><Button onClick={press}>Save</Button></form>);
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(press).toHaveBeenCalledOnce();
    expect(submit).not.toHaveBeenCalled();
  });

  it("ignores presses while busy, keeps the focus and says what it does", async () => {
    const press = vi.fn();
    const { rerender } = render(<Button onClick={press}>Save</Button>);
    await userEvent.click(screen.getByRole("button"));
    rerender(<Button onClick={press} busy busyLabel="Saving…">Save</Button>);
    const button = screen.getByRole("button", { name: "Saving…" });
    await userEvent.click(button);
    expect(press).toHaveBeenCalledOnce();
    expect(button.getAttribute("aria-busy")).toBe("true");
    expect(document.activeElement).toBe(button);
  });

  it("can be reached while it cannot act, and says why", async () => {
    const press = vi.fn();
    render(<Button onClick={press} disabledReason="You are offline.">Transfer</Button>);
    await userEvent.tab();
    const button = screen.getByRole("button", { name: "Transfer" });
    expect(document.activeElement).toBe(button);
    await userEvent.keyboard("{Enter}");
    expect(press).not.toHaveBeenCalled();
    expect(document.getElementById(button.getAttribute("aria-describedby")!)?.textContent).toBe("You are offline.");
  });

  it("tells its shortcut", () => {
    render(<Button shortcut="mod+k">Search</Button>);
    expect(screen.getByRole("button").getAttribute("aria-keyshortcuts")).toBe("Control+K");
  });

  it("is a link when it leads somewhere", () => {
    render(<Button href="/try/k3Y9" target="_blank">Test page</Button>);
    const link = screen.getByRole("link", { name: "Test page" });
    expect(link.getAttribute("rel")).toBe("noopener");
  });
});

describe("IconButton", () => {
  it("is named by its label, with the reason where it cannot act", () => {
    const { rerender } = render(<IconButton icon={IconClose} label="Close" />);
    expect(screen.getByRole("button", { name: "Close" })).toBeTruthy();
    rerender(<IconButton icon={IconClose} label="Close" disabledReason="Still sending." />);
    expect(screen.getByRole("button", { name: "Close: Still sending." }).getAttribute("aria-disabled")).toBe("true");
  });
});

describe("CopyField", () => {
  it("copies the text and says so", async () => {
    const user = userEvent.setup();
    render(<><CopyField label="Snippet" value="<script></script>" /><LiveRegion /></>);
    await user.click(screen.getByRole("button", { name: "Copy" }));
    expect(await navigator.clipboard.readText()).toBe("<script></script>");
    await waitFor(() => expect(screen.getByRole("status").textContent).toBe("Copied"));
    expect(screen.getByRole("button", { name: "Copied" })).toBeTruthy();
  });
});
