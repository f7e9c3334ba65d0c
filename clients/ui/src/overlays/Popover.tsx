/** A box beside a button for anything small: a filter, a picker, a few details. Not modal. */
import type { ComponentChildren, JSX } from "preact";
import { focusableWithin } from "../focus/focus.ts";
import type { Placement } from "./placement.ts";
import css from "./popover.module.css";
import { usePopover, type TriggerProps } from "./usePopover.ts";

export interface PopoverProps {
  /** Draws the button; spread the given props over it. */
  trigger: (props: TriggerProps, open: boolean) => JSX.Element;
  /** The box's name for screen readers. */
  label: string;
  placement?: Placement;
  onOpenChange?: (open: boolean) => void;
  class?: string;
  /** Drawn while open. */
  children: (close: () => void) => ComponentChildren;
}

export function Popover({ trigger, label, placement = "below-start", onOpenChange, class: extra = "", children }: PopoverProps) {
  const { open, close, triggerProps, boxProps } = usePopover({
    kind: "dialog",
    placement,
    onOpenChange,
    findFirstFocus: (box) => box.querySelector<HTMLElement>("[autofocus]") ?? focusableWithin(box)[0],
  });
  return (
    <>
      {trigger(triggerProps, open)}
      <div {...boxProps} class={`${css.popover} ${extra}`} role="dialog" aria-label={label}>
        {open && children(close)}
      </div>
    </>
  );
}
