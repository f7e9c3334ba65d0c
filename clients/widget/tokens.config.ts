/**
 * A build step: design tokens that the widget does not use are not sent to visitors.
 *
 * Owns: which declarations and rules of `tokens.css` reach the widget's bundle.
 * Holds: a token goes only when no source of the widget and no other token that stays mentions it. It goes before the
 * bundle is hashed, so that another style has another name.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const SOURCE = /\.(css|tsx?)$/;
const DECLARATION = /^\s*(--[\w-]+):[^;]*;\n/gm;
/** A rule for elements with one of our attributes, such as a surface that the widget does not have. */
const RULE = /^\s*\[data-(\w+)=[^{}]*\{[^{}]*\}\n/gm;

export function dropUnusedTokens(): Plugin {
  return {
    name: "drop-unused-tokens",
    enforce: "pre",
    transform(code, id) {
      if (!id.endsWith("/ui/src/tokens.css")) return undefined;
      const sources = readSources();
      const rules = code.replace(RULE, (whole, name: string) => (sources.includes(`dataset.${name}`) ? whole : ""));
      return prune(rules, sources);
    },
  };
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
