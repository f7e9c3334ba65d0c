/** Whether a media query holds, for what CSS alone cannot decide: what exists on the page. */
import { useEffect, useState } from "preact/hooks";

/** Below it the list of chats and the open chat take turns. chats.module.css has the same figure. */
export const ONE_PANE = "(width < 860px)";
/** Below it the context of a chat lies over it instead of beside it. chats.module.css has the same figure. */
export const NO_CONTEXT_PANE = "(width < 1280px)";

export function useMedia(media: string): boolean {
  const [matches, setMatches] = useState(() => typeof matchMedia === "function" && matchMedia(media).matches);
  useEffect(() => {
    if (typeof matchMedia !== "function") return undefined;
    const list = matchMedia(media);
    const onChange = (): void => setMatches(list.matches);
    onChange();
    list.addEventListener("change", onChange);
    return () => list.removeEventListener("change", onChange);
  }, [media]);
  return matches;
}
