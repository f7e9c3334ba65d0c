/**
 * The widget's words, in the visitor's language.
 *
 * Owns: which languages there are, which one is used, placeholders, plurals, writing direction.
 * Never: a sentence put together from parts.
 * Holds: English is built in and complete; a word that a language lacks is said in English.
 */
import arabic from "./locale/ar.json?url";
import german from "./locale/de.json?url";
import english from "./locale/en.json";
import type later from "./locale/en.later.json";

type English = typeof english & typeof later;
type PluralOf<Key> = Key extends `${infer Stem}.other` ? Stem : never;
export type PluralWord = PluralOf<keyof English>;
export type Word = Exclude<keyof English, `${string}.${string}`>;
type Catalogue = Record<string, string>;

/** Where the others are fetched from, when they are wanted. */
const OTHERS: Record<string, string> = { ar: arabic, de: german };
const DAY_MS = 86_400_000;
const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"]);

const builtIn: Catalogue = { ...english };
let catalogue: Catalogue = {};
let tag = "en";

/** Loads the language for this tag ("auto": what the browser prefers), and turns the document to it. */
export async function speak(locale: string, preferred: readonly string[] = navigator.languages): Promise<void> {
  const wanted = locale && locale !== "auto" ? [locale] : preferred;
  tag = wanted.find((candidate) => languageOf(candidate) === "en" || languageOf(candidate) in OTHERS) ?? "en";
  const language = languageOf(tag);
  catalogue = await load(OTHERS[language]);
  document.documentElement.lang = tag;
  document.documentElement.dir = RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr";
}

async function load(address: string | undefined): Promise<Catalogue> {
  try {
    return address ? ((await (await fetch(address)).json()) as Catalogue) : {};
  } catch {
    return {};
  }
}

function languageOf(candidate: string): string {
  return candidate.toLowerCase().split("-")[0] ?? "";
}

/** More words in English: those that come after the first load. */
export function learn(words: Catalogue): void {
  Object.assign(builtIn, words);
}

export function t(word: Word, values: Record<string, string | number> = {}): string {
  return fill(find(word) ?? word, values);
}

/** The form that the language has for this count; `{count}` is written with its digits. */
export function plural(word: PluralWord, count: number): string {
  const form = find(`${word}.${new Intl.PluralRules(tag).select(count)}`) ?? find(`${word}.other`) ?? word;
  return fill(form, { count: number(count) });
}

export function number(value: number): string {
  return new Intl.NumberFormat(tag).format(value);
}

function find(key: string): string | undefined {
  return catalogue[key] ?? builtIn[key];
}

function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export function clockTime(at: number): string {
  return new Intl.DateTimeFormat(tag, { hour: "numeric", minute: "2-digit" }).format(at);
}

/** Today, yesterday, or the date. */
export function day(at: number, now = Date.now()): string {
  const ago = Math.round((new Date(now).setHours(12, 0, 0, 0) - new Date(at).setHours(12, 0, 0, 0)) / DAY_MS);
  if (ago >= 0 && ago < 2) return new Intl.RelativeTimeFormat(tag, { numeric: "auto" }).format(-ago, "day");
  return new Intl.DateTimeFormat(tag, { weekday: "long", day: "numeric", month: "long" }).format(at);
}

export function dayAndTime(at: number): string {
  return new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle: "short" }).format(at);
}
