/** /account: one's own account: who one is here, the password, the second factor, and where one is signed in. */
import { Avatar, Card } from "@deskbell/ui";
import { usePageTitle } from "../frame/pageTitle.ts";
import { t } from "../language/language.ts";
import { isOwner } from "../session/rights.ts";
import { signedIn } from "../session/session.ts";
import settings from "../settings/settings.module.css";
import { PasswordCard } from "./PasswordCard.tsx";
import { SecondFactorCard } from "./SecondFactorCard.tsx";
import { SessionsCard } from "./SessionsCard.tsx";
import css from "./account.module.css";

export default function AccountPage() {
  const { member, organisation } = signedIn.value!;
  usePageTitle(t("account.yours"));
  return (
    <div class={css.page}>
      <h1>{t("account.yours")}</h1>
      <Card>
        <div class={css.person}>
          <Avatar name={member.name} size={40} />
          <dl class={css.facts}>
            <Fact term={t("field.name")}>{member.name}</Fact>
            <Fact term={t("field.email")}>{member.email}</Fact>
            <Fact term={t("people.role")}>{t("account.roleAt", { role: t(`role.${member.role}`), organisation: organisation.name })}</Fact>
          </dl>
        </div>
        {!isOwner({ member }) && <p class={settings.quiet}>{t("account.whoChanges")}</p>}
      </Card>
      <PasswordCard />
      <SecondFactorCard />
      <SessionsCard />
    </div>
  );
}

function Fact({ term, children }: { term: string; children: string }) {
  return (
    <div class={css.fact}>
      <dt>{term}</dt>
      <dd>
        <bdi>{children}</bdi>
      </dd>
    </div>
  );
}
