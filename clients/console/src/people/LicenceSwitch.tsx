/**
 * A licence of a member, on or off.
 *
 * Holds: taking one away from somebody who is at work says first what that does; a refusal leaves the switch as it was.
 */
import type { Licence } from "@deskbell/protocol";
import { Switch } from "@deskbell/ui";
import { useEffect, useState } from "preact/hooks";
import { asProblem, type Problem } from "../http/problem.ts";
import type { Member } from "../http/shapes.ts";
import { t } from "../language/language.ts";
import { useLive } from "../live/context.ts";
import { ConfirmDialog } from "../settings/ConfirmDialog.tsx";
import { changeMember } from "./data.ts";
import { useLoad } from "./MemberStatus.tsx";

export interface LicenceSwitchProps {
  member: Member;
  licence: Licence;
  /** Names the member besides the licence: where several people stand together. */
  named?: boolean;
  hint?: string | undefined;
  disabled?: boolean;
  /** Told with each attempt: what it was refused with, or nothing. */
  onAnswer: (problem: Problem | undefined) => void;
}

export function LicenceSwitch({ member, licence, named = false, hint, disabled = false, onAnswer }: LicenceSwitchProps) {
  const [shown, setShown] = useState(member[licence]);
  const name = t(`licence.${licence}`);
  const [asking, setAsking] = useState(false);
  const atWork = useIsAtWork(member);
  useEffect(() => setShown(member[licence]), [member, licence]);
  const write = async (wanted: boolean): Promise<void> => {
    setShown(wanted);
    try {
      await changeMember(member.id, { [licence]: wanted });
      onAnswer(undefined);
    } catch (thrown) {
      setShown(member[licence]);
      onAnswer(asProblem(thrown));
    }
  };
  const change = (wanted: boolean): void => {
    if (wanted || !atWork) void write(wanted);
    else setAsking(true);
  };
  return (
    <>
      <Switch
        label={named ? t("licence.of", { licence: name, name: member.name }) : name}
        checked={shown && !asking}
        disabled={disabled}
        onChecked={change}
        {...(hint === undefined ? {} : { hint })}
      />
      {asking && <TakeAway member={member} licence={licence} onConfirm={() => write(false)} onClose={() => setAsking(false)} />}
    </>
  );
}

/** Somebody would notice: he serves an inbox, or has chats now. */
function useIsAtWork(member: Member): boolean {
  const load = useLoad(member.id);
  const inboxes = Object.values(useLive().team.seen.value?.view.inboxes ?? {});
  return member.active && (load > 0 || inboxes.some(({ agents }) => agents.includes(member.id)));
}

function TakeAway({ member, licence, onConfirm, onClose }: { member: Member; licence: Licence; onConfirm: () => Promise<void>; onClose: () => void }) {
  const load = useLoad(member.id);
  return (
    <ConfirmDialog
      title={t("licence.takeTitle", { licence: t(`licence.${licence}`), name: member.name })}
      consequences={[
        t("licence.takeOffers"),
        load > 0 ? t("licence.takeChats", { count: load }) : t("licence.takeNoChats"),
        t("licence.takePickers", { name: member.name }),
      ]}
      act={t("licence.take")}
      danger
      onConfirm={onConfirm}
      onClose={onClose}
    />
  );
}
