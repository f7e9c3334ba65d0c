/** Why an assignment cannot be applied as it was looked at. */
import { t } from "../language/language.ts";
import type { Assignment } from "./shapes.ts";

export function whyNotApply(look: Assignment | null): string | undefined {
  if (!look) return t("bulk.checkFirst");
  if (look.faults > 0) return t("bulk.mendFirst");
  return look.changed === 0 ? t("bulk.nothing") : undefined;
}
