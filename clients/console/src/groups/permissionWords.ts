/** The names of permissions. `phone_system` is what the product calls Inbox Management. */
import type { Permission } from "@deskbell/protocol";
import { t } from "../language/language.ts";
import { PERMISSIONS } from "./data.ts";

/** "Inbox Management, Reports"; or that there is none. */
export function permissionNames(permissions: Permission[]): string {
  const held = PERMISSIONS.filter((one) => permissions.includes(one));
  return held.length === 0 ? t("permission.none") : held.map((one) => t(`permission.${one}`)).join(", ");
}
