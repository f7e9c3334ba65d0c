/**
 * A field's text while it is edited.
 *
 * Holds: what arrives from the server is taken up only where nobody is in the middle of changing it.
 */
import { useRef, useState } from "preact/hooks";

export function useDraft<Value>(saved: Value): [Value, (value: Value) => void] {
  const [draft, setDraft] = useState(saved);
  const known = useRef(saved);
  if (Object.is(known.current, saved)) return [draft, setDraft];
  const untouched = Object.is(draft, known.current);
  known.current = saved;
  if (!untouched) return [draft, setDraft];
  setDraft(saved);
  return [saved, setDraft];
}
