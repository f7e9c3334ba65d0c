/**
 * Puts a floating box beside the thing it belongs to, inside the window.
 *
 * Holds: it turns to the other side where there is no room, and slides along the edge rather than leave the window.
 */
import { isRightToLeft } from "../focus/focus.ts";

export type Placement =
  | "below" | "below-start" | "below-end" | "above" | "above-start" | "above-end" | "beside-start" | "beside-end";

/** Between the anchor and the box, in CSS pixels. */
const GAP = 6;
/** Between the box and the edge of the window. */
const MARGIN = 8;

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Moves `floating` (position: fixed) to its place beside `anchor`. */
export function placeBeside(floating: HTMLElement, anchor: Element, placement: Placement): void {
  const space = { width: document.documentElement.clientWidth, height: document.documentElement.clientHeight };
  const spot = findSpot(anchor.getBoundingClientRect(), floating.getBoundingClientRect(), space, placement, isRightToLeft(anchor));
  floating.style.left = `${Math.round(spot.left)}px`;
  floating.style.top = `${Math.round(spot.top)}px`;
  floating.dataset["placed"] = "";
}

/** Keeps `floating` in its place while the page scrolls or changes size. Returns the function that stops it. */
export function keepBeside(floating: HTMLElement, anchor: Element, placement: Placement): () => void {
  const place = (): void => placeBeside(floating, anchor, placement);
  place();
  addEventListener("resize", place);
  addEventListener("scroll", place, { capture: true, passive: true });
  return () => {
    delete floating.dataset["placed"];
    removeEventListener("resize", place);
    removeEventListener("scroll", place, { capture: true });
  };
}

/** Pure geometry: where the top left corner goes. */
export function findSpot(
  anchor: Box,
  floating: { width: number; height: number },
  space: { width: number; height: number },
  placement: Placement,
  rightToLeft: boolean,
): { left: number; top: number } {
  const [side, align = "center"] = placement.split("-") as ["below" | "above" | "beside", string?];
  if (side === "beside") {
    if (!hasRoomBeside(anchor, floating.width, space.width)) return findSpot(anchor, floating, space, "above", rightToLeft);
    const onRight = (align === "end") !== rightToLeft;
    const left = turn(onRight, anchor.left, anchor.width, floating.width, space.width);
    return { left, top: slide(anchor.top + (anchor.height - floating.height) / 2, floating.height, space.height) };
  }
  const top = turn(side === "below", anchor.top, anchor.height, floating.height, space.height);
  const atLeft = align === "center" ? 0.5 : (align === "start") === rightToLeft ? 1 : 0;
  const left = anchor.left + (anchor.width - floating.width) * atLeft;
  return { left: slide(left, floating.width, space.width), top };
}

function hasRoomBeside(anchor: Box, width: number, room: number): boolean {
  return Math.max(anchor.left, room - anchor.left - anchor.width) - GAP - MARGIN >= width;
}

function slide(at: number, size: number, room: number): number {
  return Math.max(MARGIN, Math.min(at, room - size - MARGIN));
}

/** Along one axis: after the anchor or before it, whichever was asked for and fits, else where there is more room. */
function turn(after: boolean, anchorAt: number, anchorSize: number, size: number, room: number): number {
  const roomAfter = room - anchorAt - anchorSize - GAP - MARGIN;
  const roomBefore = anchorAt - GAP - MARGIN;
  const wantedFits = after ? roomAfter >= size : roomBefore >= size;
  const goAfter = wantedFits ? after : roomAfter >= roomBefore;
  return goAfter ? anchorAt + anchorSize + GAP : anchorAt - size - GAP;
}
