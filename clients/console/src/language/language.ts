/**
 * The console's words: one translator, the language in force, the direction of reading.
 *
 * Owns: which languages exist, and the kit's own words in them. English is complete; a test holds the others to it.
 */
import { createTranslator, type KitWords, kitWords } from "@deskbell/ui";
import { computed } from "@preact/signals";
import english from "./en.json";

export const LANGUAGES = { en: "English", ar: "العربية" } as const;
export type Language = keyof typeof LANGUAGES;

const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"]);

const translator = createTranslator(english, { ar: () => import("./ar.json") });

export type Word = keyof typeof english;

export const { t, pieces, locale } = translator;

export const direction = computed(() => (RIGHT_TO_LEFT.has(locale.value.split("-")[0]!) ? "rtl" : "ltr"));

/** What dates and times are written by: the browser's own region of the language, where it has one ("en-GB"). */
export const region = computed(() => {
  const wanted = navigator.languages.find((one) => one.split("-")[0] === locale.value.split("-")[0]);
  return wanted ?? locale.value;
});

/** The words of the settings come with their pages. Whoever brings such a page brings them first. */
export async function loadSettingsWords(): Promise<void> {
  Object.assign(english, (await import("./settingsWords.ts")).default);
}

const KIT_PREFIX = "kit.";

/** Loads the best language for `wanted` and turns the page to it. */
export async function setLanguage(wanted: string): Promise<void> {
  await translator.setLocale(wanted);
  document.documentElement.lang = locale.value;
  document.documentElement.dir = direction.value;
  kitWords.value = readKitWords();
}

function readKitWords(): KitWords {
  const names = Object.keys(kitWords.peek()) as (keyof KitWords)[];
  const entries = names.map((name) => [name, t(`${KIT_PREFIX}${name}` as Word)]);
  return Object.fromEntries(entries) as KitWords;
}
