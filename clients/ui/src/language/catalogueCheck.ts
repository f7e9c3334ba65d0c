/**
 * What the tests ask of a translated catalogue, and the made-up language they try the screens with.
 *
 * Never shipped: imported by tests and the gallery only.
 */
import type { Catalogue, Entry } from "./phrase.ts";

const ACCENTED: Record<string, string> = {
  a: "á", c: "ç", e: "é", i: "î", n: "ñ", o: "ö", s: "š", u: "ü", y: "ý", A: "Å", C: "Ç", E: "É", I: "Î", N: "Ñ",
  O: "Ö", S: "Š", U: "Ü",
};

/** Every way in which `translated` does not fit `english`: keys too many, keys missing, values that differ. */
export function catalogueProblems(english: Catalogue, translated: Catalogue): string[] {
  const missing = Object.keys(english).filter((key) => !(key in translated)).map((key) => `missing: ${key}`);
  const unknown = Object.keys(translated).filter((key) => !(key in english)).map((key) => `unknown: ${key}`);
  const different = Object.keys(translated)
    .filter((key) => key in english && placesOf(english[key]!) !== placesOf(translated[key]!))
    .map((key) => `other values: ${key}`);
  return [...missing, ...unknown, ...different];
}

/** The same catalogue a third longer and accented: shows clipped labels and words that were never translated. */
export function pseudoCatalogue(english: Catalogue): Catalogue {
  return Object.fromEntries(Object.entries(english).map(([key, entry]) => [key, mapTexts(entry, stretch)]));
}

function mapTexts(entry: Entry, change: (text: string) => string): Entry {
  if (typeof entry === "string") return change(entry);
  return Object.fromEntries(Object.entries(entry).map(([form, text]) => [form, change(text)]));
}

function stretch(text: string): string {
  const accented = text.replace(/\{\w+\}|\w/g, (piece) => ACCENTED[piece] ?? piece);
  return `[${accented}${"·".repeat(Math.ceil(text.length / 3))}]`;
}

function placesOf(entry: Entry): string {
  const texts = typeof entry === "string" ? [entry] : Object.values(entry);
  // A plural form may leave the number out ("one chat"), so {count} says nothing about completeness.
  const places = texts.flatMap((text) => text.match(/\{\w+\}/g) ?? []).filter((place) => place !== "{count}");
  return [...new Set(places)].toSorted().join();
}
