/**
 * A list of any length of which only the visible rows exist.
 *
 * Holds: rows have one height; at most `ROWS_MAX` are in the page; the row that has the focus is never taken away; screen
 * readers hear the place of each row in the whole.
 */
import type { ComponentChildren, Ref } from "preact";
import { useCallback, useImperativeHandle, useLayoutEffect, useRef, useState } from "preact/hooks";
import css from "./list.module.css";

/** In the page at once. */
const ROWS_MAX = 40;
const SPARE_ROWS = 4;

export interface WindowedListHandle {
  /** Scrolls to the row and puts the focus on its link. */
  focusRow: (index: number) => void;
}

export interface WindowedListProps {
  label: string;
  ids: string[];
  rowHeight: number;
  row: (id: string, index: number) => ComponentChildren;
  handle?: Ref<WindowedListHandle>;
  onHands?: (inside: boolean) => void;
}

export function WindowedList({ label, ids, rowHeight, row, handle, onHands }: WindowedListProps) {
  const box = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState({ first: 0, last: SPARE_ROWS * 2 });
  const [focused, setFocused] = useState<string | null>(null);
  const wanted = useRef<number | null>(null);

  const measure = useCallback((): void => {
    const element = box.current;
    if (!element) return;
    setRange((before) => sameOr(before, visibleRange(element.scrollTop, element.clientHeight, rowHeight)));
  }, [rowHeight]);
  useLayoutEffect(() => {
    measure();
    const observer = new ResizeObserver(measure);
    if (box.current) observer.observe(box.current);
    return () => observer.disconnect();
  }, [measure]);

  const focusWanted = (): void => {
    const index = wanted.current;
    const target = index === null ? null : box.current?.querySelector<HTMLElement>(`[data-index="${index}"] a`);
    if (!target) return;
    wanted.current = null;
    target.focus({ preventScroll: true });
  };
  useLayoutEffect(focusWanted);
  useImperativeHandle(handle ?? null, () => ({
    focusRow: (index) => {
      wanted.current = index;
      if (box.current) scrollIntoBox(box.current, index, rowHeight);
      measure();
      focusWanted();
    },
  }), [rowHeight, measure]);

  const last = Math.min(ids.length - 1, range.last);
  const indexes = Array.from({ length: Math.max(0, last - range.first + 1) }, (_, offset) => range.first + offset);
  const focusedIndex = focused === null ? -1 : ids.indexOf(focused);
  if (focusedIndex >= 0 && !indexes.includes(focusedIndex)) indexes.push(focusedIndex);

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- only notices that a hand is in the list
    <div
      ref={box}
      class={css.scroller}
      onScroll={measure}
      onPointerEnter={() => onHands?.(true)}
      onPointerLeave={() => onHands?.(false)}
      onFocusIn={(event) => setFocused((event.target as Element).closest<HTMLElement>("[data-id]")?.dataset["id"] ?? null)}
      onFocusOut={() => setFocused(null)}
    >
      <ul class={css.rows} aria-label={label} style={{ blockSize: `${ids.length * rowHeight}px` }}>
        {indexes.map((index) => (
          <li
            key={ids[index]}
            class={css.place}
            data-index={index}
            data-id={ids[index]}
            aria-setsize={ids.length}
            aria-posinset={index + 1}
            style={{ blockSize: `${rowHeight}px`, transform: `translateY(${index * rowHeight}px)` }}
          >
            {row(ids[index]!, index)}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The rows to draw: those in sight and a few around, never more than the page may hold. */
export function visibleRange(scrollTop: number, height: number, rowHeight: number): { first: number; last: number } {
  const top = Math.floor(scrollTop / rowHeight);
  const inSight = Math.ceil(height / rowHeight) + 1;
  const spare = Math.max(0, Math.min(SPARE_ROWS, Math.floor((ROWS_MAX - 1 - inSight) / 2)));
  return { first: Math.max(0, top - spare), last: top + Math.min(inSight, ROWS_MAX - 1) + spare - 1 };
}

function sameOr<Range extends { first: number; last: number }>(before: Range, after: Range): Range {
  return before.first === after.first && before.last === after.last ? before : after;
}

function scrollIntoBox(box: HTMLElement, index: number, rowHeight: number): void {
  const top = index * rowHeight;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + rowHeight > box.scrollTop + box.clientHeight) box.scrollTop = top + rowHeight - box.clientHeight;
}
