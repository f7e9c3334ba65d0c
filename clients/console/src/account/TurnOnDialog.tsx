/**
 * Turning the second factor on: the password, then the picture for the app, then a code from it.
 *
 * Holds: nothing is in force before a code has shown that the app has the secret; leaving early changes nothing.
 */
import { Button, CopyField, Dialog, ErrorSummary, TextField } from "@deskbell/ui";
import { useEffect, useRef, useState } from "preact/hooks";
import { post } from "../http/client.ts";
import { useSubmit } from "../http/useSubmit.ts";
import { t } from "../language/language.ts";
import { bareCode, CodeField } from "../session/CodeField.tsx";
import { refreshSession } from "../session/session.ts";
import { readProofFaults } from "./proof.ts";
import { QrPicture } from "./QrPicture.tsx";
import type { Enrolment, IssuedCodes } from "./shapes.ts";
import css from "./account.module.css";

interface TurnOnProps {
  onClose: () => void;
  /** It is on; these are shown now and never again. */
  onCodes: (codes: string[]) => void;
}

export function TurnOnDialog(props: TurnOnProps) {
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  return enrolment ? <ScanStep {...props} enrolment={enrolment} /> : <PasswordStep onClose={props.onClose} onEnrolment={setEnrolment} />;
}

function PasswordStep({ onClose, onEnrolment }: { onClose: () => void; onEnrolment: (enrolment: Enrolment) => void }) {
  const [password, setPassword] = useState("");
  const [checked, setChecked] = useState(0);
  const { busy, problem, attempt, submit } = useSubmit();
  const faults = readProofFaults(problem);
  const passwordError = checked > 0 && password === "" ? t("proof.passwordMissing") : faults.password;
  const other = faults.form ?? faults.code;
  const errors = [
    ...(passwordError ? [{ fieldId: "factor-password", message: passwordError }] : []),
    ...(other ? [{ message: other }] : []),
  ];
  const onSubmit = (): void => {
    setChecked((count) => count + 1);
    if (password !== "") void submit(async () => onEnrolment(await post<Enrolment>("/session/second-factor", { password })));
  };
  return (
    <Dialog
      open
      size="small"
      onClose={onClose}
      title={t("factor.turnOn")}
      onSubmit={onSubmit}
      footer={
        <>
          <Button onClick={onClose}>{t("form.cancel")}</Button>
          <Button variant="primary" type="submit" busy={busy}>
            {t("form.continue")}
          </Button>
        </>
      }
    >
      <ErrorSummary title={t("form.mend")} attempt={checked + attempt} errors={errors} />
      <p>{t("factor.needApp")}</p>
      <TextField id="factor-password" label={t("field.password")} type="password" autocomplete="current-password" value={password} onValue={setPassword} error={passwordError} required />
    </Dialog>
  );
}

function ScanStep({ enrolment, onClose, onCodes }: TurnOnProps & { enrolment: Enrolment }) {
  const [code, setCode] = useState("");
  const [checked, setChecked] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const { busy, problem, attempt, submit } = useSubmit();
  const faults = readProofFaults(problem);
  const codeError = checked > 0 && code.trim() === "" ? t("code.missing") : faults.code;
  const other = faults.form ?? faults.password;
  // One field, and its own sentence: the next thing to type is the whole code again.
  useEffect(() => {
    if (attempt === 0) return;
    field.current?.focus();
    field.current?.select();
  }, [attempt]);
  const onSubmit = (): void => {
    setChecked((count) => count + 1);
    if (code.trim() === "") return;
    void submit(async () => {
      const { recovery_codes } = await post<IssuedCodes>("/session/second-factor/confirm", { code: bareCode(code) });
      onCodes(recovery_codes);
      await refreshSession();
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("factor.scanTitle")}
      initialFocus={field as { current: HTMLElement }}
      onSubmit={onSubmit}
      footer={
        <>
          <Button onClick={onClose}>{t("form.cancel")}</Button>
          <Button variant="primary" type="submit" busy={busy}>
            {t("factor.turnOn")}
          </Button>
        </>
      }
    >
      {other && <ErrorSummary title={t("form.mend")} attempt={attempt} errors={[{ message: other }]} />}
      <ol class={css.steps}>
        <li>
          <div class={css.step}>
            <p>{t("factor.scan")}</p>
            <QrPicture code={enrolment.qr} label={t("factor.qr")} />
            <p>
              <a href={enrolment.uri}>{t("factor.sameDevice")}</a>
            </p>
            <div class={css.secret}>
              <CopyField label={t("factor.secret")} value={enrolment.secret} />
            </div>
          </div>
        </li>
        <li>
          <div class={css.step}>
            <p>{t("factor.type")}</p>
            <CodeField id="factor-code" value={code} onValue={setCode} error={codeError} digitsOnly inputRef={field} />
          </div>
        </li>
      </ol>
    </Dialog>
  );
}
