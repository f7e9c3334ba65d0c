/**
 * The button, and the link that looks like one.
 *
 * Holds: a button that cannot act now says why and stays reachable by keyboard; while it works it keeps the focus and
 * ignores further presses.
 */
import { useId } from "preact/hooks";
import type { Icon } from "../icons/createIcon.tsx";
import { IconClock } from "../icons/icons.tsx";
import { Tooltip } from "../overlays/Tooltip.tsx";
import { ButtonShape, type ButtonShapeProps } from "./ButtonShape.tsx";
import { Kbd } from "./Kbd.tsx";
import css from "./button.module.css";

export interface ButtonProps extends Omit<ButtonShapeProps, "inactive"> {
  icon?: Icon | undefined;
  /** What it says while busy, for example "Saving…". */
  busyLabel?: string | undefined;
  /** Why it cannot be pressed now. Makes it inactive but reachable, and shows the reason as a tooltip. */
  disabledReason?: string | undefined;
}

export function Button({ icon, busyLabel, disabledReason, children, ...rest }: ButtonProps) {
  const reasonId = useId();
  const inactive = disabledReason !== undefined;
  const Shape = rest.busy ? IconClock : icon;
  const button = (
    <ButtonShape {...rest} inactive={inactive} aria-describedby={inactive ? reasonId : rest["aria-describedby"]}>
      {Shape && <Shape />}
      <span class={css.label}>{rest.busy ? (busyLabel ?? children) : children}</span>
      {rest.shortcut !== undefined && <Kbd keys={rest.shortcut} />}
    </ButtonShape>
  );
  return inactive ? (
    <Tooltip id={reasonId} text={disabledReason}>
      {button}
    </Tooltip>
  ) : (
    button
  );
}
