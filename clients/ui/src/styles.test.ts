import { describe, expect, it } from "vitest";

const sheets = import.meta.glob<string>(["./**/*.css", "../../console/src/**/*.css", "../../widget/src/**/*.css"], {
  query: "?raw",
  import: "default",
  eager: true,
});

/** Words that tie a style to left-to-right pages. Each has a logical twin. */
const PHYSICAL = /^\s*(?:margin|padding|border|inset)?-?(?:left|right)(?:-\w+)?\s*:|text-align:\s*(?:left|right)|float:\s*(?:left|right)/;

describe("every style sheet", () => {
  it.each(Object.entries(sheets))("%s uses logical properties only", (_path, css) => {
    expect(css.split("\n").filter((line) => PHYSICAL.test(line))).toEqual([]);
  });

  it.each(Object.entries(sheets).filter(([path]) => !path.includes("tokens.css")))(
    "%s takes its colours from the tokens",
    (_path, css) => {
      const withoutBackdrops = css.replace(/::backdrop \{[^}]*\}/g, "");
      expect(withoutBackdrops.match(/#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(/gi) ?? []).toEqual([]);
    },
  );
});
