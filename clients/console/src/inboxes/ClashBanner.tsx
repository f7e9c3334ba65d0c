/** Two people have changed the same field: both values, and the choice. */
import { Banner, Button } from "@deskbell/ui";
import { t } from "../language/language.ts";
import { useLive } from "../live/context.ts";
import { findMember } from "../live/lists.ts";
import { describeValue, FIELD_WORDS } from "./fieldWords.ts";
import type { InboxDraft } from "./InboxDraft.ts";
import type { SectionEdit } from "./useSection.ts";
import own from "./inbox.module.css";
import css from "../settings/settings.module.css";

export function ClashBanner({ draft, edit }: { draft: InboxDraft; edit: SectionEdit }) {
  const live = useLive();
  const nameOf = (member: string): string => findMember(live, member)?.name ?? t("member.gone");
  return (
    <Banner tone="warn" live="assertive" title={t("clash.title")}>
      <ul class={css.list}>
        {edit.clashes.map(({ key, theirs }) => (
          <li key={key}>
            {t("clash.both", { label: t(FIELD_WORDS[key]), theirs: describeValue(key, theirs, nameOf), mine: describeValue(key, edit.form[key], nameOf) })}
          </li>
        ))}
      </ul>
      <div class={own.choice}>
        <Button size={24} onClick={() => draft.takeTheirs(edit.section)}>
          {t("clash.takeTheirs")}
        </Button>
        <Button size={24} onClick={() => draft.keepMine(edit.section)}>
          {t("clash.keepMine")}
        </Button>
      </div>
    </Banner>
  );
}
