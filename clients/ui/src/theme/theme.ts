/** Applies a person's choice of theme and density to the page. The choice itself is kept on the server. */

export type Theme = "light" | "dark" | "system";
export type Density = "compact" | "comfortable";

export function applyTheme(theme: Theme): void {
  document.documentElement.dataset["theme"] = theme;
}

export function applyDensity(density: Density): void {
  document.documentElement.dataset["density"] = density;
}

/** True if the person asked the system for less motion. */
export function prefersReducedMotion(): boolean {
  return typeof matchMedia === "function" && matchMedia("(prefers-reduced-motion: reduce)").matches;
}
