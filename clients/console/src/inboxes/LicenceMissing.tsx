/** No inbox without both licences: which one the organisation lacks, and who can give it. */
import { Banner, Button } from "@deskbell/ui";
import type { Problem } from "../http/problem.ts";
import { t } from "../language/language.ts";
import { isOwner } from "../session/rights.ts";
import { signedIn } from "../session/session.ts";
import { useOwnerName } from "../settings/useOwnerName.ts";

export function LicenceMissing({ problem }: { problem: Problem }) {
  const owner = useOwnerName();
  const mine = isOwner(signedIn.value!);
  return (
    <Banner
      tone="warn"
      live="assertive"
      title={t("inbox.licenceMissing")}
      actions={
        mine && (
          <Button href="/settings/licences" size={24}>
            {t("inbox.licences")}
          </Button>
        )
      }
    >
      {problem.detail} {mine ? t("inbox.licenceYours") : owner !== "" && t("inbox.licenceAsk", { name: owner })}
    </Banner>
  );
}
