/**
 * The shape of what is being loaded. Stands still, and shows only after 200 ms, so that quick answers do not flicker.
 */
import type { ComponentChildren } from "preact";
import { VisuallyHidden } from "../layout/VisuallyHidden.tsx";
import { kitWord } from "../words.ts";
import css from "./skeleton.module.css";

/** Wraps what is loading: marks it busy and says so once. */
export function SkeletonArea({ children }: { children?: ComponentChildren }) {
  return (
    <div class={css.area} aria-busy="true">
      <VisuallyHidden>{kitWord("loading")}</VisuallyHidden>
      <div aria-hidden="true">{children}</div>
    </div>
  );
}

export interface SkeletonProps {
  shape?: "line" | "block" | "circle";
  /** In CSS units. */
  width?: string;
  height?: string;
}

export function Skeleton({ shape = "line", width, height }: SkeletonProps) {
  return <span class={`${css.skeleton} ${css[shape]}`} style={{ inlineSize: width, blockSize: height }} />;
}

/** A list of rows as the console's lists and tables have them. */
export function SkeletonRows({ rows = 5 }: { rows?: number }) {
  return (
    <SkeletonArea>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} class={css.row}>
          <Skeleton shape="circle" />
          <div class={css.lines}>
            <Skeleton width={`${35 + ((index * 17) % 25)}%`} />
            <Skeleton width={`${55 + ((index * 23) % 35)}%`} />
          </div>
        </div>
      ))}
    </SkeletonArea>
  );
}
