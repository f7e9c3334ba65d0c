/** The place where announcements are read from. Put one on the page, and never take it away. */
import { VisuallyHidden } from "../layout/VisuallyHidden.tsx";
import { announcements, type Politeness } from "./announcer.ts";

export function LiveRegion() {
  return (
    <VisuallyHidden>
      <Channel politeness="polite" />
      <Channel politeness="assertive" />
    </VisuallyHidden>
  );
}

function Channel({ politeness }: { politeness: Politeness }) {
  const { text, turn } = announcements[politeness].value;
  return (
    <span role={politeness === "polite" ? "status" : "alert"} aria-live={politeness} aria-atomic="true">
      <span>{turn === 0 ? text : ""}</span>
      <span>{turn === 1 ? text : ""}</span>
    </span>
  );
}
