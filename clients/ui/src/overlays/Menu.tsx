/**
 * A list of actions behind one button.
 *
 * Holds: arrows, Home, End and typing the first letters move; Enter or Space acts; Tab and Escape leave. The menu closes
 * and the focus is back on its button before the action runs, so a dialog that it opens returns there.
 */
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { Kbd } from "../actions/Kbd.tsx";
import { rovingTarget } from "../focus/focus.ts";
import type { Icon } from "../icons/createIcon.tsx";
import { IconCheck } from "../icons/icons.tsx";
import { ariaKeyShortcuts } from "../keyboard/keyLabel.ts";
import type { Placement } from "./placement.ts";
import css from "./popover.module.css";
import { usePopover, type TriggerProps } from "./usePopover.ts";

/** A pause this long starts a new word when typing to find an item. */
const TYPING_PAUSE_MS = 600;

export interface MenuAction {
  label: string;
  icon?: Icon;
  /** A second, smaller line. */
  hint?: string;
  shortcut?: string;
  danger?: boolean;
  /** Shown, but cannot be chosen; say why in `hint`. */
  disabled?: boolean;
  /** Makes it one of a choice: marked or not. */
  checked?: boolean;
  onSelect: () => void;
}

/** "-" draws a line; `{ heading }` a small title. */
export type MenuItem = MenuAction | "-" | { heading: string };

export interface MenuProps {
  /** Draws the button; spread the given props over it. */
  trigger: (props: TriggerProps & { onKeyDown: (event: KeyboardEvent) => void }, open: boolean) => JSX.Element;
  label: string;
  items: MenuItem[];
  placement?: Placement;
  onOpenChange?: (open: boolean) => void;
}

export function Menu({ trigger, label, items, placement = "below-start", onOpenChange }: MenuProps) {
  const { open, close, triggerProps, boxProps } = usePopover({
    kind: "menu",
    placement,
    onOpenChange,
    findFirstFocus: (box) => box.querySelector<HTMLElement>('[aria-checked="true"]') ?? itemsWithin(box)[0],
  });
  const onKeyDown = useMenuKeys(close);
  const withIcons = items.some((item) => item !== "-" && "icon" in item);
  const openWithArrow = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown" || open) return;
    event.preventDefault();
    (event.currentTarget as HTMLElement).click();
  };
  return (
    <>
      {trigger({ ...triggerProps, onKeyDown: openWithArrow }, open)}
      <div {...boxProps} class={`${css.popover} ${css.menu}`} role="menu" aria-label={label} tabIndex={-1} onKeyDown={onKeyDown}>
        {open && items.map((item, index) => <MenuRow key={index} item={item} close={close} keepIconSpace={withIcons} />)}
      </div>
    </>
  );
}

function MenuRow({ item, close, keepIconSpace }: { item: MenuItem; close: () => void; keepIconSpace: boolean }) {
  if (item === "-") return <hr class={css.separator} />;
  if ("heading" in item) return <div class={css.heading}>{item.heading}</div>;
  const Shape = item.icon;
  const choose = (): void => {
    if (item.disabled) return;
    close();
    item.onSelect();
  };
  return (
    <button
      type="button"
      role={item.checked === undefined ? "menuitem" : "menuitemradio"}
      aria-checked={item.checked}
      aria-disabled={item.disabled || undefined}
      aria-keyshortcuts={item.shortcut && ariaKeyShortcuts(item.shortcut)}
      tabIndex={-1}
      class={`${css.item} ${item.danger ? css.danger : ""}`}
      onClick={choose}
    >
      {item.checked !== undefined && <span class={css.mark}>{item.checked && <IconCheck />}</span>}
      {Shape ? <Shape /> : keepIconSpace && item.checked === undefined && <span class={css.mark} />}
      <span class={css.itemText}>
        {item.label}
        {item.hint !== undefined && <span class={css.itemHint}>{item.hint}</span>}
      </span>
      {item.shortcut !== undefined && <Kbd keys={item.shortcut} />}
    </button>
  );
}

function itemsWithin(box: Element): HTMLElement[] {
  return [...box.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
}

function useMenuKeys(close: () => void): (event: KeyboardEvent) => void {
  const typed = useRef({ text: "", at: 0 });
  return (event) => {
    const items = itemsWithin(event.currentTarget as Element);
    if (event.key === "Tab") return close();
    const target = rovingTarget(event, items, { axis: "column" }) ?? findTyped(event, items, typed.current);
    if (!target) return;
    event.preventDefault();
    target.focus();
  };
}

function findTyped(event: KeyboardEvent, items: HTMLElement[], typed: { text: string; at: number }): HTMLElement | null {
  const isLetter = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!isLetter) return null;
  typed.text = event.timeStamp - typed.at > TYPING_PAUSE_MS ? event.key : typed.text + event.key;
  typed.at = event.timeStamp;
  const beginning = typed.text.toLocaleLowerCase();
  return items.find((item) => item.textContent?.trim().toLocaleLowerCase().startsWith(beginning)) ?? null;
}
