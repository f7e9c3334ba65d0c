/** "left the page 3 min. ago": a quiet state of a chat whose visitor is away. Nothing while he is here. */
import { formatRelative, useNow } from "@deskbell/ui";
import { locale, t } from "../language/language.ts";

export function VisitorLeft({ since }: { since: number }) {
  return since > 0 ? <Left since={since} /> : null;
}

function Left({ since }: { since: number }) {
  // What has just happened is never in the future, however the clocks differ.
  const now = Math.max(useNow(), since);
  return <>{t("visitor.left", { when: formatRelative(since, now, locale.value) })}</>;
}
