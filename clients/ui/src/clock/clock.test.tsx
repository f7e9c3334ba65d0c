import { act, cleanup, render } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { onEverySecond, serverNow, setServerAhead, useNow } from "./clock.ts";

const START = 1_700_000_000_400;

function Clock() {
  return <output>{useNow()}</output>;
}

beforeEach(() => {
  vi.useFakeTimers({ now: START });
});

afterEach(() => {
  act(cleanup);
  setServerAhead(0);
  vi.useRealTimers();
});

describe("clock", () => {
  it("ticks all clocks together, on the full second", () => {
    const { container } = render(<><Clock /><Clock /></>);
    act(() => void vi.advanceTimersByTime(600));
    expect([...container.querySelectorAll("output")].map((clock) => clock.textContent)).toEqual(["1700000001000", "1700000001000"]);
  });

  it("counts by the server's clock", () => {
    setServerAhead(90_000);
    expect(serverNow()).toBe(START + 90_000);
  });

  it("leaves no timer behind", () => {
    const stops = [onEverySecond(vi.fn()), onEverySecond(vi.fn())];
    expect(vi.getTimerCount()).toBe(1);
    for (const stop of stops) stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
