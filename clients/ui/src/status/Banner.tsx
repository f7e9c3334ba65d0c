/** A line across the page or a card about a state that lasts: offline, unfinished, in need of somebody. */
import type { ComponentChildren } from "preact";
import { IconButton } from "../actions/IconButton.tsx";
import type { Icon } from "../icons/createIcon.tsx";
import { IconCheck, IconClose, IconInfo, IconWarning } from "../icons/icons.tsx";
import { kitWord } from "../words.ts";
import css from "./banner.module.css";

export type Tone = "info" | "ok" | "warn" | "bad";

const ICONS: Record<Tone, Icon> = { info: IconInfo, ok: IconCheck, warn: IconWarning, bad: IconWarning };

export interface BannerProps {
  tone?: Tone;
  title: ComponentChildren;
  children?: ComponentChildren;
  /** Buttons or links at the end of the line. */
  actions?: ComponentChildren;
  onDismiss?: () => void;
  /** Across the whole width, without corners: under the top bar. */
  bar?: boolean;
  /** "assertive" for what stops the work. "off" for a banner that is there when the page opens. */
  live?: "polite" | "assertive" | "off";
}

export function Banner({ tone = "info", title, children, actions, onDismiss, bar = false, live = "polite" }: BannerProps) {
  const Shape = ICONS[tone];
  const role = live === "off" ? undefined : live === "assertive" ? "alert" : "status";
  return (
    <div class={`${css.banner} ${bar ? css.bar : ""}`} data-tone={tone} role={role}>
      <Shape class={css.icon} />
      <div class={css.text}>
        <strong class={css.title}>{title}</strong>
        {children !== undefined && <div>{children}</div>}
      </div>
      {actions !== undefined && <div class={css.actions}>{actions}</div>}
      {onDismiss && <IconButton size={24} icon={IconClose} label={kitWord("dismiss")} onClick={onDismiss} />}
    </div>
  );
}
