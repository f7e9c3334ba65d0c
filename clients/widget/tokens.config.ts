/**
 * A build step: of the design tokens, visitors are sent what the widget needs.
 *
 * Owns: which declarations and rules of `tokens.css` reach the widget's bundle; which tokens are written out as values.
 * Holds: a token goes only when no source of the widget and no other token that stays mentions it, and is written out
 * only where nothing ever changes it. All of this is done before the bundle is hashed, so that another style has another
 * name.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const TOKENS = join(import.meta.dirname, "../ui/src/tokens.css");
const SOURCE = /\.(css|tsx?)$/;
const DECLARATION = /^\s*(--[\w-]+):\s*([^;]*);\n/gm;
const USE = /var\((--[\w-]+)\)/g;
/** A rule for elements with one of our attributes, such as a surface that the widget does not have. */
const RULE = /^\s*\[data-(\w+)=[^{}]*\{[^{}]*\}\n/gm;
const CONSTANTS = readConstants();

export function dropUnusedTokens(): Plugin {
  return {
    name: "drop-unused-tokens",
    enforce: "pre",
    transform(code, id) {
      if (id.endsWith("/widget/src/style.css")) return writeOut(code);
      if (!id.endsWith("/ui/src/tokens.css")) return undefined;
      const sources = readSources();
      const rules = code.replace(RULE, (whole, name: string) => (sources.includes(`dataset.${name}`) ? whole : ""));
      return prune(writeOut(rules), writeOut(sources));
    },
  };
}

/** Puts the value in the place of each token that has only one: a size, not a colour of two themes. */
function writeOut(css: string): string {
  const written = css.replace(USE, (whole, name: string) => CONSTANTS.get(name) ?? whole);
  return written === css ? css : writeOut(written);
}

function readConstants(): Map<string, string> {
  const declared = [...readFileSync(TOKENS, "utf8").matchAll(DECLARATION)].map(([, name = "", value = ""]) => [name, value]);
  const isConstant = ([name, value]: string[]): boolean =>
    !value?.includes("light-dark(") && declared.filter(([other]) => other === name).length === 1;
  return new Map(declared.filter(isConstant) as [string, string][]);
}

function readSources(): string {
  const folder = join(import.meta.dirname, "src");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => SOURCE.test(file));
  return files.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
}

/** Again and again, because a token may be used by another token only. */
function prune(tokens: string, sources: string): string {
  const isUsed = (name: string): boolean => new RegExp(`${name}(?![\\w-])(?!:)`).test(sources + tokens);
  const pruned = tokens.replace(DECLARATION, (whole, name: string) => (isUsed(name) ? whole : ""));
  return pruned === tokens ? tokens : prune(pruned, sources);
}
