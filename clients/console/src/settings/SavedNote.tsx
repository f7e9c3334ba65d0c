/** "Saved 10:04 · Undo": beside a section whose fields save themselves. */
import { Button, formatTimeOfDay, IconCheck } from "@deskbell/ui";
import { describeProblem } from "../http/describe.ts";
import type { Problem } from "../http/problem.ts";
import { region, t } from "../language/language.ts";
import css from "./settings.module.css";

export interface SavedNoteProps {
  savedAt: number | null;
  undo: (() => void) | undefined;
  problem?: Problem | undefined;
}

export function SavedNote({ savedAt, undo, problem }: SavedNoteProps) {
  return (
    <span role="status" class={css.row}>
      {problem && problem.errors.length === 0 && <span class={css.failed}>{describeProblem(problem)}</span>}
      {savedAt !== null && (
        <span class={css.saved}>
          <IconCheck size={14} />
          {t("saved.at", { time: formatTimeOfDay(savedAt, region.value) })}
        </span>
      )}
      {undo && (
        <Button size={24} variant="quiet" onClick={undo}>
          {t("saved.undo")}
        </Button>
      )}
    </span>
  );
}
