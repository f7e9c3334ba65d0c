/**
 * One section of an inbox on its way to the server.
 *
 * Holds: nothing is sent that the form itself knows to be wrong, and while two people's changes are in conflict; what the
 * server refuses stays on the screen, with its reason at the field; a save can be undone while nobody has changed it again.
 */
import { useState } from "preact/hooks";
import type { Problem } from "../http/problem.ts";
import { useSubmit } from "../http/useSubmit.ts";
import { changeInbox } from "./data.ts";
import { type Faults, findFaults, readFaults } from "./faults.ts";
import { asChange, type InboxForm, KEYS_OF, sameValue, type Section } from "./form.ts";
import type { Clash, InboxDraft } from "./InboxDraft.ts";
import type { ManagedInbox } from "./shapes.ts";

export interface SectionEdit {
  section: Section;
  form: InboxForm;
  change: (part: Partial<InboxForm>) => void;
  /** Shows what is wrong with a field: it was left. */
  look: (field: string) => void;
  faults: Faults;
  /** The server's no about the whole of it, rather than about a field. */
  problem: Problem | undefined;
  /** Counts the attempts that failed; 0 once something was changed since. */
  attempt: number;
  unsaved: boolean;
  clashes: Clash[];
  busy: boolean;
  savedAt: number | null;
  undo: (() => void) | undefined;
  /** True if everything is saved now. */
  save: () => Promise<boolean>;
  discard: () => void;
}

export interface EditedInbox {
  inbox: ManagedInbox;
  draft: InboxDraft;
  /** Shows what an answer has told about the inbox. */
  onInbox: (inbox: ManagedInbox) => void;
}

interface Saved {
  at: number;
  before: InboxForm | null;
  after: InboxForm;
}

export function useSection({ inbox, draft, onInbox }: EditedInbox, section: Section): SectionEdit {
  const { busy, problem, submit, clear } = useSubmit();
  const [looked, setLooked] = useState<ReadonlySet<string>>(new Set());
  const [failed, setFailed] = useState({ count: 0, fresh: false });
  const [saved, setSaved] = useState<Saved | null>(null);
  const { form } = draft;
  const keys = draft.changedKeys(section);
  const clashes = busy ? [] : draft.clashes(section);

  const own = findFaults(form, section);

  const send = async (sent: InboxForm, before: InboxForm | null): Promise<boolean> => {
    const changed = KEYS_OF[section].filter((key) => !sameValue(key, sent[key], draft.base[key]));
    const done = await submit(async () => {
      const answer = await changeInbox(inbox.id, asChange(sent, changed));
      draft.settle(section, sent, answer);
      setSaved({ at: Date.now(), before, after: draft.base });
      onInbox(answer);
    });
    if (!done) setFailed(({ count }) => ({ count: count + 1, fresh: true }));
    return done;
  };
  const save = async (): Promise<boolean> => {
    setLooked(new Set(Object.keys(own)));
    if (Object.keys(own).length > 0) {
      setFailed(({ count }) => ({ count: count + 1, fresh: true }));
      return false;
    }
    return clashes.length === 0 && (keys.length === 0 || send(form, draft.base));
  };
  const forget = (): void => {
    clear();
    setFailed((before) => ({ ...before, fresh: false }));
  };
  const untouchedSince = saved !== null && KEYS_OF[section].every((key) => sameValue(key, saved.after[key], form[key]));
  const undoTo = untouchedSince ? saved.before : null;
  const shown = Object.fromEntries(Object.entries(own).filter(([field]) => looked.has(field)));
  const told = readFaults(problem, section);
  return {
    section, form, busy, clashes, save,
    faults: { ...told, ...shown },
    problem: Object.keys(told).length === 0 ? problem : undefined,
    attempt: failed.fresh ? failed.count : 0,
    unsaved: keys.length > 0,
    savedAt: saved && keys.length === 0 ? saved.at : null,
    change: (part) => {
      forget();
      draft.change(part);
    },
    look: (field) => setLooked((before) => new Set([...before, field])),
    undo: undoTo ? () => void undoSave(undoTo) : undefined,
    discard: () => {
      forget();
      setLooked(new Set());
      draft.discard(section);
    },
  };

  async function undoSave(before: InboxForm): Promise<void> {
    draft.change(Object.fromEntries(KEYS_OF[section].map((key) => [key, before[key]])));
    await send(draft.form, null);
  }
}
