/** Instead of a page that somebody may not use: a link that was followed explains itself; who can help has a name. */
import { EmptyState, IconLock } from "@deskbell/ui";
import { t } from "../language/language.ts";
import { useOwnerName } from "./useOwnerName.ts";

export function NotAllowed() {
  const owner = useOwnerName();
  return (
    <EmptyState wholePage icon={IconLock} title={t("refusal.notAllowed")}>
      {owner !== "" && t("settings.askOwner", { name: owner })}
    </EmptyState>
  );
}
