/** One member: name, role, permission, and whether the account is active. What I may not change is shown as it is. */
import type { Role } from "@deskbell/protocol";
import { Banner, Button, Dialog, Select, Switch, TextField } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { patch } from "../http/client.ts";
import { describeField, describeProblem } from "../http/describe.ts";
import { useSubmit } from "../http/useSubmit.ts";
import type { Member } from "../http/shapes.ts";
import { memberList } from "../inboxes/data.ts";
import { t } from "../language/language.ts";
import { checkName } from "../session/checks.ts";
import { mayChangeAccess, mayChangeProfile } from "../session/rights.ts";
import { signedIn } from "../session/session.ts";
import { SavedNote } from "../settings/SavedNote.tsx";
import { useDraft } from "../settings/useDraft.ts";
import { useFieldSave } from "../settings/useFieldSave.ts";
import css from "../settings/settings.module.css";

type Change = Partial<Pick<Member, "name" | "role" | "manages_inboxes" | "active">>;

export function MemberDrawer({ member, onClose }: { member: Member; onClose: () => void }) {
  const me = signedIn.value!.member;
  const profile = mayChangeProfile(me, member);
  const access = mayChangeAccess(me) && member.role !== "owner";
  const saving = useFieldSave<Change>(async (change) => {
    await patch(`/members/${member.id}`, change);
    await memberList.refresh();
  });
  const told = saving.savedAt !== null || saving.problem !== undefined;
  return (
    <Dialog open onClose={onClose} placement="side" size="small" title={member.name} description={member.email} footer={told ? <SavedNote {...saving} /> : undefined}>
      <NameField member={member} disabled={!profile} saving={saving} />
      {member.role === "owner" ? (
        <p class={css.quiet}>{t("role.owner.hint")}</p>
      ) : (
        <Select<Exclude<Role, "owner">>
          label={t("people.role")}
          value={member.role}
          disabled={!access}
          onValue={(role) => void saving.save({ role }, { role: member.role })}
          options={[
            { value: "member", label: t("role.member") },
            { value: "admin", label: t("role.admin") },
          ]}
          hint={t(`role.${member.role}.hint`)}
        />
      )}
      {member.role === "admin" && (
        <Switch
          label={t("people.managesInboxes")}
          hint={t("people.managesInboxesHint")}
          checked={member.manages_inboxes}
          disabled={!access}
          onChecked={(manages_inboxes) => void saving.save({ manages_inboxes }, { manages_inboxes: member.manages_inboxes })}
        />
      )}
      {profile && member.role !== "owner" && member.id !== me.id && <Activity member={member} />}
      {!profile && <p class={css.quiet}>{t("people.notYours")}</p>}
    </Dialog>
  );
}

function NameField({ member, disabled, saving }: { member: Member; disabled: boolean; saving: ReturnType<typeof useFieldSave<Change>> }) {
  const [name, setName] = useDraft(member.name);
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const save = (): void => {
    const problem = checkName(name);
    setWrong(problem);
    if (!problem && name.trim() !== member.name) void saving.save({ name: name.trim() }, { name: member.name });
  };
  return (
    <TextField
      label={t("field.name")}
      value={name}
      onValue={setName}
      onBlur={save}
      onKeyDown={(event) => event.key === "Enter" && save()}
      disabled={disabled}
      error={wrong ?? describeField(saving.problem, "name", t("field.name"))}
    />
  );
}

/** Deactivating asks once more, because chats go back to the queue; activating does not. */
function Activity({ member }: { member: Member }) {
  const [asking, setAsking] = useState(false);
  const { busy, problem, submit } = useSubmit();
  const put = async (active: boolean): Promise<void> => {
    const done = await submit(async () => {
      await patch(`/members/${member.id}`, { active });
      await memberList.refresh();
    });
    if (done) setAsking(false);
  };
  return (
    <>
      {problem && <Banner tone="bad" title={describeProblem(problem)} />}
      {asking ? (
        <Banner tone="warn" title={t("people.deactivateTitle", { name: member.name })}>
          <p>{t("people.deactivateHow")}</p>
          <div class={css.row}>
            <Button onClick={() => setAsking(false)}>{t("form.cancel")}</Button>
            <Button variant="danger" busy={busy} onClick={() => void put(false)}>
              {t("people.deactivate")}
            </Button>
          </div>
        </Banner>
      ) : (
        <div>
          <Button busy={busy} onClick={() => (member.active ? setAsking(true) : void put(true))}>
            {t(member.active ? "people.deactivate" : "people.activate")}
          </Button>
        </div>
      )}
    </>
  );
}
