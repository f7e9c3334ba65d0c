import { describe, expect, it } from "vitest";
import { catalogueProblems, pseudoCatalogue } from "./catalogueCheck.ts";
import { bestLocale, type Catalogue } from "./phrase.ts";
import { createTranslator } from "./translator.ts";

const english = {
  hello: "Hello {name}",
  waiting: { one: "{count} chat waits", other: "{count} chats wait" },
  onlyEnglish: "Only here",
} satisfies Catalogue;

const polish: Catalogue = {
  hello: "Cześć {name}",
  waiting: { one: "{count} czat czeka", few: "{count} czaty czekają", many: "{count} czatów czeka", other: "{count} czatu czeka" },
};

function translator() {
  return createTranslator(english, { pl: async () => ({ default: polish }) });
}

describe("translator", () => {
  it("puts values in and writes numbers as the language does", () => {
    const { t } = translator();
    expect(t("hello", { name: "Ann" })).toBe("Hello Ann");
    expect(t("waiting", { count: 1 })).toBe("1 chat waits");
    expect(t("waiting", { count: 1200 })).toBe("1,200 chats wait");
    expect(t("hello")).toBe("Hello {name}");
  });

  it("loads another language when it is chosen, with its own plurals", async () => {
    const { t, setLocale, locale } = translator();
    expect(await setLocale("pl-PL")).toBe("pl");
    expect(locale.value).toBe("pl");
    expect(t("waiting", { count: 2 })).toBe("2 czaty czekają");
    expect(t("waiting", { count: 5 })).toBe("5 czatów czeka");
    expect(t("onlyEnglish")).toBe("Only here");
  });

  it("keeps the latest wish when an earlier download is slow", async () => {
    let arrive = (_catalogue: { default: Catalogue }): void => undefined;
    const slow = new Promise<{ default: Catalogue }>((resolve) => (arrive = resolve));
    const { setLocale, locale } = createTranslator(english, { de: () => slow, pl: async () => ({ default: polish }) });
    const first = setLocale("de");
    await setLocale("pl");
    arrive({ default: {} });
    await first;
    expect(locale.value).toBe("pl");
  });

  it("gives the pieces of a text for elements in between", () => {
    expect(translator().pieces("hello", { name: 42 })).toEqual(["Hello ", 42]);
  });

  it("finds the best language that it has", () => {
    expect(bestLocale("pt-PT", ["pt-BR", "de"])).toBe("pt-BR");
    expect(bestLocale("en-GB", ["de"])).toBe("en");
    expect(bestLocale("xx", ["de"])).toBe("en");
  });
});

describe("catalogue check", () => {
  it("names what is missing, unknown or has other values", () => {
    const translated: Catalogue = { hello: "Hallo", extra: "?", waiting: { other: "{count} Chats" } };
    expect(catalogueProblems(english, translated)).toEqual(["missing: onlyEnglish", "unknown: extra", "other values: hello"]);
  });

  it("makes a language that is longer and keeps the values", () => {
    const pseudo = pseudoCatalogue(english);
    expect(pseudo["hello"]).toContain("{name}");
    expect(catalogueProblems(english, pseudo)).toEqual([]);
    expect(String(pseudo["onlyEnglish"]).length).toBeGreaterThan(english.onlyEnglish.length * 1.3);
  });
});
