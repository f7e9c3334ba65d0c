/** Serves the gallery while developing the kit. Never part of a build that ships. */
import { defineConfig } from "vite";
import { preactTransform } from "../../build.shared.ts";

export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  oxc: preactTransform,
  build: { outDir: "dist", emptyOutDir: true },
});
