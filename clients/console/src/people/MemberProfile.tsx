/** A member's name, role and permission group. Each saves itself. */
import { Card, Select, TextField } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { groupList } from "../groups/data.ts";
import { groupOptions } from "../groups/options.ts";
import { permissionNames } from "../groups/permissionWords.ts";
import { describeField } from "../http/describe.ts";
import { useResource } from "../http/resource.ts";
import type { Member } from "../http/shapes.ts";
import { t } from "../language/language.ts";
import { checkName } from "../session/checks.ts";
import { isOwner, mayChangeProfile } from "../session/rights.ts";
import { signedIn } from "../session/session.ts";
import { SavedNote } from "../settings/SavedNote.tsx";
import { useDraft } from "../settings/useDraft.ts";
import { useFieldSave, type FieldSave } from "../settings/useFieldSave.ts";
import { changeMember, type MemberChange } from "./data.ts";
import { MEMBERS_MAX, type InvitedRole } from "./limits.ts";
import css from "../settings/settings.module.css";
import own from "./people.module.css";

type Saving = FieldSave<MemberChange>;

export function MemberProfile({ member }: { member: Member }) {
  const saving = useFieldSave<MemberChange>((change) => changeMember(member.id, change));
  return (
    <Card title={t("member.profile")} actions={<SavedNote {...saving} />}>
      <div class={own.fields}>
        <NameField member={member} saving={saving} />
        <div>
          <p class={css.quiet}>{t("field.email")}</p>
          <p>{member.email}</p>
        </div>
        {member.role === "owner" ? <OwnerRole /> : <RoleField role={member.role} saving={saving} />}
        {member.role === "admin" && <GroupField member={member} saving={saving} />}
      </div>
    </Card>
  );
}

function NameField({ member, saving }: { member: Member; saving: Saving }) {
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
      disabled={!mayChangeProfile(signedIn.value!, member)}
      error={wrong ?? describeField(saving.problem, "name", t("field.name"))}
    />
  );
}

function OwnerRole() {
  return (
    <div>
      <p class={css.quiet}>{t("people.role")}</p>
      <p>{t("role.owner")}</p>
      <p class={css.quiet}>{t("role.owner.hint")}</p>
    </div>
  );
}

function RoleField({ role, saving }: { role: InvitedRole; saving: Saving }) {
  const { problem } = saving;
  const full = problem?.code === "too_many_members" ? t("people.roleFull", { count: MEMBERS_MAX[role === "admin" ? "member" : "admin"] }) : undefined;
  return (
    <Select<InvitedRole>
      label={t("people.role")}
      value={role}
      disabled={!isOwner(signedIn.value!)}
      onValue={(wanted) => void saving.save({ role: wanted }, { role })}
      options={[
        { value: "member", label: t("role.member") },
        { value: "admin", label: t("role.admin") },
      ]}
      hint={t(`role.${role}.hint`)}
      error={full ?? describeField(problem, "role", t("people.role"))}
    />
  );
}

/** What an Admin's group opens is said under it. */
function GroupField({ member, saving }: { member: Member; saving: Saving }) {
  const groups = useResource(groupList).data ?? [];
  const chosen = groups.find(({ id }) => id === member.group);
  return (
    <Select
      label={t("member.group")}
      value={chosen?.id ?? ""}
      disabled={!isOwner(signedIn.value!)}
      onValue={(group) => void saving.save({ group }, { group: member.group })}
      options={groupOptions(groups)}
      hint={chosen ? t("member.groupOpens", { names: permissionNames(chosen.permissions) }) : t("member.groupHint")}
      error={describeField(saving.problem, "group", t("member.group"))}
    />
  );
}
