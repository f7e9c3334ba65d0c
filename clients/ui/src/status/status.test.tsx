import { act, cleanup, fireEvent, render, screen } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { announce } from "./announcer.ts";
import { initialsOf } from "./Avatar.tsx";
import { Badge } from "./Badge.tsx";
import { CountdownRing, secondsLeft } from "./CountdownRing.tsx";
import { ErrorState } from "./ErrorState.tsx";
import { LiveRegion } from "./LiveRegion.tsx";
import { endToast, showToast, toasts, undoLatestToast } from "./toasts.ts";
import { ToastRegion } from "./ToastRegion.tsx";
import { urgencyOf, WaitTime } from "./WaitTime.tsx";

const NOW = 1_700_000_000_000;
const ANNOUNCE_AT = [10, 5];

beforeEach(() => void vi.useFakeTimers({ now: NOW }));

afterEach(() => {
  for (const toast of toasts.value) endToast(toast.id, "dismissed");
  act(cleanup);
  vi.runOnlyPendingTimers();
  vi.useRealTimers();
});

function later(milliseconds: number): void {
  act(() => void vi.advanceTimersByTime(milliseconds));
}

describe("announce", () => {
  it("says the same words twice as two changes, joins what comes at once, and clears old news", () => {
    render(<LiveRegion />);
    const spots = (): (string | null)[] => [...screen.getByRole("status").children].map((spot) => spot.textContent);
    act(() => announce("Sent"));
    const first = spots();
    later(500);
    act(() => announce("Sent"));
    expect(spots()).toEqual(first.toReversed());
    act(() => announce("Read"));
    expect(screen.getByRole("status").textContent).toBe("Sent Read");
    later(8000);
    expect(screen.getByRole("status").textContent).toBe("");
  });

  it("interrupts only where asked", () => {
    render(<LiveRegion />);
    act(() => announce("New chat", "assertive"));
    expect(screen.getByRole("alert").textContent).toBe("New chat");
    expect(screen.getByRole("status").textContent).toBe("");
  });
});

describe("toasts", () => {
  it("appear without taking the focus, and end by themselves after five seconds", () => {
    const ended = vi.fn();
    render(<><input /><ToastRegion /></>);
    const input = document.querySelector("input")!;
    input.focus();
    act(() => void showToast({ message: "Chat ended.", onEnd: ended }));
    expect(screen.getByRole("status").textContent).toContain("Chat ended.");
    expect(document.activeElement).toBe(input);
    later(4900);
    expect(ended).not.toHaveBeenCalled();
    later(200);
    expect(ended.mock.calls).toEqual([["expired"]]);
  });

  it("undo, and then do not expire as well", () => {
    const undone = vi.fn();
    const ended = vi.fn();
    render(<ToastRegion />);
    act(() => void showToast({ message: "Chat ended.", onUndo: undone, onEnd: ended }));
    fireEvent.click(screen.getByRole("button", { name: "Undo" }));
    later(10_000);
    expect(undone).toHaveBeenCalledOnce();
    expect(ended.mock.calls).toEqual([["undone"]]);
  });

  it("wait while somebody points at them", () => {
    render(<ToastRegion />);
    act(() => void showToast({ message: "Chat ended.", onUndo: () => undefined }));
    later(3000);
    fireEvent.pointerEnter(screen.getByRole("region", { name: "Notifications" }));
    later(60_000);
    expect(toasts.value).toHaveLength(1);
    fireEvent.pointerLeave(screen.getByRole("region", { name: "Notifications" }));
    later(1900);
    expect(toasts.value).toHaveLength(1);
    later(200);
    expect(toasts.value).toHaveLength(0);
  });

  it("keep bad news until it is dismissed, and never show more than three", () => {
    const first = vi.fn();
    act(() => void showToast({ message: "Not saved.", tone: "bad", onEnd: first }));
    later(60_000);
    expect(toasts.value).toHaveLength(1);
    act(() => ["a", "b", "c"].forEach((message) => showToast({ message })));
    expect(first).toHaveBeenCalledWith("expired");
    expect(toasts.value.map((toast) => toast.message)).toEqual(["a", "b", "c"]);
  });

  it("let the keyboard undo the latest", () => {
    const undone = vi.fn();
    showToast({ message: "one", onUndo: () => undone("one") });
    showToast({ message: "two", onUndo: () => undone("two") });
    showToast({ message: "three" });
    expect(undoLatestToast()).toBe(true);
    expect(undone.mock.calls).toEqual([["two"]]);
    expect(undoLatestToast()).toBe(true);
    expect(undoLatestToast()).toBe(false);
  });
});

describe("CountdownRing", () => {
  const offset = (): number => Number(document.querySelectorAll("circle")[1]!.getAttribute("stroke-dashoffset"));
  const ring = <CountdownRing deadline={NOW + 30_000} totalSeconds={30} label="Time to accept" announceAt={ANNOUNCE_AT} />;

  it("counts to the deadline and is announced at its marks only", () => {
    render(<>{ring}<LiveRegion /></>);
    expect(screen.getByRole("timer", { name: "Time to accept" }).textContent).toBe("30");
    expect(offset()).toBe(0);
    later(19_000);
    expect(screen.getByRole("alert").textContent).toBe("");
    later(1000);
    expect(screen.getByRole("timer").textContent).toBe("10");
    expect(screen.getByRole("alert").textContent).toBe("10 seconds left");
    later(60_000);
    expect(screen.getByRole("timer").textContent).toBe("0");
  });

  it("moves in steps of five seconds where less motion is wanted", () => {
    vi.stubGlobal("matchMedia", () => ({ matches: true }));
    render(ring);
    later(1000);
    expect(offset()).toBe(0);
    later(4000);
    expect(offset()).toBeGreaterThan(0);
    vi.unstubAllGlobals();
  });

  it("never shows less than nothing", () => {
    expect(secondsLeft(NOW, NOW + 5000)).toBe(0);
    expect(secondsLeft(NOW + 1, NOW)).toBe(1);
  });
});

describe("WaitTime", () => {
  it("says lateness in a word", () => {
    render(<WaitTime since={NOW - 301_000} targetSeconds={300} />);
    expect(document.body.textContent).toBe("5:01late");
    expect([100, 150, 300, 301].map((seconds) => urgencyOf(seconds, 300))).toEqual(["calm", "soon", "soon", "late"]);
  });
});

describe("small things", () => {
  it("take initials from any script", () => {
    expect(["Ann Berg", "zoe", "林伟", "Ana María de la Cruz", "👩‍🚀 Kim", " "].map(initialsOf)).toEqual(["AB", "Z", "林", "AC", "👩‍🚀K", "?"]);
  });

  it("show no badge for nothing, and no exact number beyond use", () => {
    const { container, rerender } = render(<Badge count={0} label="unread" />);
    expect(container.textContent).toBe("");
    rerender(<Badge count={120} label="unread" />);
    expect(container.textContent).toBe("99+ unread");
  });

  it("let an error be retried and asked about", () => {
    const retry = vi.fn();
    render(<ErrorState title="Not loaded." onRetry={retry} requestId="8f3a" />);
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(retry).toHaveBeenCalledOnce();
    expect(screen.getByRole("alert").textContent).toContain("8f3a");
  });
});
