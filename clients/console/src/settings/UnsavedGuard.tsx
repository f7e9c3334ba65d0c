/**
 * Nobody loses what he has typed by accident: leaving with unsaved changes asks first.
 *
 * Holds: moving about inside the same form never asks; closing the tab is asked about by the browser itself.
 */
import { Button, Dialog } from "@deskbell/ui";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../language/language.ts";
import { keepHere } from "../routing/router.ts";
import css from "./settings.module.css";

export interface UnsavedGuardProps {
  /** Names of the parts that are not saved. */
  unsaved: string[];
  /** Whether an address still belongs to the form. */
  isInside: (to: string) => boolean;
}

export function UnsavedGuard({ unsaved, isInside }: UnsavedGuardProps) {
  const [leaving, setLeaving] = useState<{ go: () => void } | null>(null);
  const inside = useRef(isInside);
  inside.current = isInside;
  const any = unsaved.length > 0;
  useLayoutEffect(() => {
    if (!any) return undefined;
    const forget = keepHere((to, go) => {
      if (inside.current(to)) return false;
      setLeaving({ go });
      return true;
    });
    addEventListener("beforeunload", askToStay);
    return () => {
      forget();
      removeEventListener("beforeunload", askToStay);
    };
  }, [any]);
  if (!leaving || !any) return null;
  return (
    <Dialog
      open
      size="small"
      title={t("unsaved.title")}
      description={t("unsaved.how")}
      onClose={() => setLeaving(null)}
      footer={
        <>
          <Button onClick={() => setLeaving(null)}>{t("unsaved.stay")}</Button>
          <Button variant="danger" onClick={leaving.go}>
            {t("unsaved.leave")}
          </Button>
        </>
      }
    >
      <ul class={css.list}>
        {unsaved.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </Dialog>
  );
}

function askToStay(event: Event): void {
  event.preventDefault();
}
