/** What the account forms check before they ask the server, in the words of the form. */
import { countCharacters } from "@deskbell/ui";
import { t } from "../language/language.ts";

export const PASSWORD_CHARACTERS_MIN = 12;
export const PASSWORD_CHARACTERS_MAX = 200;
export const NAME_CHARACTERS_MAX = 100;

export function checkName(name: string): string | undefined {
  if (name.trim() === "") return t("check.name.missing");
  return countCharacters(name.trim()) > NAME_CHARACTERS_MAX ? t("check.name.long", { count: NAME_CHARACTERS_MAX }) : undefined;
}

export function checkEmail(email: string): string | undefined {
  if (email.trim() === "") return t("check.email.missing");
  return /^[^\s@]+@[^\s@]+$/.test(email.trim()) ? undefined : t("check.email.form");
}

export function checkNewPassword(password: string): string | undefined {
  const length = countCharacters(password);
  if (length < PASSWORD_CHARACTERS_MIN) return t("check.password.short", { count: PASSWORD_CHARACTERS_MIN });
  return length > PASSWORD_CHARACTERS_MAX ? t("check.password.long", { count: PASSWORD_CHARACTERS_MAX }) : undefined;
}
