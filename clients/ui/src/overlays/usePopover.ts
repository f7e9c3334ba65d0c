/**
 * The native popover as a hook: one box that belongs to one trigger.
 *
 * Owns: whether it is open, where it stands, where the focus goes on opening and returns on closing.
 * Never: opens by itself. Closing on Escape and on a press elsewhere is the browser's own.
 */
import type { Ref } from "preact";
import { useCallback, useEffect, useId, useRef, useState } from "preact/hooks";
import { keepBeside, type Placement } from "./placement.ts";

/** Spread these over the button that opens the popover. */
export interface TriggerProps {
  popovertarget: string;
  "aria-expanded": boolean;
  "aria-haspopup": "menu" | "dialog" | "listbox";
}

export interface PopoverState {
  open: boolean;
  close: () => void;
  triggerProps: TriggerProps;
  /** Spread these over the box. */
  boxProps: {
    ref: Ref<HTMLDivElement>;
    id: string;
    popover: "auto";
    onBeforeToggle: (event: Event) => void;
    onToggle: (event: Event) => void;
  };
}

export interface PopoverOptions {
  kind: TriggerProps["aria-haspopup"];
  placement: Placement;
  /** What gets the focus when the box opens. */
  findFirstFocus: (box: HTMLElement) => HTMLElement | null | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
}

export function usePopover({ kind, placement, findFirstFocus, onOpenChange }: PopoverOptions): PopoverState {
  const id = useId();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const stopPlacing = useRef<(() => void) | undefined>(undefined);
  useEffect(() => () => stopPlacing.current?.(), []);

  const triggerOf = (element: HTMLElement): HTMLElement | null =>
    (element.getRootNode() as ParentNode).querySelector<HTMLElement>(`[popovertarget="${id}"]`);

  // The contents are drawn just before the box shows, so that it has its size when it is placed.
  const onBeforeToggle = (event: Event): void => {
    const opens = (event as ToggleEvent).newState === "open";
    if (opens) setOpen(true);
  };
  const onToggle = (event: Event): void => {
    if (event.target !== box.current || !box.current) return;
    const opened = (event as ToggleEvent).newState === "open";
    const trigger = triggerOf(box.current);
    stopPlacing.current?.();
    stopPlacing.current = undefined;
    if (opened) {
      if (trigger) stopPlacing.current = keepBeside(box.current, trigger, placement);
      findFirstFocus(box.current)?.focus();
    } else {
      const active = document.activeElement;
      if (active === document.body || box.current.contains(active)) trigger?.focus();
      setOpen(false);
    }
    onOpenChange?.(opened);
  };

  const close = useCallback(() => box.current?.hidePopover(), []);
  return {
    open,
    close,
    triggerProps: { popovertarget: id, "aria-expanded": open, "aria-haspopup": kind },
    boxProps: { ref: box, id, popover: "auto", onBeforeToggle, onToggle },
  };
}
