/**
 * The byte budgets of `npm run size`, gzipped. A budget that breaks fails the build.
 *
 * Initial files are found as a browser finds them: the entry and everything it imports statically, from the manifest.
 */
import { existsSync, readFileSync, readdirSync } from "node:fs";

const STATIC = "../src/deskbell/web/static";

function readManifest(name) {
  const path = new URL(`${STATIC}/${name}/.vite/manifest.json`, import.meta.url);
  if (!existsSync(path)) throw new Error(`No build of the ${name} found. Run "npm run build" first.`);
  return JSON.parse(readFileSync(path, "utf8"));
}

function initialFiles(name) {
  const manifest = readManifest(name);
  const seen = new Set();
  const visit = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    manifest[key].imports?.forEach(visit);
  };
  Object.keys(manifest).filter((key) => manifest[key].isEntry).forEach(visit);
  const chunks = [...seen].map((key) => manifest[key]);
  return {
    scripts: chunks.map((chunk) => `${STATIC}/${name}/${chunk.file}`),
    styles: [...new Set(chunks.flatMap((chunk) => chunk.css ?? []))].map((file) => `${STATIC}/${name}/${file}`),
  };
}

function filesEnding(name, ending) {
  return readdirSync(new URL(`${STATIC}/${name}`, import.meta.url), { recursive: true })
    .filter((file) => file.endsWith(ending) && file !== "loader.js")
    .map((file) => `${STATIC}/${name}/${file}`);
}

const consoleInitial = initialFiles("console");
const widgetInitial = initialFiles("widget");
const widgetLater = filesEnding("widget", ".js").filter((file) => !widgetInitial.scripts.includes(file));
const widgetLanguages = filesEnding("widget", ".json").filter((file) => !file.includes("/.vite/"));
const lazyRoutes = filesEnding("console", ".js").filter((file) => !consoleInitial.scripts.includes(file));
const consoleStyles = filesEnding("console", ".css");

const budget = (name, path, limit) => ({ name, path, limit, gzip: true });

export default [
  budget("widget loader", [`${STATIC}/widget/loader.js`], "3 kB"),
  budget("widget app, script and style", [...widgetInitial.scripts, ...widgetInitial.styles], "20 kB"),
  budget("widget, once a chat has begun", widgetLater, "3 kB"),
  ...widgetLanguages.map((file) => budget(`widget language ${file.split("/").pop()}`, [file], "2 kB")),
  budget("console, first load script", consoleInitial.scripts, "60 kB"),
  budget("console, all script", filesEnding("console", ".js"), "180 kB"),
  ...(consoleStyles.length > 0 ? [budget("console, all style", consoleStyles, "14 kB")] : []),
  ...lazyRoutes.map((file) => budget(`console chunk ${file.split("/").pop()}`, [file], "35 kB")),
];
