/** Who was invited and has not joined yet: a new link, or none any more. */
import { Banner, Button, Card, formatDay, serverNow, showToast, Table } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { groupList } from "../groups/data.ts";
import { describeProblem } from "../http/describe.ts";
import { asProblem } from "../http/problem.ts";
import { useResource } from "../http/resource.ts";
import { region, t } from "../language/language.ts";
import { invitationList, renewInvitation, revokeInvitation } from "./data.ts";
import { describeLicences } from "./licenceWords.ts";
import { LinkDialog } from "./LinkDialog.tsx";
import type { IssuedLink, OpenInvitation } from "./shapes.ts";
import css from "../settings/settings.module.css";

export function OpenInvitations() {
  const { data, problem } = useResource(invitationList);
  const [renewed, setRenewed] = useState<{ invitation: OpenInvitation; issued: IssuedLink } | null>(null);
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (thrown) {
      showToast({ tone: "bad", message: describeProblem(asProblem(thrown)) });
    }
    await invitationList.refresh();
  };
  const renew = (invitation: OpenInvitation): Promise<void> =>
    attempt(async () => setRenewed({ invitation, issued: await renewInvitation(invitation.id) }));
  const revoke = (invitation: OpenInvitation): Promise<void> =>
    attempt(async () => {
      await revokeInvitation(invitation.id);
      showToast({ tone: "ok", message: t("invitations.revoked") });
    });
  if (!data) return problem ? <Banner tone="bad" title={t("invitations.failed")}>{describeProblem(problem)}</Banner> : null;
  return (
    <>
      {data.length > 0 && <InvitationTable invitations={data} onRenew={(one) => void renew(one)} onRevoke={(one) => void revoke(one)} />}
      {renewed && (
        <LinkDialog
          title={t("invitations.renewed", { name: renewed.invitation.name })}
          label={t("invited.link")}
          issued={renewed.issued}
          email={renewed.invitation.email}
          until={formatDay(renewed.issued.expires_at, serverNow(), region.value)}
          lostHow={t("invited.onceHow")}
          onClose={() => setRenewed(null)}
        />
      )}
    </>
  );
}

interface InvitationTableProps {
  invitations: OpenInvitation[];
  onRenew: (invitation: OpenInvitation) => void;
  onRevoke: (invitation: OpenInvitation) => void;
}

function InvitationTable({ invitations, onRenew, onRevoke }: InvitationTableProps) {
  const groups = groupList.state.value.data ?? [];
  return (
    <Card title={t("invitations.title")} flush>
      <Table
        caption={t("invitations.title")}
        rows={invitations}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "name",
            header: t("field.name"),
            namesRow: true,
            cell: (one) => (
              <>
                {one.name}
                <span class={css.cellSub}>{one.email}</span>
              </>
            ),
          },
          {
            key: "role",
            header: t("people.role"),
            cell: (one) => (
              <>
                {t(`role.${one.role}`)}
                {one.role === "admin" && <span class={css.cellSub}>{groups.find(({ id }) => id === one.group)?.name ?? t("group.none")}</span>}
              </>
            ),
          },
          { key: "licences", header: t("people.licences"), cell: describeLicences },
          { key: "until", header: t("invitations.until"), cell: (one) => formatDay(one.expires_at, serverNow(), region.value) },
          {
            key: "actions",
            header: t("inboxes.actions"),
            kind: "actions",
            cell: (one) => (
              <span class={css.buttons}>
                <Button size={24} aria-label={t("invitations.renewOf", { name: one.name })} onClick={() => onRenew(one)}>
                  {t("invitations.renew")}
                </Button>
                <Button size={24} aria-label={t("invitations.revokeOf", { name: one.name })} onClick={() => onRevoke(one)}>
                  {t("invitations.revoke")}
                </Button>
              </span>
            ),
          },
        ]}
      />
    </Card>
  );
}
