/** A colleague's account: a new password, the second factor, and whether it is open at all. */
import { Banner, Button, Card, formatTimeOfDay, showToast } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { describeProblem } from "../http/describe.ts";
import { useSubmit } from "../http/useSubmit.ts";
import type { Member } from "../http/shapes.ts";
import { region, t } from "../language/language.ts";
import { ConfirmDialog } from "../settings/ConfirmDialog.tsx";
import { changeMember, endSecondFactor, resetPassword } from "./data.ts";
import { LinkDialog } from "./LinkDialog.tsx";
import { useLoad } from "./MemberStatus.tsx";
import type { IssuedLink } from "./shapes.ts";
import own from "./people.module.css";

export function MemberAccount({ member }: { member: Member }) {
  return (
    <Card title={t("member.account")}>
      {member.active && (
        <>
          <PasswordReset member={member} />
          <SecondFactor member={member} />
        </>
      )}
      <Activity member={member} />
    </Card>
  );
}

function PasswordReset({ member }: { member: Member }) {
  const [issued, setIssued] = useState<IssuedLink | null>(null);
  const { busy, problem, submit } = useSubmit();
  return (
    <div class={own.act}>
      <div class={own.actWords}>
        <strong>{t("member.reset")}</strong>
        {t("member.resetHow")}
        {problem && <Banner tone="bad" title={describeProblem(problem)} />}
      </div>
      <Button busy={busy} onClick={() => void submit(async () => setIssued(await resetPassword(member.id)))}>
        {t("member.resetDo")}
      </Button>
      {issued && (
        <LinkDialog
          title={t("member.resetTitle", { name: member.name })}
          label={t("member.resetLink")}
          issued={issued}
          email={member.email}
          until={formatTimeOfDay(issued.expires_at, region.value)}
          lostHow={t("member.resetLost")}
          onClose={() => setIssued(null)}
        />
      )}
    </div>
  );
}

function SecondFactor({ member }: { member: Member }) {
  const [asking, setAsking] = useState(false);
  const end = async (): Promise<void> => {
    await endSecondFactor(member.id);
    showToast({ tone: "ok", message: t("member.factorDone", { name: member.name }) });
  };
  return (
    <div class={own.act}>
      <div class={own.actWords}>
        <strong>{t("member.factor")}</strong>
        {t("member.factorHow")}
      </div>
      <Button onClick={() => setAsking(true)}>{t("member.factorDo")}</Button>
      {asking && (
        <ConfirmDialog
          title={t("member.factorTitle", { name: member.name })}
          consequences={[t("member.factorPassword"), t("member.factorSessions")]}
          act={t("member.factorDo")}
          danger
          onConfirm={end}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}

/** Deactivating asks once more, because chats go back to the queue; activating does not. */
function Activity({ member }: { member: Member }) {
  const [asking, setAsking] = useState(false);
  const { busy, problem, submit } = useSubmit();
  const load = useLoad(member.id);
  const put = (active: boolean): Promise<void> => changeMember(member.id, { active });
  return (
    <div class={own.act}>
      <div class={own.actWords}>
        <strong>{t(member.active ? "member.active" : "people.deactivated")}</strong>
        {t(member.active ? "member.activeHow" : "member.inactiveHow")}
        {problem && <Banner tone="bad" live="assertive" title={describeProblem(problem)} />}
      </div>
      {member.active ? (
        <Button onClick={() => setAsking(true)}>
          {t("people.deactivate")}
        </Button>
      ) : (
        <Button busy={busy} onClick={() => void submit(() => put(true))}>
          {t("people.activate")}
        </Button>
      )}
      {asking && (
        <ConfirmDialog
          title={t("people.deactivateTitle", { name: member.name })}
          consequences={[
            t("deactivate.signedOut"),
            t("deactivate.offers"),
            load > 0 ? t("deactivate.chats", { count: load }) : t("deactivate.noChats"),
            ...(member.contact_center || member.live_chat ? [t("deactivate.seats")] : []),
            t("deactivate.kept"),
          ]}
          act={t("people.deactivate")}
          danger
          onConfirm={() => put(false)}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
