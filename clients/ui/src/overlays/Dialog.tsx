/**
 * A modal dialog, or a drawer at the side, on the native <dialog>.
 *
 * Holds: the rest of the page is inert, Escape and a press beside it close it unless work would be lost, and the focus
 * goes back to what opened it. Its contents exist only while it is open.
 */
import type { ComponentChildren, RefObject } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { IconButton } from "../actions/IconButton.tsx";
import { focusableWithin, rememberFocus } from "../focus/focus.ts";
import { IconClose } from "../icons/icons.tsx";
import { kitWord } from "../words.ts";
import css from "./dialog.module.css";

export interface DialogProps {
  open: boolean;
  /** Asked to close: Escape, the close button, or a press beside it. Set `open` to false to agree. */
  onClose: () => void;
  title: string;
  description?: ComponentChildren;
  children?: ComponentChildren;
  /** Buttons, the one that does it last. */
  footer?: ComponentChildren;
  size?: "small" | "medium" | "large";
  /** "side" makes it a drawer at the end of the line. */
  placement?: "center" | "side";
  /** False: only the buttons inside close it. */
  dismissible?: boolean;
  /** Makes body and footer one form. */
  onSubmit?: (event: SubmitEvent) => void;
  /** What gets the focus first; otherwise the first field, else the first button of the footer. */
  initialFocus?: RefObject<HTMLElement>;
  /** What gets the focus afterwards if the opener is gone by then. */
  returnFocus?: RefObject<HTMLElement>;
}

export function Dialog({ open, ...rest }: DialogProps) {
  return open ? <OpenDialog {...rest} /> : null;
}

function OpenDialog(props: Omit<DialogProps, "open">) {
  const { onClose, title, description, children, footer, size = "medium", placement = "center", dismissible = true } = props;
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const descriptionId = useId();
  useModal(element, props);
  const pressedBeside = useRef(false);
  const inside = (
    <>
      <div class={css.body} data-part="body">{children}</div>
      {footer !== undefined && <div class={css.footer} data-part="footer">{footer}</div>}
    </>
  );
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- Escape is the key for it, and the browser's
    <dialog
      ref={element}
      class={`${css.dialog} ${css[size]} ${css[placement]}`}
      aria-labelledby={titleId}
      aria-describedby={description === undefined ? undefined : descriptionId}
      onCancel={(event) => {
        // A cancelled file picker inside the dialog bubbles the same event.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        if (dismissible) onClose();
      }}
      onPointerDown={(event) => (pressedBeside.current = event.target === event.currentTarget)}
      onClick={(event) => {
        if (dismissible && pressedBeside.current && event.target === event.currentTarget) onClose();
      }}
    >
      <div class={css.sheet}>
        <div class={css.header}>
          <h2 id={titleId} class={css.title}>
            {title}
          </h2>
          {dismissible && <IconButton icon={IconClose} label={kitWord("close")} onClick={onClose} class={css.close} />}
        </div>
        {description !== undefined && (
          <p id={descriptionId} class={css.description}>
            {description}
          </p>
        )}
        {props.onSubmit ? (
          <form class={css.form} noValidate onSubmit={submitHere(props.onSubmit)}>
            {inside}
          </form>
        ) : (
          inside
        )}
      </div>
    </dialog>
  );
}

function submitHere(onSubmit: (event: SubmitEvent) => void): (event: SubmitEvent) => void {
  return (event) => {
    event.preventDefault();
    onSubmit(event);
  };
}

/** Opens the dialog as it appears, and gives the focus back as it goes. */
function useModal(element: RefObject<HTMLDialogElement | null>, props: Omit<DialogProps, "open">): void {
  const { initialFocus, returnFocus } = props;
  useLayoutEffect(() => {
    const dialog = element.current;
    if (!dialog) return undefined;
    const giveBack = rememberFocus();
    dialog.showModal();
    (initialFocus?.current ?? firstToFocus(dialog))?.focus();
    return () => {
      dialog.close();
      // oxlint-disable-next-line react/exhaustive-deps -- asked at the end on purpose: what is there by then
      if (!giveBack()) returnFocus?.current?.focus();
    };
  }, [element, initialFocus, returnFocus]);
}

function firstToFocus(dialog: HTMLElement): HTMLElement | undefined {
  const body = dialog.querySelector('[data-part="body"]');
  const footer = dialog.querySelector('[data-part="footer"]');
  return (body && focusableWithin(body)[0]) ?? (footer ? focusableWithin(footer)[0] : undefined);
}
