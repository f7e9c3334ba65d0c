/** My status: Available, Busy, Away with a reason, Offline. It changes only when I, or a supervisor, change it. */
import type { Status, TeamMemberState } from "@deskbell/protocol";
import { Button, Dialog, IconChevronDown, Menu, Pill, TextField, type MenuItem } from "@deskbell/ui";
import { REASON_CHARACTERS_MAX } from "@deskbell/protocol";
import { useRef, useState } from "preact/hooks";
import { useActions } from "../keys/actions.ts";
import { t, type Word } from "../language/language.ts";
import { chooseStatus, returnFromHold, whyNotNow } from "../live/actions.ts";
import { useLive } from "../live/context.ts";
import css from "./statusMenu.module.css";

const AWAY_REASONS: Word[] = ["away.break", "away.lunch", "away.meeting", "away.training"];

const TONES = { available: "ok", busy: "bad", away: "warn", offline: "neutral" } as const;
const DOTS = { available: "full", busy: "full", away: "half", offline: "ring" } as const;

export function StatusMenu({ myself }: { myself: TeamMemberState }) {
  const live = useLive();
  const [asking, setAsking] = useState(false);
  const trigger = useRef<HTMLSpanElement>(null);
  const reason = whyNotNow(live);
  const { status, on_hold } = myself;
  useActions({ status: () => trigger.current?.querySelector("button")?.click() });

  const choose = (chosen: Status, why = ""): void => void chooseStatus(live, chosen, why);
  const plain = (chosen: "available" | "busy" | "offline"): MenuItem => ({
    label: t(`status.${chosen}`),
    hint: t(`status.${chosen}.hint`),
    checked: status === chosen && !on_hold,
    disabled: reason !== undefined,
    onSelect: () => choose(chosen),
  });
  const away = AWAY_REASONS.map((word) => ({
    label: t(word),
    checked: status === "away" && myself.reason === t(word),
    disabled: reason !== undefined,
    onSelect: () => choose("away", t(word)),
  }));
  const items: MenuItem[] = [
    ...(on_hold ? [{ label: t("hold.back"), hint: t("hold.why"), onSelect: () => void returnFromHold(live) }, "-" as const] : []),
    ...(reason === undefined ? [] : [{ heading: reason }]),
    plain("available"),
    plain("busy"),
    "-",
    { heading: t("status.away") },
    ...away,
    { label: t("away.other"), checked: status === "away" && !away.some((item) => item.checked), disabled: reason !== undefined, onSelect: () => setAsking(true) },
    "-",
    plain("offline"),
  ];
  return (
    <span ref={trigger} class={css.holder}>
      <Menu
        label={t("status.menu")}
        placement="below-end"
        items={items}
        trigger={(props) => (
          <Button {...props} variant="secondary" class={css.trigger ?? ""} aria-label={t("status.mine", { status: describeStatus(myself) })}>
            <span class={css.face}>
              <Pill plain tone={on_hold ? "warn" : TONES[status]} dot={on_hold ? "half" : DOTS[status]}>
                <span class={css.word}>{describeStatus(myself)}</span>
              </Pill>
              <IconChevronDown size={14} />
            </span>
          </Button>
        )}
      />
      <AwayDialog open={asking} onClose={() => setAsking(false)} onChosen={(why) => choose("away", why)} />
    </span>
  );
}

/** "Available", "Away: Lunch", "Not responding". */
export function describeStatus(member: Pick<TeamMemberState, "status" | "reason" | "on_hold">): string {
  if (member.on_hold) return t("hold.state");
  if (member.status === "away" && member.reason !== "") return t("status.awayReason", { reason: member.reason });
  return t(`status.${member.status}`);
}

function AwayDialog({ open, onClose, onChosen }: { open: boolean; onClose: () => void; onChosen: (why: string) => void }) {
  const [why, setWhy] = useState("");
  const submit = (): void => {
    onChosen(why.trim());
    onClose();
  };
  return (
    <Dialog
      open={open}
      size="small"
      onClose={onClose}
      title={t("away.title")}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>{t("form.cancel")}</Button>
          <Button variant="primary" type="submit">
            {t("away.go")}
          </Button>
        </>
      }
    >
      <TextField label={t("away.reason")} hint={t("away.reasonHint")} optional value={why} onValue={setWhy} charactersMax={REASON_CHARACTERS_MAX} />
    </Dialog>
  );
}

