/** What can be done with the people who are chosen: assign, or take away; after a look at what that does. */
import type { Licence } from "@deskbell/protocol";
import { Button, IconChevronDown, Menu } from "@deskbell/ui";
import { useState } from "preact/hooks";
import type { Member } from "../http/shapes.ts";
import { t } from "../language/language.ts";
import { LICENCES } from "../people/shapes.ts";
import { writeCsv } from "./assignmentCsv.ts";
import { BulkDialog } from "./BulkDialog.tsx";
import css from "../settings/settings.module.css";

interface Wish {
  title: string;
  csv: string;
}

export function BulkBar({ members, onDone }: { members: Member[]; onDone: () => void }) {
  const [wish, setWish] = useState<Wish | null>(null);
  const menu = (held: boolean) => {
    const word = held ? "bulk.assign" : "bulk.take";
    const item = (licences: Licence[], label: string) => ({
      label,
      onSelect: () => setWish({ title: t(held ? "bulk.assignTitle" : "bulk.takeTitle", { licence: label, count: members.length }), csv: writeCsv(members.map(wishFor(licences, held))) }),
    });
    return (
      <Menu
        label={t(word)}
        trigger={(props) => (
          <Button {...props} size={24}>
            <span class={css.row}>
              {t(word)}
              <IconChevronDown size={12} />
            </span>
          </Button>
        )}
        items={[item(LICENCES, t("bulk.both")), ...LICENCES.map((licence) => item([licence], t(`licence.${licence}`)))]}
      />
    );
  };
  return (
    <>
      {menu(true)}
      {menu(false)}
      {wish && (
        <BulkDialog
          {...wish}
          onDone={onDone}
          onClose={() => setWish(null)}
        />
      )}
    </>
  );
}

/** The member as he is to be; a licence that is not spoken of stays. */
function wishFor(licences: Licence[], held: boolean): (member: Member) => Member {
  return (member) => ({ ...member, ...Object.fromEntries(licences.map((licence) => [licence, held])) });
}
