/**
 * One member: who he is here, what he may answer, and his account.
 *
 * Holds: what the reader may not change is shown as it is, with who can; fields save themselves.
 */
import { Banner, Button, Card, EmptyState, ErrorState, IconSearch, Pill, SkeletonRows } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { usePageTitle } from "../frame/pageTitle.ts";
import { describeProblem } from "../http/describe.ts";
import { useResource } from "../http/resource.ts";
import type { Member } from "../http/shapes.ts";
import { memberList } from "../inboxes/data.ts";
import { pieces, t } from "../language/language.ts";
import { HandOverDialog } from "../organisation/HandOverDialog.tsx";
import { isOwner, mayChangeCapacity, mayChangeProfile } from "../session/rights.ts";
import { signedIn } from "../session/session.ts";
import { useOwnerName } from "../settings/useOwnerName.ts";
import { MemberAccount } from "./MemberAccount.tsx";
import { MemberChats } from "./MemberChats.tsx";
import { MemberProfile } from "./MemberProfile.tsx";
import { MemberTimes, maySeeTimes } from "./MemberTimes.tsx";
import { usePeopleNews } from "./usePeopleNews.ts";
import css from "../settings/settings.module.css";
import own from "./people.module.css";

export function MemberPage({ id }: { id: string }) {
  const { data, problem, loading } = useResource(memberList);
  const member = data?.find((one) => one.id === id);
  usePageTitle(member?.name ?? t("settings.people"));
  usePeopleNews();
  if (member) return <Known member={member} />;
  if (data) {
    return (
      <EmptyState wholePage icon={IconSearch} title={t("member.notFound")} action={<Button href="/settings/people">{t("member.toList")}</Button>}>
        {t("member.notFoundHow")}
      </EmptyState>
    );
  }
  return problem ? (
    <ErrorState title={t("people.failed")} onRetry={() => void memberList.refresh()} retrying={loading} requestId={problem.requestId || undefined}>
      {describeProblem(problem)}
    </ErrorState>
  ) : (
    <SkeletonRows />
  );
}

function Known({ member }: { member: Member }) {
  const me = signedIn.value!;
  const owner = useOwnerName();
  const itsMe = member.id === me.member.id;
  const whole = isOwner(me);
  const some = mayChangeProfile(me, member);
  return (
    <div class={css.stack}>
      <div>
        <p class={css.crumb}>
          <a href="/settings/people">{t("settings.people")}</a>
        </p>
        <div class={css.title}>
          <h1>{member.name}</h1>
          {itsMe && <Pill tone="accent">{t("you")}</Pill>}
          {!member.active && <Pill tone="warn">{t("people.deactivated")}</Pill>}
        </div>
      </div>
      {!whole && (
        <Banner live="off" title={t(some ? "member.youMaySome" : mayChangeCapacity(me, member) ? "member.youMayCapacity" : "member.youMayNothing")}>
          {owner !== "" && t("member.ownerCan", { name: owner })}
        </Banner>
      )}
      <div class={own.columns}>
        <MemberProfile member={member} />
        <MemberChats member={member} />
      </div>
      {maySeeTimes(member) && <MemberTimes member={member} />}
      {some && !itsMe && member.role !== "owner" && <MemberAccount member={member} />}
      {itsMe && (
        <p class={css.quiet}>
          {pieces("member.ownAccount", { link: <a href="/account">{t("account.yours")}</a> })}
        </p>
      )}
      {itsMe && member.role === "owner" && <Ownership />}
    </div>
  );
}

/** On the Owner's own page: giving it away. */
function Ownership() {
  const [asking, setAsking] = useState(false);
  return (
    <Card title={t("handOver.card")}>
      <div class={own.act}>
        <p class={own.actWords}>{t("handOver.cardHow")}</p>
        <Button onClick={() => setAsking(true)}>{t("handOver.open")}</Button>
      </div>
      {asking && <HandOverDialog onClose={() => setAsking(false)} />}
    </Card>
  );
}
