/**
 * Pausing the widget of an inbox, and switching it on again.
 *
 * Holds: only "temporarily disabled" can be undone; a deactivated widget has no way back, so none is shown.
 */
import { showToast } from "@deskbell/ui";
import { describeProblem } from "../http/describe.ts";
import { asProblem } from "../http/problem.ts";
import type { Channel, ChannelState } from "../http/shapes.ts";
import { t } from "../language/language.ts";
import { changeChannel } from "./data.ts";

type OnState = (state: ChannelState) => void;

/** The entry of a menu that pauses the widget or switches it on, where that is possible. */
export function widgetChoices(channel: Channel | null, onState: OnState): { label: string; hint: string; onSelect: () => void }[] {
  if (!channel || channel.state === "deactivated") return [];
  const word = channel.state === "active" ? "channel.pause" : "channel.enable";
  return [{ label: t(word), hint: t(`${word}Hint`), onSelect: () => void switchWidget(channel, onState) }];
}

export async function switchWidget(channel: Channel, onState: OnState): Promise<void> {
  const wanted = channel.state === "active" ? "disabled" : "active";
  try {
    const { state } = await changeChannel(channel.id, { state: wanted });
    onState(state);
    showToast({ tone: "ok", message: t(state === "active" ? "channel.nowOn" : "channel.nowOff") });
  } catch (thrown) {
    const problem = asProblem(thrown);
    const gone = problem.code === "channel_deactivated";
    // Somebody has deleted its inbox meanwhile.
    if (gone) onState("deactivated");
    showToast({ tone: "bad", message: gone ? t("channel.deactivatedHow") : describeProblem(problem) });
  }
}
