/**
 * Turns keys into words of the chosen language.
 *
 * Owns: which language is in force and its catalogue. The English catalogue gives the type of the keys.
 * Never: shows a key or a blank where another language has a gap: English stands in.
 * Holds: a catalogue is plain JSON, loaded when its language is chosen.
 */
import { signal, type ReadonlySignal } from "@preact/signals";
import { bestLocale, chooseForm, phrase, type Catalogue, type Entry, type Values } from "./phrase.ts";

/** Brings one language's catalogue; usually `() => import("./de.json")`. */
export type CatalogueLoader = () => Promise<{ default: Catalogue }>;

export interface Translator<Key extends string> {
  /** The words for `key`, with `values` put in. Components that call it are drawn again when the language changes. */
  t: (key: Key, values?: Values) => string;
  /** Like `t`, for values that are elements: returns the pieces in order, to be used as children. */
  pieces: <Piece>(key: Key, values: Record<string, Piece>) => (string | Piece)[];
  /** The language in force, for example "pt-BR". */
  locale: ReadonlySignal<string>;
  /** Loads and switches. Resolves to the language in force afterwards: the best of those we have. */
  setLocale: (wanted: string) => Promise<string>;
}

/** A translator over `english`, which is complete by definition, and whatever `loaders` has besides. */
export function createTranslator<English extends Catalogue>(
  english: English,
  loaders: Record<string, CatalogueLoader> = {},
): Translator<keyof English & string> {
  type Key = keyof English & string;
  const locale = signal("en");
  const catalogue = signal<Catalogue>(english);
  let latestWish = 0;

  /** The entry and the language it is written in, which decides its plurals. */
  const find = (key: Key): [Entry, string] => {
    const translated = catalogue.value[key];
    return translated === undefined ? [english[key] ?? key, "en"] : [translated, locale.value];
  };

  return {
    locale,
    t: (key, values = {}) => {
      const [entry, language] = find(key);
      return phrase(entry, values, language);
    },
    pieces: (key, values) => {
      const [entry, language] = find(key);
      return chooseForm(entry, values["count"], language)
        .split(/(\{\w+\})/)
        .filter((piece) => piece !== "")
        .map((piece) => (/^\{\w+\}$/.test(piece) ? (values[piece.slice(1, -1)] ?? piece) : piece));
    },
    setLocale: async (wanted) => {
      const wish = ++latestWish;
      const name = bestLocale(wanted, Object.keys(loaders));
      const load = loaders[name];
      const loaded = load ? (await load()).default : english;
      // A slow download must not overrule a later choice.
      if (wish === latestWish) {
        catalogue.value = loaded;
        locale.value = name;
      }
      return locale.value;
    },
  };
}
