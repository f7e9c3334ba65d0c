/**
 * Keeps a list in its order while a hand is in it.
 *
 * Holds: nothing moves under the pointer or the focus: what is new comes at the end, what has gone goes, and the true order
 * returns when the hand has left.
 */
import { useRef } from "preact/hooks";

export function useStableOrder(ids: string[], frozen: boolean): string[] {
  const shown = useRef<string[]>([]);
  shown.current = frozen ? mergeInPlace(shown.current, ids) : ids;
  return shown.current;
}

export function mergeInPlace(shown: string[], ids: string[]): string[] {
  const present = new Set(ids);
  const known = new Set(shown);
  return [...shown.filter((id) => present.has(id)), ...ids.filter((id) => !known.has(id))];
}
