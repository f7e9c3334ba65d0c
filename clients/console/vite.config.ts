/**
 * Builds the console for `/assets/console/`: one entry, its routes as lazy chunks, one style sheet.
 *
 * One sheet instead of one for each chunk: together they pack to two thirds, no page is ever drawn without its style, and
 * the strict policy has no style element to worry about.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig, type Manifest, type Plugin } from "vite";
import { bundleOptions } from "../build.shared.ts";
import { splitWords } from "./splitWords.ts";

const ENTRY = "src/main.tsx";
/** Enough that no two of some hundred classes meet; a class name is written often and says nothing to a browser. */
const CLASS_CHARACTERS = 5;

const shared = bundleOptions("console");

function shortClassName(name: string, file: string): string {
  const digest = createHash("sha256").update(`${file.replace(import.meta.dirname, "")} ${name}`).digest("base64url");
  return `_${digest.replaceAll(/[-_]/g, "").slice(0, CLASS_CHARACTERS)}`;
}

/** The server reads an app's styles off its entry in the manifest; there the one sheet has to be named. */
function styleOfEntry(): Plugin {
  return {
    name: "style-of-entry",
    writeBundle({ dir = "" }) {
      const place = resolve(dir, ".vite/manifest.json");
      const manifest = JSON.parse(readFileSync(place, "utf8")) as Manifest;
      const style = manifest["style.css"];
      const entry = manifest[ENTRY];
      if (!style || !entry) throw new Error("The build has left no style sheet, or no entry.");
      entry.css = [style.file];
      writeFileSync(place, `${JSON.stringify(manifest, null, 2)}\n`);
    },
  };
}

export default defineConfig({
  ...shared,
  root: import.meta.dirname,
  css: { modules: { generateScopedName: shortClassName } },
  plugins: [splitWords(), styleOfEntry()],
  build: { ...shared.build, cssCodeSplit: false, rolldownOptions: { input: ENTRY } },
});
