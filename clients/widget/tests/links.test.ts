/** Which parts of a message become links. */
import { describe, expect, it } from "vitest";
import { splitLinks } from "../src/links";

const linksIn = (text: string): string[] => splitLinks(text).flatMap(({ href }) => href || []);

describe("links", () => {
  it.each([
    ["see https://a.example/x?y=1#z now", ["https://a.example/x?y=1#z"]],
    ["HTTPS://A.EXAMPLE", ["HTTPS://A.EXAMPLE"]],
    ["(https://a.example/page).", ["https://a.example/page"]],
    ["https://a.example/wiki/Cup_(tea)", ["https://a.example/wiki/Cup_(tea)"]],
    ["https://a.example, https://b.example!", ["https://a.example", "https://b.example"]],
    ["<https://a.example>", ["https://a.example"]],
    ["javascript:alert(1) data:text/html,x vbscript:x file:///etc ftp://x", []],
    ["https://", []],
    ["www.a.example is no address", []],
    ["", []],
  ])("in %j", (text, expected) => {
    expect(linksIn(text)).toEqual(expected);
  });

  it("leave the text as it is", () => {
    for (const text of ["a https://a.example. b", "https://", "x", "(https://a.example)\nhttps://b.example"]) {
      expect(splitLinks(text).map((part) => part.text).join("")).toBe(text);
    }
  });

  it("are found in any text of the longest length without delay", () => {
    for (const evil of ["https://".repeat(500), "https://a" + ")".repeat(3_990), "h".repeat(4_000)]) {
      expect(splitLinks(evil).map((part) => part.text).join("")).toBe(evil);
    }
  });
});
