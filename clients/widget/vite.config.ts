/** Builds the widget's app, which runs inside our own frame, for `/assets/widget/`. */
import { defineConfig } from "vite";
import { bundleOptions } from "../build.shared.ts";
import { importPlainly } from "./preload.config.ts";
import { dropUnusedTokens } from "./tokens.config.ts";

const shared = bundleOptions("widget");

export default defineConfig({
  ...shared,
  root: import.meta.dirname,
  plugins: [dropUnusedTokens(), importPlainly()],
  build: { ...shared.build, rolldownOptions: { input: "src/main.tsx" } },
});
