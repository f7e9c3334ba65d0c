/** A square button that shows an icon only; its label is its name and its tooltip. */
import type { Icon } from "../icons/createIcon.tsx";
import { IconClock } from "../icons/icons.tsx";
import type { Placement } from "../overlays/placement.ts";
import { Tooltip } from "../overlays/Tooltip.tsx";
import { ButtonShape, type ButtonShapeProps } from "./ButtonShape.tsx";
import css from "./button.module.css";

export interface IconButtonProps extends Omit<ButtonShapeProps, "children" | "inactive" | "aria-label"> {
  icon: Icon;
  label: string;
  /** A toggle: pressed or not. Leave out for plain actions. */
  pressed?: boolean | undefined;
  /** Why it cannot be pressed now. */
  disabledReason?: string | undefined;
  tooltipPlacement?: Placement | undefined;
  /** A press does nothing but show the tooltip, for fingers. */
  tooltipOnPress?: boolean | undefined;
}

export function IconButton(props: IconButtonProps) {
  const { icon, label, pressed, disabledReason, size = 32, variant = "quiet", tooltipPlacement, tooltipOnPress, class: extra = "", ...rest } = props;
  const Shape = rest.busy ? IconClock : icon;
  const name = disabledReason === undefined ? label : `${label}: ${disabledReason}`;
  return (
    <Tooltip text={name} shortcut={rest.shortcut} placement={tooltipPlacement} pressShows={tooltipOnPress} namesControl>
      <ButtonShape
        {...rest}
        size={size}
        variant={variant}
        inactive={disabledReason !== undefined}
        class={`${css[`square${size}`]} ${extra}`}
        aria-label={name}
        aria-pressed={pressed}
      >
        <Shape />
      </ButtonShape>
    </Tooltip>
  );
}
