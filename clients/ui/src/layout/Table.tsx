/**
 * Rows and columns, dense and legible.
 *
 * Holds: a real table with a caption; columns sort by their buttons; figures stand at the end of the line; a table that
 * is too wide scrolls in its own box, which the keyboard can reach.
 */
import type { ComponentChildren } from "preact";
import { Fragment } from "preact";
import { useId } from "preact/hooks";
import { VisuallyHidden } from "./VisuallyHidden.tsx";
import { IconChevronDown } from "../icons/icons.tsx";
import { kitWord } from "../words.ts";
import css from "./table.module.css";

export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ComponentChildren;
  /** "figure" for numbers, "actions" for buttons. */
  kind?: "text" | "figure" | "actions";
  sortable?: boolean;
  /** The cell that names the row. Usually the first. */
  namesRow?: boolean;
}

export interface TableSort {
  key: string;
  direction: "up" | "down";
}

export interface TableProps<Row> {
  /** What the table shows. Read aloud; on screen only with `captionShown`. */
  caption: string;
  captionShown?: boolean;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  sort?: TableSort;
  onSort?: (sort: TableSort) => void;
  isSelected?: (row: Row) => boolean;
  /** A press anywhere on the row. Give the row a link or button as well: this one is for the mouse. */
  onRowPress?: (row: Row) => void;
  /** What else there is to a row, in a line of its own below it; nothing while the row is closed. */
  detail?: (row: Row) => ComponentChildren;
  /** Shown instead of the rows when there are none. */
  empty?: ComponentChildren;
}

export function Table<Row>(props: TableProps<Row>) {
  const { caption, captionShown = false, columns, rows, rowKey, sort, onSort, isSelected, onRowPress, detail, empty } = props;
  const captionId = useId();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable
    <div class={css.scroller} role="group" aria-labelledby={captionId} tabIndex={0}>
      <table class={css.table}>
        <caption id={captionId} class={captionShown ? css.caption : undefined}>
          {captionShown ? caption : <VisuallyHidden>{caption}</VisuallyHidden>}
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeaderCell key={column.key} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Fragment key={rowKey(row)}>
              <tr
                class={onRowPress ? css.pressable : undefined}
                aria-selected={isSelected?.(row) || undefined}
                onClick={onRowPress && ((event) => pressRow(event, () => onRowPress(row)))}
              >
                {columns.map((column) =>
                  column.namesRow ? (
                    <th key={column.key} scope="row" class={css.rowName}>
                      {column.cell(row)}
                    </th>
                  ) : (
                    <td key={column.key} class={column.kind && css[column.kind]}>
                      {column.cell(row)}
                    </td>
                  ),
                )}
              </tr>
              <DetailLine columns={columns.length}>{detail?.(row)}</DetailLine>
            </Fragment>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && empty}
    </div>
  );
}

function DetailLine({ columns, children }: { columns: number; children?: ComponentChildren }) {
  if (children === undefined || children === null || children === false) return null;
  return (
    <tr class={css.detail}>
      <td colSpan={columns}>{children}</td>
    </tr>
  );
}

function HeaderCell<Row>(props: {
  column: Column<Row>;
  sort: TableSort | undefined;
  onSort: ((sort: TableSort) => void) | undefined;
}) {
  const { column, sort, onSort } = props;
  const sorted = sort?.key === column.key ? sort.direction : undefined;
  const className = column.kind && css[column.kind];
  if (!column.sortable || !onSort) {
    return (
      <th scope="col" class={className}>
        {column.kind === "actions" ? <VisuallyHidden>{column.header}</VisuallyHidden> : column.header}
      </th>
    );
  }
  const next = sorted === "up" ? "down" : "up";
  return (
    <th scope="col" class={className} aria-sort={sorted === undefined ? "none" : sorted === "up" ? "ascending" : "descending"}>
      <button type="button" class={css.sort} data-sorted={sorted} onClick={() => onSort({ key: column.key, direction: next })}>
        {column.header}
        <IconChevronDown size={12} class={css.arrow} />
        {sorted && <VisuallyHidden>, {kitWord(sorted === "up" ? "sortedUp" : "sortedDown")}</VisuallyHidden>}
      </button>
    </th>
  );
}

/** Presses on a row's own controls, and the end of marking a text, are not presses on the row. */
function pressRow(event: MouseEvent, press: () => void): void {
  const onControl = (event.target as Element).closest("a, button, input, select, textarea, label");
  if (onControl || getSelection()?.type === "Range") return;
  press();
}
