/**
 * Short messages about what just happened, with a way back.
 *
 * Owns: which toasts there are and how long each stays. Their clocks stand still while somebody reads or reaches them.
 * Holds: each toast ends exactly once, undone, expired or dismissed, and says which: what can be undone may wait for it.
 */
import { signal } from "@preact/signals";

/** Long enough to read a line and to reach the button. */
const SHOWN_SECONDS = 5;
/** More than this would cover the work; the oldest goes. */
const TOASTS_MAX = 3;

export type ToastEnd = "undone" | "expired" | "dismissed";

export interface ToastOptions {
  message: string;
  /** "bad" stays until dismissed, unless `seconds` says otherwise. */
  tone?: "neutral" | "ok" | "bad";
  /** Offers "Undo". */
  onUndo?: () => void;
  /** 0: until dismissed. */
  seconds?: number;
  onEnd?: (how: ToastEnd) => void;
}

export interface Toast extends ToastOptions {
  id: number;
}

interface Clock {
  remainingMs: number;
  startedAt: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

export const toasts = /* @__PURE__ */ signal<Toast[]>([]);
const clocks = /* @__PURE__ */ new Map<number, Clock>();
let lastId = 0;
let paused = false;

/** Shows a toast and returns its number. */
export function showToast(options: ToastOptions): number {
  const id = ++lastId;
  const seconds = options.seconds ?? (options.tone === "bad" ? 0 : SHOWN_SECONDS);
  toasts.value = [...toasts.value, { ...options, id }];
  if (seconds > 0) {
    const clock: Clock = { remainingMs: seconds * 1000, startedAt: 0, timer: undefined };
    clocks.set(id, clock);
    if (!paused) start(id, clock);
  }
  const tooMany = toasts.value.length > TOASTS_MAX ? toasts.value[0] : undefined;
  if (tooMany) endToast(tooMany.id, "expired");
  return id;
}

/** Takes a toast away. Does nothing if it has gone already. */
export function endToast(id: number, how: ToastEnd): void {
  const toast = toasts.value.find((one) => one.id === id);
  if (!toast) return;
  clearTimeout(clocks.get(id)?.timer);
  clocks.delete(id);
  toasts.value = toasts.value.filter((one) => one.id !== id);
  if (toasts.value.length === 0) paused = false;
  if (how === "undone") toast.onUndo?.();
  toast.onEnd?.(how);
}

/** Undoes the latest thing that can be undone. False: there is none. For a keyboard shortcut. */
export function undoLatestToast(): boolean {
  const toast = toasts.value.findLast((one) => one.onUndo !== undefined);
  if (toast) endToast(toast.id, "undone");
  return toast !== undefined;
}

/** Stops and restarts all clocks, while the pointer or the focus is on the toasts. */
export function pauseToasts(stop: boolean): void {
  if (stop === paused) return;
  paused = stop;
  for (const [id, clock] of clocks) {
    if (!stop) {
      start(id, clock);
      continue;
    }
    clearTimeout(clock.timer);
    clock.remainingMs -= Date.now() - clock.startedAt;
  }
}

function start(id: number, clock: Clock): void {
  clock.startedAt = Date.now();
  clock.timer = setTimeout(() => endToast(id, "expired"), clock.remainingMs);
}
