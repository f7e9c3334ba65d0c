/**
 * An assignment by CSV: first what would happen, then that it happens.
 *
 * Holds: what was looked at is what is applied, all of it or nothing; if something changed in between, the new look is
 * shown instead.
 */
import { showToast } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { useSubmit, type Submission } from "../http/useSubmit.ts";
import { memberList } from "../inboxes/data.ts";
import { t } from "../language/language.ts";
import { assignByCsv, licenceList } from "./data.ts";
import type { Assignment } from "./shapes.ts";

export interface AssignmentRun extends Pick<Submission, "busy" | "problem" | "attempt"> {
  look: Assignment | null;
  check: (csv: string) => Promise<void>;
  /** True once it is done. */
  apply: () => Promise<boolean>;
  /** Back to before the look. */
  forget: () => void;
}

export function useAssignment(): AssignmentRun {
  const [state, setState] = useState<{ csv: string; look: Assignment } | null>(null);
  const { busy, problem, attempt, submit, clear } = useSubmit();
  const check = async (csv: string): Promise<void> => {
    let look: Assignment | undefined;
    await submit(async () => {
      look = await assignByCsv(csv, true);
    });
    // Once nothing is under way any more: the button that then says "Apply" can be pressed at once.
    if (look) setState({ csv, look });
  };
  const apply = async (): Promise<boolean> => {
    if (!state) return false;
    let applied = false;
    await submit(async () => {
      const look = await assignByCsv(state.csv, false);
      applied = look.applied;
      if (!applied) return setState({ csv: state.csv, look });
      await Promise.all([memberList.refresh(), licenceList.refresh()]);
      showToast({ tone: "ok", message: t("bulk.done", { count: look.changed }) });
    });
    return applied;
  };
  const forget = (): void => {
    clear();
    setState(null);
  };
  return { busy, problem, attempt, look: state?.look ?? null, check, apply, forget };
}
