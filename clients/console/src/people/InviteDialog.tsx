/**
 * Inviting a colleague: name, e-mail, role; then the link, which is shown this once.
 *
 * Holds: an Admin is offered only what he may give: Members, without licences.
 */
import { Banner, Button, Checkbox, CopyField, Dialog, ErrorSummary, formatDay, RadioGroup, serverNow, TextField } from "@deskbell/ui";
import type { Role } from "@deskbell/protocol";
import { useState } from "preact/hooks";
import { post } from "../http/client.ts";
import { describeField, describeProblem } from "../http/describe.ts";
import { useSubmit } from "../http/useSubmit.ts";
import type { IssuedInvitation } from "../http/shapes.ts";
import { region, t } from "../language/language.ts";
import { checkEmail, checkName } from "../session/checks.ts";
import { mayChangeAccess } from "../session/rights.ts";
import { signedIn } from "../session/session.ts";

interface InviteDialogProps {
  open: boolean;
  onClose: () => void;
  onInvited: () => void;
}

export function InviteDialog({ open, ...rest }: InviteDialogProps) {
  return open ? <OpenInviteDialog {...rest} /> : null;
}

function OpenInviteDialog({ onClose, onInvited }: Omit<InviteDialogProps, "open">) {
  const ownerInvites = mayChangeAccess(signedIn.value!.member);
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Exclude<Role, "owner">>("member");
  const [agent, setAgent] = useState(ownerInvites);
  const [issued, setIssued] = useState<IssuedInvitation | null>(null);
  const [shown, setShown] = useState<{ name: string | undefined; email: string | undefined }>({ name: undefined, email: undefined });
  const [checked, setChecked] = useState(0);
  const { busy, problem, attempt, submit } = useSubmit();

  const onSubmit = async (): Promise<void> => {
    const wrong = { name: checkName(name), email: checkEmail(email) };
    setShown(wrong);
    setChecked((count) => count + 1);
    if (wrong.name || wrong.email) return;
    await submit(async () => {
      const body = { name: name.trim(), email: email.trim(), role, contact_center: agent, live_chat: agent };
      setIssued(await post<IssuedInvitation>("/invitations", body));
      onInvited();
    });
  };
  if (issued) {
    return (
      <Dialog open onClose={onClose} title={t("invited.title", { name })} footer={<Button variant="primary" onClick={onClose}>{t("invited.done")}</Button>}>
        <p>{t("invited.how", { day: formatDay(issued.expires_at, serverNow(), region.value) })}</p>
        <CopyField label={t("invited.link")} value={issued.link} />
        <Banner tone="warn" live="off" title={t("invited.once")}>
          {t("invited.onceHow")}
        </Banner>
      </Dialog>
    );
  }
  const nameError = shown.name ?? describeField(problem, "name", t("field.name"));
  const emailError = shown.email ?? describeField(problem, "email", t("field.email"));
  const errors = [
    ...(nameError ? [{ fieldId: "invite-name", message: nameError }] : []),
    ...(emailError ? [{ fieldId: "invite-email", message: emailError }] : []),
    ...(problem && problem.errors.length === 0 ? [{ message: describeProblem(problem) }] : []),
  ];
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("people.invite")}
      onSubmit={() => void onSubmit()}
      footer={
        <>
          <Button onClick={onClose}>{t("form.cancel")}</Button>
          <Button variant="primary" type="submit" busy={busy} busyLabel={t("invited.busy")}>
            {t("invited.create")}
          </Button>
        </>
      }
    >
      <ErrorSummary title={t("form.mend")} attempt={checked + attempt} errors={errors} />
      <TextField id="invite-name" label={t("field.name")} autocomplete="off" value={name} onValue={setName} error={nameError} required />
      <TextField id="invite-email" label={t("field.email")} type="email" autocomplete="off" spellcheck={false} value={email} onValue={setEmail} error={emailError} required />
      {ownerInvites ? (
        <>
          <RadioGroup
            label={t("people.role")}
            value={role}
            onValue={setRole}
            options={[
              { value: "member", label: t("role.member"), hint: t("role.member.hint") },
              { value: "admin", label: t("role.admin"), hint: t("role.admin.hint") },
            ]}
          />
          <Checkbox label={t("invited.agent")} hint={t("invited.agentHint")} checked={agent} onChecked={setAgent} />
        </>
      ) : (
        <p>{t("invited.byAdmin")}</p>
      )}
    </Dialog>
  );
}
