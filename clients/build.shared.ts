/**
 * What every client bundle has in common.
 *
 * Owns: where built files go, and the address they are served under.
 * Never: inlines a file as a data: address, or relies on inline script or style: the pages are served under a strict
 * Content-Security-Policy.
 * Holds: the server finds entry files through `.vite/manifest.json` in each output folder; every other file name
 * carries a hash of its content and may be cached for ever.
 */
import { resolve } from "node:path";
import type { BuildOptions, UserConfig } from "vite";

const STATIC_FOLDER = resolve(import.meta.dirname, "../src/deskbell/web/static");

/**
 * The oldest browsers a bundle is compiled for. Colleagues' browsers have native dialogs, popovers and light-dark();
 * visitors come with what they have, and newer CSS is compiled down for them.
 */
const TARGETS = {
  console: ["chrome123", "firefox125", "safari17.5"],
  widget: ["chrome103", "firefox102", "safari15.6"],
};

/** Preact's automatic JSX runtime, compiled by Vite's own transformer: no preset needed. */
export const preactTransform: UserConfig["oxc"] = {
  jsx: { runtime: "automatic", importSource: "preact" },
};

/** Options of one bundle whose files land in `static/<name>` and are served under `/assets/<name>/`. */
export function bundleOptions(name: "console" | "widget"): Pick<UserConfig, "base" | "publicDir" | "oxc"> & {
  build: BuildOptions;
} {
  return {
    base: `/assets/${name}/`,
    publicDir: false,
    oxc: preactTransform,
    build: {
      outDir: resolve(STATIC_FOLDER, name),
      emptyOutDir: true,
      manifest: true,
      target: TARGETS[name],
      assetsDir: "",
      assetsInlineLimit: 0,
      // Module preloading is native in every target; the polyfill would only add bytes.
      modulePreload: { polyfill: false },
      sourcemap: false,
      reportCompressedSize: false,
    },
  };
}
