/**
 * Builds the loader: the one script that runs on other people's pages.
 *
 * Holds: a single classic script without imports, wrapped in a function, that leaves no global of its own making;
 * a fixed name, because the server wraps it with an inbox's settings and serves it under another address.
 */
import { defineConfig } from "vite";
import { bundleOptions } from "../build.shared.ts";

const shared = bundleOptions("widget");

export default defineConfig({
  ...shared,
  root: import.meta.dirname,
  build: {
    ...shared.build,
    emptyOutDir: false, // the widget's app was built into the same folder just before
    manifest: false,
    target: "es2020", // host pages have older browsers among their visitors than our own screens have
    rolldownOptions: {
      input: "src/loader.ts",
      output: { format: "iife", entryFileNames: "loader.js" },
    },
  },
});
