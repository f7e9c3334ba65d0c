/** Asks for the password and a code before something that weakens an account, and then does it. */
import { Button, Dialog, ErrorSummary, TextField, type ButtonVariant } from "@deskbell/ui";
import type { ComponentChildren, RefObject } from "preact";
import { useState } from "preact/hooks";
import { useSubmit } from "../http/useSubmit.ts";
import { t } from "../language/language.ts";
import { bareCode, CodeField } from "../session/CodeField.tsx";
import { readProofFaults } from "./proof.ts";

export interface Proof {
  password: string;
  code: string;
}

export interface ProofDialogProps {
  title: string;
  children: ComponentChildren;
  action: string;
  variant?: ButtonVariant;
  /** What gets the focus afterwards, if the opener is gone by then. */
  returnFocus?: RefObject<HTMLElement>;
  onProof: (proof: Proof) => Promise<void>;
  onClose: () => void;
}

export function ProofDialog({ title, children, action, variant = "primary", returnFocus, onProof, onClose }: ProofDialogProps) {
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [checked, setChecked] = useState(0);
  const { busy, problem, attempt, submit } = useSubmit();
  const asked = checked > 0;
  const faults = readProofFaults(problem);
  const passwordError = asked && password === "" ? t("proof.passwordMissing") : faults.password;
  const codeError = asked && code.trim() === "" ? t("code.missing") : faults.code;
  const errors = [
    ...(passwordError ? [{ fieldId: "proof-password", message: passwordError }] : []),
    ...(codeError ? [{ fieldId: "proof-code", message: codeError }] : []),
    ...(faults.form ? [{ message: faults.form }] : []),
  ];
  const onSubmit = (): void => {
    setChecked((count) => count + 1);
    if (password === "" || code.trim() === "") return;
    void submit(() => onProof({ password, code: bareCode(code) }));
  };
  return (
    <Dialog
      open
      size="small"
      {...(returnFocus && { returnFocus })}
      onClose={onClose}
      title={title}
      onSubmit={onSubmit}
      footer={
        <>
          <Button onClick={onClose}>{t("form.cancel")}</Button>
          <Button variant={variant} type="submit" busy={busy}>
            {action}
          </Button>
        </>
      }
    >
      <ErrorSummary title={t("form.mend")} attempt={checked + attempt} errors={errors} />
      {children}
      <TextField id="proof-password" label={t("field.password")} type="password" autocomplete="current-password" value={password} onValue={setPassword} error={passwordError} required />
      <CodeField id="proof-code" value={code} onValue={setCode} error={codeError} />
    </Dialog>
  );
}
