/** A permission group: its name, and what it opens. */
import { Banner, Button, Checkbox, Dialog, ErrorSummary, showToast, TextField } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { describeField, describeProblem } from "../http/describe.ts";
import { useSubmit } from "../http/useSubmit.ts";
import { t } from "../language/language.ts";
import { checkName } from "../session/checks.ts";
import { changeGroup, createGroup, groupList, PERMISSIONS, type Group, type GroupChange } from "./data.ts";
import own from "./groups.module.css";

export function GroupDialog({ group, onClose }: { group: Group | null; onClose: () => void }) {
  const [draft, setDraft] = useState<GroupChange>({ name: group?.name ?? "", permissions: group?.permissions ?? [] });
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const [checked, setChecked] = useState(0);
  const { busy, problem, attempt, submit } = useSubmit();
  const onSubmit = async (): Promise<void> => {
    const name = draft.name.trim();
    const fault = checkName(name);
    setWrong(fault);
    setChecked((count) => count + 1);
    if (fault) return;
    const done = await submit(async () => {
      await (group ? changeGroup(group.id, { ...draft, name }) : createGroup({ ...draft, name }));
      await groupList.refresh();
    });
    if (!done) return;
    showToast({ tone: "ok", message: t(group ? "groups.saved" : "groups.created", { name }) });
    onClose();
  };
  const nameError = wrong ?? describeField(problem, "name", t("field.name"));
  const errors = [
    ...(nameError ? [{ fieldId: "group-name", message: nameError }] : []),
    ...(problem && !nameError ? [{ message: describeProblem(problem) }] : []),
  ];
  return (
    <Dialog
      open
      onClose={onClose}
      title={group ? t("groups.editTitle", { name: group.name }) : t("groups.new")}
      onSubmit={() => void onSubmit()}
      footer={
        <>
          <Button onClick={onClose}>{t("form.cancel")}</Button>
          <Button variant="primary" type="submit" busy={busy}>
            {t(group ? "groups.save" : "groups.create")}
          </Button>
        </>
      }
    >
      <ErrorSummary title={t("form.mend")} attempt={checked + attempt} errors={errors} />
      <TextField id="group-name" label={t("field.name")} autocomplete="off" value={draft.name} onValue={(name) => setDraft({ ...draft, name })} error={nameError} required />
      <fieldset class={own.permissions}>
        <legend>{t("groups.opens")}</legend>
        {PERMISSIONS.map((permission) => (
          <Checkbox
            key={permission}
            label={t(`permission.${permission}`)}
            hint={t(`permission.${permission}.hint`)}
            checked={draft.permissions.includes(permission)}
            // In the order of the screen, whatever was pressed first.
            onChecked={(wanted) => setDraft({ ...draft, permissions: PERMISSIONS.filter((one) => (one === permission ? wanted : draft.permissions.includes(one))) })}
          />
        ))}
      </fieldset>
      {group && group.members.length > 0 && (
        <Banner live="off" title={t("groups.affects", { count: group.members.length })}>
          {t("groups.affectsHow")}
        </Banner>
      )}
    </Dialog>
  );
}
