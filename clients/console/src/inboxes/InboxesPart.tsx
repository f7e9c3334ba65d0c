/** Settings / Inboxes: the list, the wizard, or one inbox. */
import type { PartProps } from "../settings/parts.tsx";
import { InboxListPage } from "./InboxListPage.tsx";
import { InboxPage } from "./InboxPage.tsx";
import { NewInboxPage } from "./NewInboxPage.tsx";

export default function InboxesPart({ id, tab }: PartProps) {
  if (id === undefined) return <InboxListPage />;
  if (id === "new") return <NewInboxPage />;
  return <InboxPage key={id} id={id} tab={tab ?? "overview"} />;
}
