/**
 * What is being written, for each chat, through navigation and reload.
 *
 * Owns: the drafts of this tab. They are gone with the tab, and when somebody signs out.
 */
export type ComposerMode = "reply" | "note";

export interface Draft {
  text: string;
  mode: ComposerMode;
}

const EMPTY: Draft = { text: "", mode: "reply" };

export function readDraft(conversation: string): Draft {
  try {
    const kept = JSON.parse(sessionStorage.getItem(placeOf(conversation)) ?? "null") as Partial<Draft> | null;
    if (typeof kept?.text !== "string") return EMPTY;
    return { text: kept.text, mode: kept.mode === "note" ? "note" : "reply" };
  } catch {
    return EMPTY;
  }
}

export function keepDraft(conversation: string, draft: Draft): void {
  try {
    if (draft.text === "" && draft.mode === "reply") sessionStorage.removeItem(placeOf(conversation));
    else sessionStorage.setItem(placeOf(conversation), JSON.stringify(draft));
  } catch {
    // The draft is still on the screen.
  }
}

function placeOf(conversation: string): string {
  return `deskbell.draft.${conversation}`;
}
