/**
 * A short hint on hover and on keyboard focus.
 *
 * Holds (WCAG 1.4.13): Escape sends it away without closing anything else, the pointer may move onto it, and it stays
 * until the pointer or the focus leaves. Nothing that is only in a tooltip is needed to do the work.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Kbd } from "../actions/Kbd.tsx";
import { keepBeside, type Placement } from "./placement.ts";
import css from "./tooltip.module.css";

/** Long enough not to flicker while the pointer passes by. */
const SHOW_AFTER_MS = 450;
/** Long enough to cross the gap between the control and its tooltip. */
const HIDE_AFTER_MS = 120;

export interface TooltipProps {
  text: string;
  shortcut?: string | undefined;
  placement?: Placement | undefined;
  /** Set it where `aria-describedby` of the control points here. */
  id?: string;
  /** The text is the control's name already; screen readers need not hear it twice. */
  namesControl?: boolean;
  /** A press shows it too: for a control that only informs, because fingers do not hover. */
  pressShows?: boolean | undefined;
  /** One control. */
  children: ComponentChildren;
}

export function Tooltip({ text, shortcut, placement = "above", id, namesControl = false, pressShows = false, children }: TooltipProps) {
  const wrapper = useRef<HTMLSpanElement>(null);
  const bubble = useRef<HTMLSpanElement>(null);
  const { hide, showNow, showSoon, hideSoon } = useVisibility(wrapper, bubble, placement);
  const focusShows = (event: FocusEvent): void => {
    if ((event.target as Element).matches(":focus-visible")) showNow();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the control inside is pressed
    <span
      ref={wrapper}
      class={css.wrapper}
      onPointerEnter={(event) => event.pointerType !== "touch" && showSoon()}
      onPointerLeave={hideSoon}
      onPointerDown={pressShows ? undefined : hide}
      onClick={pressShows ? showNow : undefined}
      onFocusIn={focusShows}
      onFocusOut={hide}
    >
      {children}
      <span ref={bubble} id={id} popover="manual" class={css.tooltip} role="tooltip" aria-hidden={namesControl || undefined}>
        {text}
        {shortcut !== undefined && <Kbd keys={shortcut} />}
      </span>
    </span>
  );
}

type ElementRef = { current: HTMLElement | null };

function useVisibility(wrapper: ElementRef, bubble: ElementRef, placement: Placement) {
  const state = useRef<TooltipState | null>(null);
  state.current ??= new TooltipState();
  const current = state.current;
  useEffect(() => () => current.hide(), [current]);
  const show = (): void => {
    const anchor = wrapper.current?.firstElementChild;
    if (anchor && bubble.current) current.show(bubble.current, anchor, placement);
  };
  return {
    hide: current.hide,
    // Not at once: a menu that closes gives the focus back while it closes, and the browser shows no second popover then.
    showNow: () => current.after(0, show),
    showSoon: () => current.after(SHOW_AFTER_MS, show),
    hideSoon: () => current.after(HIDE_AFTER_MS, current.hide),
  };
}

/** One tooltip's timers and listeners: plain state, because nothing is drawn anew when it shows. */
class TooltipState {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private undo: (() => void) | undefined;

  after(milliseconds: number, action: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(action, milliseconds);
  }

  show(bubble: HTMLElement, anchor: Element, placement: Placement): void {
    clearTimeout(this.timer);
    if (this.undo || !bubble.isConnected) return;
    bubble.showPopover();
    const stopPlacing = keepBeside(bubble, anchor, placement);
    const onPress = ({ target }: Event): void => {
      if (!anchor.parentElement?.contains(target as Node)) this.hide();
    };
    document.addEventListener("keydown", this.onKeyDown, { capture: true });
    document.addEventListener("pointerdown", onPress, { capture: true });
    this.undo = () => {
      document.removeEventListener("keydown", this.onKeyDown, { capture: true });
      document.removeEventListener("pointerdown", onPress, { capture: true });
      stopPlacing();
      if (bubble.isConnected) bubble.hidePopover();
    };
  }

  hide = (): void => {
    clearTimeout(this.timer);
    this.undo?.();
    this.undo = undefined;
  };

  private onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.hide();
  };
}
