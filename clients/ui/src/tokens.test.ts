import { describe, expect, it } from "vitest";
import { contrastRatio, luminance, readColourTokens, type Side } from "./testing/contrast.ts";
import css from "./tokens.css?raw";

const tokens = readColourTokens(css);

/** [what stands on it, on what, the least ratio]: 4.5 for text, 3 for edges, focus rings and plots. */
const PAIRS: [string, string, number][] = [
  ...["surface", "canvas", "sunken", "hover", "selected", "ok-soft", "warn-soft", "bad-soft"].map((ground): [string, string, number] => ["text", ground, 7]),
  ...["surface", "canvas", "sunken", "hover", "selected"].map((ground): [string, string, number] => ["text-2", ground, 4.5]),
  ...["surface", "canvas", "sunken", "hover", "selected"].map((ground): [string, string, number] => ["text-3", ground, 4.5]),
  ["on-accent", "accent", 4.5],
  ["on-accent", "accent-hover", 4.5],
  ...["surface", "canvas", "hover", "selected"].map((ground): [string, string, number] => ["accent-text", ground, 4.5]),
  ...["ok", "warn", "bad"].flatMap((tone): [string, string, number][] => [[tone, "surface", 4.5], [tone, `${tone}-soft`, 4.5], ["on-solid", tone, 4.5]]),
  ["note-text", "note-bg", 7],
  ["note-line", "surface", 3],
  ["on-inverse", "inverse", 7],
  ["inverse-2", "inverse", 4.5],
  ["on-bubble", "bubble-in", 7],
  ["on-bubble", "bubble-out", 7],
  ...["surface", "canvas", "sunken"].map((ground): [string, string, number] => ["line-strong", ground, 3]),
  ...["surface", "canvas", "selected"].map((ground): [string, string, number] => ["focus", ground, 3]),
  ["focus-on-inverse", "inverse", 3],
  ...[1, 2, 3, 4, 5, 6].map((series): [string, string, number] => [`series-${series}`, "surface", 3]),
];

describe("contrast of the tokens", () => {
  it("computes the ratio as WCAG does", () => {
    expect(contrastRatio("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrastRatio("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
    expect(luminance("#ffffff")).toBeCloseTo(1, 5);
  });

  it("reads every colour", () => {
    expect(Object.keys(tokens).length).toBe(38);
  });

  describe.each<Side>(["light", "dark"])("%s", (side) => {
    it.each(PAIRS)("%s on %s is at least %d", (front, ground, least) => {
      expect(contrastRatio(tokens[front]![side], tokens[ground]![side])).toBeGreaterThanOrEqual(least);
    });
  });
});
