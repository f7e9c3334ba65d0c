import { describe, expect, it } from "vitest";
import { formatClock, formatDay, formatDuration, formatRelative, formatTimeOfDay, spokenDuration } from "./time.ts";

describe("time", () => {
  it("writes running clocks", () => {
    expect([0, 41, 761, 3727, -5].map(formatClock)).toEqual(["0:00", "0:41", "12:41", "1:02:07", "0:00"]);
  });

  it("writes durations in their two largest units", () => {
    expect([45, 720, 4320, 273_600].map((seconds) => formatDuration(seconds, "en"))).toEqual(["45s", "12m", "1h 12m", "3d 4h"]);
    expect(spokenDuration(761, "en")).toBe("12 minutes, 41 seconds");
  });

  it("says how long ago something was", () => {
    const now = Date.UTC(2025, 5, 1, 12);
    expect(formatRelative(now - 12_000, now, "en")).toBe("12 sec. ago");
    expect(formatRelative(now - 86_400_000, now, "en")).toBe("yesterday");
    expect(formatRelative(now + 180_000, now, "en")).toBe("in 3 min.");
  });

  it("writes moments in the language and zone asked for", () => {
    const at = Date.UTC(2024, 10, 3, 10, 4);
    expect(formatTimeOfDay(at, "en-GB", "Europe/Madrid")).toBe("11:04");
    expect(formatDay(at, Date.UTC(2024, 11, 1), "en-GB", "UTC")).toBe("3 Nov");
    expect(formatDay(at, Date.UTC(2025, 0, 1, 12), "en-GB", "UTC")).toBe("3 Nov 2024");
  });
});
