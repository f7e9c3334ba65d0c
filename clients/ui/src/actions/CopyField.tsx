/** A text to take away: shown in full, selected at once, copied with one press, and the copying is announced. */
import { useId, useRef, useState } from "preact/hooks";
import { IconCheck, IconCopy } from "../icons/icons.tsx";
import { announce } from "../status/announcer.ts";
import { kitWord } from "../words.ts";
import { Button } from "./Button.tsx";
import css from "./copyField.module.css";

/** How long the button shows that it worked. */
const COPIED_SHOWN_MS = 2000;

export interface CopyFieldProps {
  label: string;
  value: string;
  /** Shows the label to screen readers only. */
  labelHidden?: boolean;
  onCopied?: () => void;
}

export function CopyField({ label, value, labelHidden = false, onCopied }: CopyFieldProps) {
  const id = useId();
  const text = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    const worked = await copyText(value, text.current);
    announce(kitWord(worked ? "copied" : "copyFailed"), worked ? "polite" : "assertive");
    if (!worked) return;
    setCopied(true);
    setTimeout(() => setCopied(false), COPIED_SHOWN_MS);
    onCopied?.();
  };
  return (
    <div class={css.field}>
      <span id={id} class={labelHidden ? css.hiddenLabel : css.label}>
        {label}
      </span>
      <div class={css.row}>
        {/* Focusable, because a long text scrolls. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable */}
        <code ref={text} class={css.text} role="group" aria-labelledby={id} tabIndex={0} dir="ltr">
          {value}
        </code>
        <Button icon={copied ? IconCheck : IconCopy} onClick={() => void copy()} aria-describedby={id}>
          {kitWord(copied ? "copied" : "copy")}
        </Button>
      </div>
    </div>
  );
}

/** Puts `value` on the clipboard. Where that is forbidden (no HTTPS), selects the text so that the keyboard can. */
async function copyText(value: string, shown: HTMLElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch {
    if (shown) getSelection()?.selectAllChildren(shown);
    return document.execCommand?.("copy") ?? false;
  }
}
