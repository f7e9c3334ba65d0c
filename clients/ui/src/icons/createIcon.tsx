/** Makes an icon component out of one path, drawn with a 1.5 unit line on a grid of 16. */
import type { JSX } from "preact";
import css from "./icon.module.css";

export interface IconProps {
  /** Edge length in CSS pixels. 16 by default. */
  size?: number;
  class?: string;
}

export type Icon = (props: IconProps) => JSX.Element;

/** `turns`: the icon points along the line of reading and is mirrored in right-to-left pages. */
export function createIcon(path: string, options: { turns?: boolean } = {}): Icon {
  const own = options.turns ? `${css.icon} ${css.turns}` : css.icon;
  return function IconShape({ size = 16, class: extra = "" }: IconProps) {
    return (
      <svg class={`${own} ${extra}`} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
        <path d={path} />
      </svg>
    );
  };
}
