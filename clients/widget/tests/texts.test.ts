/** Every language says everything, in its own plural forms and direction. */
import { afterEach, describe, expect, it, vi } from "vitest";
import arabic from "../src/locale/ar.json";
import german from "../src/locale/de.json";
import first from "../src/locale/en.json";
import later from "../src/locale/en.later.json";
import { day, learn, plural, speak, t } from "../src/texts";

const english = { ...first, ...later };
const OTHERS: [tag: string, catalogue: Record<string, string>][] = [
  ["ar", arabic],
  ["de", german],
];

afterEach(() => vi.unstubAllGlobals());

function stubCatalogues(): void {
  const answer = (address: string): Response =>
    new Response(JSON.stringify(address.includes("ar") ? arabic : german), { status: 200 });
  vi.stubGlobal("fetch", async (address: string) => answer(address));
}

describe.each(OTHERS)("%s", (tag, catalogue) => {
  const stems = (words: object): string[] => [...new Set(Object.keys(words).map((word) => word.split(".")[0]!))].toSorted();

  it("has every word of English and no other", () => {
    expect(stems(catalogue)).toEqual(stems(english));
  });

  it("has all plural forms", () => {
    const { pluralCategories } = new Intl.PluralRules(tag).resolvedOptions();
    for (const word of ["left", "over", "about"]) {
      const forms = Object.keys(catalogue).filter((key) => key.startsWith(`${word}.`));
      expect(forms.toSorted()).toEqual(pluralCategories.map((category) => `${word}.${category}`).toSorted());
    }
  });

  it("has the placeholders of English, except where the form is the number", () => {
    const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).toSorted();
    for (const [word, text] of Object.entries(english)) {
      if (!word.includes(".")) expect(placeholders(catalogue[word] ?? "")).toEqual(placeholders(text));
    }
  });
});

describe("speaking", () => {
  it("follows the browser where the owner has not fixed a language", async () => {
    stubCatalogues();
    await speak("auto", ["pl-PL", "de-AT", "en"]);
    expect([t("send"), document.documentElement.lang]).toEqual(["Senden", "de-AT"]);
    await speak("auto", ["pl"]);
    expect([t("send"), document.documentElement.lang]).toEqual(["Send", "en"]);
    await speak("de", ["ar"]);
    expect(t("send")).toBe("Senden");
  });

  it("turns the document round for Arabic", async () => {
    stubCatalogues();
    await speak("ar");
    expect(document.documentElement.dir).toBe("rtl");
    expect(plural("left", 2)).toBe("بقي حرفان");
    await speak("en");
    expect(document.documentElement.dir).toBe("ltr");
  });

  it("falls back to English when a language cannot be fetched", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
    await speak("de");
    expect(t("send")).toBe("Send");
  });

  it("knows the words that come later, in whichever order they and the language come", async () => {
    stubCatalogues();
    await speak("de");
    learn(later);
    expect([t("leave_back"), plural("about", 3)]).toEqual(["Weiter warten", "etwa 3 Minuten"]);
    await speak("en");
    expect([t("leave_back"), plural("about", 1)]).toEqual(["Keep waiting", "about 1 minute"]);
  });

  it("puts values in, as they are", async () => {
    await speak("en");
    expect(t("joined", { name: "$& {name}" })).toBe("$& {name} joined the chat");
    expect([plural("left", 1), plural("left", 1200)]).toEqual(["1 character left", "1,200 characters left"]);
  });

  it("calls days by their names", async () => {
    await speak("en-GB");
    const now = new Date(2026, 10, 22, 0, 30).getTime();
    const ago = (hours: number): string => day(now - hours * 3_600_000, now);
    expect([ago(0), ago(1), ago(24), ago(25)]).toEqual(["today", "yesterday", "yesterday", "Friday 20 November"]);
  });
});
