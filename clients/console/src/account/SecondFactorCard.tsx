/** The second factor: what it is for, whether it is on, and the way on and off. */
import { Button, Card, Pill, showToast } from "@deskbell/ui";
import { useRef, useState } from "preact/hooks";
import { post, remove } from "../http/client.ts";
import { t } from "../language/language.ts";
import { refreshSession, signedIn } from "../session/session.ts";
import settings from "../settings/settings.module.css";
import { ProofDialog, type Proof } from "./ProofDialog.tsx";
import { RecoveryCodesDialog } from "./RecoveryCodesDialog.tsx";
import type { IssuedCodes } from "./shapes.ts";
import { TurnOnDialog } from "./TurnOnDialog.tsx";

type Asked = { kind: "on" } | { kind: "off" } | { kind: "renew" } | { kind: "codes"; codes: string[] };

export function SecondFactorCard() {
  const isOn = signedIn.value!.second_factor;
  const [asked, setAsked] = useState<Asked | null>(null);
  // The button that was pressed may be another one afterwards.
  const place = useRef<HTMLDivElement>(null);
  const close = (): void => setAsked(null);

  const turnOff = async (proof: Proof): Promise<void> => {
    await remove("/session/second-factor", proof);
    close();
    showToast({ tone: "ok", message: t("factor.isOff") });
    await refreshSession();
  };
  const renew = async (proof: Proof): Promise<void> => {
    const { recovery_codes } = await post<IssuedCodes>("/session/second-factor/recovery-codes", proof);
    setAsked({ kind: "codes", codes: recovery_codes });
  };
  return (
    <Card title={t("factor.title")} actions={isOn ? <Pill tone="ok" dot="full">{t("kit.on")}</Pill> : <Pill dot="ring">{t("kit.off")}</Pill>}>
      <div ref={place} tabIndex={-1} class={settings.stack}>
        <p>{t(isOn ? "factor.onHow" : "factor.offHow")}</p>
        <div class={settings.row}>
          {isOn ? (
            <>
              <Button onClick={() => setAsked({ kind: "renew" })}>{t("factor.renew")}</Button>
              <Button onClick={() => setAsked({ kind: "off" })}>{t("factor.turnOff")}</Button>
            </>
          ) : (
            <Button variant="primary" onClick={() => setAsked({ kind: "on" })}>
              {t("factor.turnOn")}
            </Button>
          )}
        </div>
      </div>
      {asked?.kind === "on" && <TurnOnDialog onClose={close} onCodes={(codes) => setAsked({ kind: "codes", codes })} />}
      {asked?.kind === "off" && (
        <ProofDialog title={t("factor.offTitle")} action={t("factor.turnOff")} variant="danger" returnFocus={place as { current: HTMLElement }} onProof={turnOff} onClose={close}>
          <p>{t("factor.offLead")}</p>
        </ProofDialog>
      )}
      {asked?.kind === "renew" && (
        <ProofDialog title={t("factor.renewTitle")} action={t("factor.renew")} onProof={renew} onClose={close}>
          <p>{t("factor.renewLead")}</p>
        </ProofDialog>
      )}
      {asked?.kind === "codes" && <RecoveryCodesDialog codes={asked.codes} returnFocus={place as { current: HTMLElement }} onClose={close} />}
    </Card>
  );
}
