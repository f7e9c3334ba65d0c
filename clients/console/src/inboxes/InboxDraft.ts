/**
 * What somebody is changing about an inbox, beside what the server has.
 *
 * Owns: the form as typed, the form it began from, and the server's latest; which sections are unsaved or in conflict.
 * Holds: what others change meanwhile is taken up where nobody is editing here. Where both have changed the same field,
 * nobody's value is lost: whoever edits here is shown both, and chooses.
 */
import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
import { type FormKey, type InboxForm, KEYS_OF, readForm, sameValue, SECTIONS, type Section } from "./form.ts";
import type { ManagedInbox } from "./shapes.ts";

export interface Clash<Key extends FormKey = FormKey> {
  key: Key;
  theirs: InboxForm[Key];
}

export class InboxDraft {
  readonly #base;
  readonly #mine;
  readonly #theirs;
  readonly #news = signal<ReadonlySet<Section>>(new Set());
  readonly unsaved: ReadonlySignal<Section[]>;

  constructor(inbox: ManagedInbox) {
    const form = readForm(inbox);
    this.#base = signal(form);
    this.#mine = signal(form);
    this.#theirs = signal(form);
    this.unsaved = computed(() => SECTIONS.filter((section) => this.changedKeys(section).length > 0));
  }

  get form(): InboxForm {
    return this.#mine.value;
  }

  /** What the fields were when the editing began: undoing a save sets it again. */
  get base(): InboxForm {
    return this.#base.value;
  }

  /** Somebody else has changed this section while it was on the screen, and it was taken up. */
  hasNews(section: Section): boolean {
    return this.#news.value.has(section);
  }

  changedKeys(section: Section): FormKey[] {
    return KEYS_OF[section].filter((key) => !sameValue(key, this.#mine.value[key], this.#base.value[key]));
  }

  clashes(section: Section): Clash[] {
    return KEYS_OF[section].filter((key) => this.#clashes(key)).map((key) => ({ key, theirs: this.#theirs.value[key] }));
  }

  change(part: Partial<InboxForm>): void {
    this.#mine.value = { ...this.#mine.value, ...part };
    this.#news.value = new Set();
  }

  /** What the server has now. */
  hear(inbox: ManagedInbox): void {
    const theirs = readForm(inbox);
    batch(() => {
      this.#theirs.value = theirs;
      const taken = SECTIONS.filter((section) => KEYS_OF[section].map((key) => this.#takeUp(key)).includes(true));
      if (taken.length > 0) this.#news.value = new Set([...this.#news.peek(), ...taken]);
    });
  }

  /** The server has taken `sent`; what was typed since then stays. */
  settle(section: Section, sent: InboxForm, inbox: ManagedInbox): void {
    const answer = readForm(inbox);
    batch(() => {
      for (const key of KEYS_OF[section]) {
        if (sameValue(key, this.#mine.peek()[key], sent[key])) this.#put(this.#mine, key, answer[key]);
        this.#put(this.#base, key, answer[key]);
        this.#put(this.#theirs, key, answer[key]);
      }
      this.#news.value = new Set();
    });
  }

  keepMine(section: Section): void {
    for (const { key, theirs } of this.clashes(section)) this.#put(this.#base, key, theirs);
  }

  takeTheirs(section: Section): void {
    for (const { key, theirs } of this.clashes(section)) {
      this.#put(this.#base, key, theirs);
      this.#put(this.#mine, key, theirs);
    }
  }

  /** As the server has it. */
  discard(section: Section): void {
    for (const key of KEYS_OF[section]) {
      this.#put(this.#base, key, this.#theirs.peek()[key]);
      this.#put(this.#mine, key, this.#theirs.peek()[key]);
    }
  }

  #clashes(key: FormKey): boolean {
    const [base, mine, theirs] = [this.#base.value[key], this.#mine.value[key], this.#theirs.value[key]];
    return !sameValue(key, theirs, base) && !sameValue(key, mine, base) && !sameValue(key, mine, theirs);
  }

  /** Follows the server where that overrules nobody. True if the screen shows something new for it. */
  #takeUp(key: FormKey): boolean {
    const [base, mine, theirs] = [this.#base.peek()[key], this.#mine.peek()[key], this.#theirs.peek()[key]];
    if (sameValue(key, theirs, base)) return false;
    const untouched = sameValue(key, mine, base);
    if (untouched) this.#put(this.#mine, key, theirs);
    if (untouched || sameValue(key, mine, theirs)) this.#put(this.#base, key, theirs);
    return untouched;
  }

  #put<Key extends FormKey>(form: { value: InboxForm; peek: () => InboxForm }, key: Key, value: InboxForm[Key]): void {
    form.value = { ...form.peek(), [key]: value };
  }
}
