/** Which licences somebody holds, in words. */
import type { Licence } from "@deskbell/protocol";
import { t } from "../language/language.ts";
import { LICENCES } from "./shapes.ts";

/** "Contact Center, Live Chat", or that there is none. */
export function describeLicences(holder: Record<Licence, boolean>): string {
  const held = LICENCES.filter((licence) => holder[licence]);
  return held.length === 0 ? t("people.noLicence") : held.map((licence) => t(`licence.${licence}`)).join(", ");
}
