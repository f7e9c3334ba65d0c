/** The code of a second factor: six digits from an app, or one of the recovery codes. */
import { TextField } from "@deskbell/ui";
import type { Ref } from "preact";
import { t } from "../language/language.ts";

export interface CodeFieldProps {
  id: string;
  value: string;
  onValue: (value: string) => void;
  error?: string | undefined;
  /** Only the app's digits count: there are no recovery codes yet. */
  digitsOnly?: boolean;
  inputRef?: Ref<HTMLInputElement>;
}

export function CodeField({ digitsOnly = false, ...rest }: CodeFieldProps) {
  return (
    <TextField
      {...rest}
      label={t("field.code")}
      hint={digitsOnly ? t("code.digitsHint") : t("code.hint")}
      autocomplete="one-time-code"
      inputMode={digitsOnly ? "numeric" : "text"}
      spellcheck={false}
      required
    />
  );
}

/** Apps show a code in groups; the groups are not part of it. */
export function bareCode(typed: string): string {
  return typed.replaceAll(/\s/g, "");
}
