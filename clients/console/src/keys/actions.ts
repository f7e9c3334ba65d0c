/**
 * Which of the console's actions can be done now, and by whom on the screen.
 *
 * Owns: the register that screens enter their actions in while they are shown; the one listener for all keys.
 * Holds: of two screens that offer the same action the later one has it; sequences come before single keys, so that
 * "g s" never opens the status menu.
 */
import { useShortcuts, type Shortcut } from "@deskbell/ui";
import { computed, signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { ACTION_IDS, type ActionId, KEYMAP } from "./keymap.ts";

/** `event` is missing when the palette asks. */
export type Act = (event?: KeyboardEvent) => void;
export type Actions = Partial<Record<ActionId, Act | undefined>>;

const register = signal<readonly { current: Actions }[]>([]);

/** The actions that somebody on the screen can do at this moment. */
export const possibleActions = computed(() => {
  const layers = register.value;
  return ACTION_IDS.filter((id) => layers.some((layer) => layer.current[id] !== undefined));
});

export function act(id: ActionId, event?: KeyboardEvent): void {
  register.peek().findLast((layer) => layer.current[id] !== undefined)?.current[id]?.(event);
}

function isPossible(id: ActionId): boolean {
  return register.peek().some((layer) => layer.current[id] !== undefined);
}

/** Offers `actions` while the component is on the screen. Undefined ones are not possible now. */
export function useActions(actions: Actions): void {
  const layer = useRef({ current: actions });
  const offered = ACTION_IDS.filter((id) => actions[id] !== undefined).join();
  layer.current.current = actions;
  // Before the next key can come.
  useLayoutEffect(() => {
    const entry = layer.current;
    register.value = [...register.peek(), entry];
    return () => {
      register.value = register.peek().filter((one) => one !== entry);
    };
  }, [offered]);
}

/** Listens to the keyboard. Once, in the frame. */
export function useActionKeys(): void {
  useShortcuts(SHORTCUTS);
}

const SHORTCUTS: Shortcut[] = ACTION_IDS.flatMap((id) => {
  const entry = KEYMAP[id];
  return entry.keys.map((keys) => ({
    keys,
    inFields: "inFields" in entry && entry.inFields,
    when: () => isPossible(id),
    run: (event: KeyboardEvent) => act(id, event),
  }));
}).toSorted((one, other) => Number(other.keys.includes(" ")) - Number(one.keys.includes(" ")));
