/** Where toasts appear. Announced politely; never takes the focus, and never covers the composer. Put one on the page. */
import { Button } from "../actions/Button.tsx";
import { IconButton } from "../actions/IconButton.tsx";
import { IconCheck, IconClose, IconUndo, IconWarning } from "../icons/icons.tsx";
import { kitWord } from "../words.ts";
import { endToast, pauseToasts, toasts, type Toast } from "./toasts.ts";
import css from "./toast.module.css";

export function ToastRegion() {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- only holds the clocks while someone is here
    <section
      class={css.region}
      aria-label={kitWord("notifications")}
      onPointerEnter={() => pauseToasts(true)}
      onPointerLeave={() => pauseToasts(false)}
      onFocusIn={() => pauseToasts(true)}
      onFocusOut={() => pauseToasts(false)}
    >
      <div role="status" aria-live="polite" aria-relevant="additions">
        {toasts.value.map((toast) => (
          <ToastCard key={toast.id} toast={toast} />
        ))}
      </div>
    </section>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const { id, message, tone = "neutral", onUndo } = toast;
  return (
    <div class={css.toast} data-tone={tone}>
      {tone === "ok" && <IconCheck class={css.icon} />}
      {tone === "bad" && <IconWarning class={css.icon} />}
      <span class={css.message}>{message}</span>
      {onUndo && (
        <Button size={24} variant="quiet" icon={IconUndo} class={css.undo} onClick={() => endToast(id, "undone")}>
          {kitWord("undo")}
        </Button>
      )}
      <IconButton size={24} icon={IconClose} label={kitWord("dismiss")} onClick={() => endToast(id, "dismissed")} />
    </div>
  );
}
