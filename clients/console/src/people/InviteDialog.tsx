/**
 * Inviting a colleague: name, e-mail, role; then the link, which is shown this once.
 *
 * Holds: an Admin is offered only what he may give: Members, without licences.
 */
import { Button, Checkbox, Dialog, ErrorSummary, formatDay, RadioGroup, serverNow, Select, TextField } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { groupList } from "../groups/data.ts";
import { groupOptions } from "../groups/options.ts";
import { describeField, describeProblem } from "../http/describe.ts";
import { useResource } from "../http/resource.ts";
import { useSubmit } from "../http/useSubmit.ts";
import { memberList } from "../inboxes/data.ts";
import { region, t } from "../language/language.ts";
import { licenceList } from "../licences/data.ts";
import { describeSeats, hasFreeSeat } from "../licences/seatWords.ts";
import { checkEmail, checkName } from "../session/checks.ts";
import { isOwner } from "../session/rights.ts";
import { signedIn } from "../session/session.ts";
import { invitationList, invite } from "./data.ts";
import { LinkDialog } from "./LinkDialog.tsx";
import { countRole, MEMBERS_MAX, type InvitedRole } from "./limits.ts";
import { LICENCES, type IssuedLink, type NewInvitation } from "./shapes.ts";
import own from "./people.module.css";

interface InviteDialogProps {
  open: boolean;
  onClose: () => void;
}

export function InviteDialog({ open, onClose }: InviteDialogProps) {
  return open ? <OpenInviteDialog onClose={onClose} /> : null;
}

/** What is asked for; licences and groups are the Owner's to give. */
type Draft = Required<NewInvitation>;

const EMPTY: Draft = { name: "", email: "", role: "member", group: "", contact_center: false, live_chat: false };

function OpenInviteDialog({ onClose }: { onClose: () => void }) {
  const [draft, setDraft] = useState(EMPTY);
  const [issued, setIssued] = useState<IssuedLink | null>(null);
  const [shown, setShown] = useState<{ name: string | undefined; email: string | undefined }>({ name: undefined, email: undefined });
  const [checked, setChecked] = useState(0);
  const { busy, problem, attempt, submit } = useSubmit();
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));

  const onSubmit = async (): Promise<void> => {
    const wrong = { name: checkName(draft.name), email: checkEmail(draft.email) };
    setShown(wrong);
    setChecked((count) => count + 1);
    if (wrong.name || wrong.email) return;
    await submit(async () => {
      setIssued(await invite(asBody(draft)));
      void invitationList.refresh();
    });
  };
  if (issued) {
    return (
      <LinkDialog
        title={t("invited.title", { name: draft.name })}
        label={t("invited.link")}
        issued={issued}
        email={draft.email.trim()}
        until={formatDay(issued.expires_at, serverNow(), region.value)}
        lostHow={t("invited.onceHow")}
        onClose={onClose}
      />
    );
  }
  const nameError = shown.name ?? describeField(problem, "name", t("field.name"));
  const emailError = shown.email ?? (problem?.code === "email_taken" ? t("invited.emailTaken") : describeField(problem, "email", t("field.email")));
  const roleError = problem?.code === "too_many_members" ? t("people.roleFull", { count: MEMBERS_MAX[draft.role] }) : undefined;
  const known = [nameError, emailError, roleError].some((error) => error !== undefined);
  const errors = [
    ...(nameError ? [{ fieldId: "invite-name", message: nameError }] : []),
    ...(emailError ? [{ fieldId: "invite-email", message: emailError }] : []),
    ...(roleError ? [{ message: roleError }] : []),
    ...(problem && !known ? [{ message: describeProblem(problem) }] : []),
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
      <TextField id="invite-name" label={t("field.name")} autocomplete="off" value={draft.name} onValue={(name) => change({ name })} error={nameError} required />
      <TextField id="invite-email" label={t("field.email")} type="email" autocomplete="off" spellcheck={false} value={draft.email} onValue={(email) => change({ email })} error={emailError} required />
      {isOwner(signedIn.value!) ? <OwnersPart draft={draft} change={change} /> : <p>{t("invited.byAdmin")}</p>}
    </Dialog>
  );
}

function OwnersPart({ draft, change }: { draft: Draft; change: (part: Partial<Draft>) => void }) {
  const groups = useResource(groupList).data ?? [];
  const seats = useResource(licenceList).data;
  const members = memberList.state.value.data ?? [];
  const invitations = invitationList.state.value.data ?? [];
  const option = (role: InvitedRole) => {
    const full = countRole(role, members, invitations) >= MEMBERS_MAX[role];
    return { value: role, label: t(`role.${role}`), hint: full ? t("people.roleFull", { count: MEMBERS_MAX[role] }) : t(`role.${role}.hint`), disabled: full };
  };
  return (
    <>
      <RadioGroup label={t("people.role")} value={draft.role} onValue={(role) => change({ role })} options={[option("member"), option("admin")]} />
      {draft.role === "admin" && (
        <Select
          label={t("member.group")}
          value={draft.group}
          onValue={(group) => change({ group })}
          options={groupOptions(groups)}
          hint={t("member.groupHint")}
        />
      )}
      <fieldset class={own.choices}>
        <legend>{t("people.licences")}</legend>
        {LICENCES.map((licence) => (
          <Checkbox
            key={licence}
            label={t(`licence.${licence}`)}
            hint={describeSeats(seats, licence)}
            checked={draft[licence]}
            disabled={!draft[licence] && !hasFreeSeat(seats, licence)}
            onChecked={(wanted) => change({ [licence]: wanted })}
          />
        ))}
        <p class={own.quiet}>{t("invited.licencesHint")}</p>
      </fieldset>
    </>
  );
}

function asBody({ name, email, role, group, contact_center, live_chat }: Draft): NewInvitation {
  const body = { name: name.trim(), email: email.trim(), role, contact_center, live_chat };
  return role === "admin" && group !== "" ? { ...body, group } : body;
}
