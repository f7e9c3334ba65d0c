/**
 * Deleting a permission group.
 *
 * Holds: while an Admin is in it, it stays; who that is, and where that is changed, is said.
 */
import { Banner, Button, Dialog, showToast } from "@deskbell/ui";
import { describeProblem } from "../http/describe.ts";
import { useSubmit } from "../http/useSubmit.ts";
import { t } from "../language/language.ts";
import { deleteGroup, groupList, type Group } from "./data.ts";
import { GroupMembers } from "./GroupMembers.tsx";

export function DeleteGroup({ group, onClose }: { group: Group; onClose: () => void }) {
  const { busy, problem, submit } = useSubmit();
  const inUse = group.members.length > 0;
  const remove = async (): Promise<void> => {
    const done = await submit(async () => {
      try {
        await deleteGroup(group.id);
      } finally {
        // Somebody may have come into it meanwhile: then the list says who.
        await groupList.refresh();
      }
    });
    if (!done) return;
    showToast({ tone: "ok", message: t("groups.deleted", { name: group.name }) });
    onClose();
  };
  return (
    <Dialog
      open
      size="small"
      onClose={onClose}
      title={t("groups.deleteTitle", { name: group.name })}
      footer={
        inUse ? (
          <Button variant="primary" onClick={onClose}>
            {t("invited.done")}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{t("form.cancel")}</Button>
            <Button variant="danger" busy={busy} onClick={() => void remove()}>
              {t("groups.deleteDo")}
            </Button>
          </>
        )
      }
    >
      {problem && problem.code !== "group_in_use" && <Banner tone="bad" title={describeProblem(problem)} />}
      {inUse ? (
        <>
          <Banner tone="warn" live={problem ? "assertive" : "off"} title={t("groups.inUse")}>
            {t("groups.inUseHow")}
          </Banner>
          <GroupMembers ids={group.members} />
        </>
      ) : (
        <p>{t("groups.deleteHow")}</p>
      )}
    </Dialog>
  );
}
