/** The contrast ratio of WCAG 2, and the colours of a token file to apply it to. For tests. */

export type Side = "light" | "dark";
export type Tokens = Record<string, Record<Side, string>>;

/** All colour tokens of `css`: those written as `--name: light-dark(#light, #dark)` in its first block. */
export function readColourTokens(css: string): Tokens {
  const found = css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g);
  return Object.fromEntries([...found].map(([, name, light, dark]) => [name!, { light: light!, dark: dark! }]));
}

/** Between 1 (the same) and 21 (black on white). */
export function contrastRatio(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].toSorted((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** Relative luminance of "#rrggbb", from sRGB. */
export function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => linear(Number.parseInt(colour.slice(at, at + 2), 16) / 255)) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linear(channel: number): number {
  return channel <= 0.040_45 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
