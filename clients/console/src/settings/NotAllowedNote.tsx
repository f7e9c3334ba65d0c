/** A no that came while somebody was at work: the permission was taken away meanwhile. Who can help has a name. */
import { Banner } from "@deskbell/ui";
import { t } from "../language/language.ts";
import { useOwnerName } from "./useOwnerName.ts";

export function NotAllowedNote() {
  const owner = useOwnerName();
  return (
    <Banner tone="bad" title={t("refusal.notAllowed")}>
      {owner !== "" && t("settings.askOwner", { name: owner })}
    </Banner>
  );
}
