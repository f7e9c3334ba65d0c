/** What Button and IconButton have in common: the element itself, without a tooltip. Not exported from the kit. */
import type { ButtonHTMLAttributes, ComponentChildren, Ref } from "preact";
import { ariaKeyShortcuts } from "../keyboard/keyLabel.ts";
import css from "./button.module.css";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
/** Height in CSS pixels: 24 inline, 32 console, 40 offer card, 44 touch. */
export type ButtonSize = 24 | 32 | 40 | 44;

type NativeProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "size" | "icon" | "disabled" | "class" | "ref">;

export interface ButtonShapeProps extends NativeProps {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** At work: further presses are ignored. */
  busy?: boolean;
  disabled?: boolean | undefined;
  /** Looks and acts disabled, yet can be reached by keyboard, so that its reason can be read. */
  inactive?: boolean;
  shortcut?: string | undefined;
  /** Makes it a link. */
  href?: string | undefined;
  target?: string | undefined;
  class?: string;
  ref?: Ref<HTMLButtonElement> | undefined;
  children?: ComponentChildren;
}

export function ButtonShape(props: ButtonShapeProps) {
  const {
    variant = "secondary", size = 32, busy = false, disabled, inactive = false, shortcut, href, target,
    class: extra = "", children, onClick, type = "button", ref, ...native
  } = props;
  const asleep = busy || inactive;
  const shared = {
    class: `${css.button} ${css[variant]} ${css[`size${size}`]} ${extra}`,
    "aria-keyshortcuts": shortcut === undefined ? undefined : ariaKeyShortcuts(shortcut),
  };
  if (href !== undefined && !disabled && !asleep) {
    const rel = target === "_blank" ? "noopener" : undefined;
    return (
      <a {...shared} aria-label={native["aria-label"]} href={href} target={target} rel={rel}>
        {children}
      </a>
    );
  }
  return (
    <button
      {...native}
      {...shared}
      ref={ref}
      type={type === "submit" ? "submit" : "button"}
      disabled={disabled}
      aria-disabled={asleep || undefined}
      aria-busy={busy || undefined}
      onClick={asleep ? refusePress : onClick}
    >
      {children}
    </button>
  );
}

function refusePress(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
