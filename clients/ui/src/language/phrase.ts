/**
 * Makes a phrase of a catalogue's entry: the right plural form, with the values put in.
 *
 * Pure, and small enough for the widget, which keeps its language without the translator.
 */

/** A text, or one text for each plural form; `{count}` chooses among them. `{name}` marks a value. */
export type Entry = string | Partial<Record<Intl.LDMLPluralRule, string>>;
export type Catalogue = Record<string, Entry>;
export type Values = Record<string, string | number>;

/** The words of `entry` in `locale`. A value that is missing leaves its mark standing, so that the gap is seen. */
export function phrase(entry: Entry, values: Values, locale: string): string {
  return chooseForm(entry, values["count"], locale).replace(/\{(\w+)\}/g, (place, name) => {
    const value = values[name];
    if (value === undefined) return place;
    return typeof value === "number" ? new Intl.NumberFormat(locale).format(value) : value;
  });
}

/** The text of `entry` for a number of things; for anything else the general one. */
export function chooseForm(entry: Entry, count: unknown, locale: string): string {
  if (typeof entry === "string") return entry;
  const form = typeof count === "number" ? new Intl.PluralRules(locale).select(count) : "other";
  return entry[form] ?? entry.other ?? "";
}

/** The best of `available` for `wanted`: the same, else the same language in another region, else English. */
export function bestLocale(wanted: string, available: string[]): string {
  const lower = wanted.toLowerCase();
  const language = lower.split("-")[0]!;
  const exact = available.find((name) => name.toLowerCase() === lower);
  const near = available.find((name) => name.toLowerCase().split("-")[0] === language);
  return exact ?? (language === "en" ? "en" : (near ?? "en"));
}
