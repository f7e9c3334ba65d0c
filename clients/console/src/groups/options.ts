/** The permission groups as a list to choose from. */
import type { SelectOption } from "@deskbell/ui";
import { t } from "../language/language.ts";
import type { Group } from "./data.ts";

export function groupOptions(groups: Group[]): SelectOption<string>[] {
  return [{ value: "", label: t("group.noneLong") }, ...groups.map(({ id, name }) => ({ value: id, label: name }))];
}
