/** One test run for all client packages, in a simulated DOM. */
import { defineConfig } from "vitest/config";
import { preactTransform } from "./build.shared.ts";

export default defineConfig({
  oxc: preactTransform,
  test: {
    include: ["*/{src,tests}/**/*.test.{ts,tsx}"],
    environment: "happy-dom",
    setupFiles: ["./ui/src/testing/setup.ts"],
    // Style sheets are left out of the tests, except where a test reads one as text.
    css: { include: [/\?raw/, /&raw/], modules: { classNameStrategy: "non-scoped" } },
    restoreMocks: true,
  },
});
