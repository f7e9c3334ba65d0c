/**
 * Takes the words of the settings out of the first load: most people who work here never open them.
 *
 * Owns: which words those are: the ones that no file outside the folders of `LATER` says.
 * Holds: `en.json` stays one catalogue for people, tests and types; only the build deals it out, so no word is put in the
 * wrong half by hand. Whatever brings a page of these folders brings the second half first (`loadSettingsWords`).
 */
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Plugin } from "vite";

/** Folders of the pages that load the second half. Nothing else imports a screen from them. */
const LATER = new Set(["account", "audit", "groups", "inboxes", "licences", "messages", "organisation", "people", "settings"]);

const SOURCES = resolve(import.meta.dirname, "src");
const CATALOGUE = resolve(SOURCES, "language/en.json");
const SECOND_HALF = resolve(SOURCES, "language/settingsWords.ts");
const FIRST_HALF_ID = "\0words-of-the-first-load";

type Words = Record<string, unknown>;

export function splitWords(): Plugin {
  let halves: { first: Words; second: Words } | undefined;
  const split = () => (halves ??= dealOut(JSON.parse(readFileSync(CATALOGUE, "utf8")) as Words, readFirstSources()));
  return {
    name: "split-words",
    apply: "build",
    enforce: "pre",
    resolveId(source, importer) {
      if (!importer || !source.endsWith("/en.json")) return null;
      return resolve(importer, "..", source) === CATALOGUE ? FIRST_HALF_ID : null;
    },
    load(id) {
      if (id === FIRST_HALF_ID) return asModule(split().first);
      return id === SECOND_HALF ? asModule(split().second) : null;
    },
  };
}

function readFirstSources(): string {
  return readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !LATER.has(file.split(/[\\/]/)[0]!))
    .map((file) => readFileSync(resolve(SOURCES, file), "utf8"))
    .join("\n");
}

function dealOut(words: Words, sources: string): { first: Words; second: Words } {
  const first: Words = {};
  const second: Words = {};
  for (const [key, word] of Object.entries(words)) (isSaid(key, sources) ? first : second)[key] = word;
  return { first, second };
}

/** Some are put together: t(`status.${status}`). The kit's own are asked for by their prefix. */
function isSaid(key: string, sources: string): boolean {
  if (key.startsWith("kit.") || sources.includes(`"${key}"`)) return true;
  const parts = key.split(".");
  return parts.some((_, at) => at > 0 && sources.includes(`\`${parts.slice(0, at).join(".")}.\${`));
}

function asModule(words: Words): string {
  return `export default JSON.parse(${JSON.stringify(JSON.stringify(words))});`;
}
