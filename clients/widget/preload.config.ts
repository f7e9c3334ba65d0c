/**
 * A build step: a file that is fetched later is fetched by the browser alone.
 *
 * Owns: what stands in for the bundler's helper, which fetches the styles and the imports of such a file beside it, and
 * weighs more than the file.
 * Holds: there is nothing beside it: all styles, and whatever it shares with the first load, are there already.
 */
import type { Plugin } from "vite";

export function importPlainly(): Plugin {
  return {
    name: "import-plainly",
    apply: "build",
    enforce: "pre",
    load: (id) => (id.endsWith("vite/preload-helper.js") ? "export const __vitePreload = (load) => load();" : null),
  };
}
