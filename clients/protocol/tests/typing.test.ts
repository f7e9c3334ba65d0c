/** Typing is told sparingly and believed for a while only. */
import { describe, expect, it } from "vitest";
import { createTypingTeller, createTypingWatch } from "../src/typing";
import { VirtualTime } from "./support/virtual_time";

describe("telling", () => {
  it("happens at most every 3 s, and once when it stops", async () => {
    const time = new VirtualTime();
    const told: boolean[] = [];
    const teller = createTypingTeller(time.after, (typing) => told.push(typing));
    for (let key = 0; key < 10; key += 1) {
      teller.typed();
      await time.advance(500);
    }
    expect(told).toEqual([true, true]);
    await time.advance(10_000);
    expect(told).toEqual([true, true, false]);
  });

  it("stops at once when the text is sent, and only if it was told", async () => {
    const told: boolean[] = [];
    const teller = createTypingTeller(new VirtualTime().after, (typing) => told.push(typing));
    teller.stop();
    teller.typed();
    teller.stop();
    teller.stop();
    expect(told).toEqual([true, false]);
  });
});

describe("believing", () => {
  it("ends by itself when nothing more is heard", async () => {
    const time = new VirtualTime();
    const shown: string[] = [];
    const heard = createTypingWatch(time.after, (name) => shown.push(name));
    heard("Ann", true);
    await time.advance(5_000);
    heard("Ann", true);
    await time.advance(6_000);
    expect(shown).toEqual(["Ann", "Ann"]);
    await time.advance(2_000);
    expect(shown).toEqual(["Ann", "Ann", ""]);
    heard("Ann", true);
    heard("Ann", false);
    expect(shown.at(-1)).toBe("");
  });
});
