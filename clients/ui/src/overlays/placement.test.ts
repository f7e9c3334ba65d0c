import { describe, expect, it } from "vitest";
import { findSpot } from "./placement.ts";

const space = { width: 1000, height: 800 };
const box = { width: 200, height: 100 };
const anchor = { left: 400, top: 300, width: 80, height: 32 };

describe("findSpot", () => {
  it("stands below, at the start of the line or centred", () => {
    expect(findSpot(anchor, box, space, "below-start", false)).toEqual({ left: 400, top: 338 });
    expect(findSpot(anchor, box, space, "below-end", false)).toEqual({ left: 280, top: 338 });
    expect(findSpot(anchor, box, space, "above", false)).toEqual({ left: 340, top: 194 });
  });

  it("is mirrored in right-to-left pages", () => {
    expect(findSpot(anchor, box, space, "below-start", true).left).toBe(280);
    expect(findSpot(anchor, box, space, "beside-end", true).left).toBe(194);
  });

  it("turns to the other side where there is no room", () => {
    expect(findSpot({ ...anchor, top: 760 }, box, space, "below", false).top).toBe(654);
    expect(findSpot({ ...anchor, left: 900 }, box, space, "beside-end", false).left).toBe(694);
  });

  it("stands above where there is no room on either side", () => {
    expect(findSpot({ ...anchor, left: 100 }, box, { width: 300, height: 800 }, "beside-end", false)).toEqual({ left: 40, top: 194 });
  });

  it("stays inside the window", () => {
    expect(findSpot({ ...anchor, left: 950 }, box, space, "below-start", false).left).toBe(792);
    expect(findSpot({ ...anchor, left: 0 }, box, space, "below-end", false).left).toBe(8);
  });
});
