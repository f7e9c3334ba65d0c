/**
 * The check at the start of a shift: will I hear and see a new chat?
 *
 * Holds: says of each way whether the browser lets it through, and how to open it; asks for notifications only on a press.
 */
import { Button, IconBell, IconSound } from "@deskbell/ui";
import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { t } from "../language/language.ts";
import { prefer, preferences } from "../preferences/preferences.ts";
import { askForNotifications, notificationState } from "./notifications.ts";
import { playSound, soundState, unlockSound } from "./sounds.ts";
import css from "./shiftCheck.module.css";

const PLACE = "deskbell.shiftChecked";

/** Once a day, until it was done. */
export const shiftCheckWanted = signal(readDay() !== today());

export function ShiftCheck() {
  return (
    <div class={css.check}>
      <p class={css.title}>{t("shift.title")}</p>
      <SoundLine />
      <NotificationLine />
      <div>
        <Button size={24} onClick={finish}>
          {t("shift.done")}
        </Button>
      </div>
    </div>
  );
}

export function SoundLine() {
  const [played, setPlayed] = useState(false);
  const test = async (): Promise<void> => {
    if (await unlockSound()) playSound("offer");
    setPlayed(true);
  };
  const state = soundState.value;
  const words = played ? (state === "ready" ? "shift.heard" : "shift.soundBlocked") : "shift.sound";
  return (
    <div class={css.line}>
      <IconSound />
      <span class={css.words}>{t(state === "missing" ? "shift.soundMissing" : words)}</span>
      {state !== "missing" && (
        <Button size={24} onClick={() => void test()}>
          {t("shift.play")}
        </Button>
      )}
    </div>
  );
}

export function NotificationLine() {
  const state = notificationState.value;
  const on = state === "granted" && preferences.value.desktopNotifications;
  const words = on ? "shift.notifyOn" : state === "denied" ? "shift.notifyBlocked" : state === "missing" ? "shift.notifyMissing" : "shift.notify";
  return (
    <div class={css.line}>
      <IconBell />
      <span class={css.words}>{t(words)}</span>
      {(state === "default" || (state === "granted" && !on)) && (
        <Button size={24} onClick={() => (state === "default" ? void askForNotifications() : prefer({ desktopNotifications: true }))}>
          {t("shift.allow")}
        </Button>
      )}
    </div>
  );
}

function finish(): void {
  shiftCheckWanted.value = false;
  try {
    localStorage.setItem(PLACE, today());
  } catch {
    // Then it asks again after the next reload.
  }
}

function readDay(): string {
  try {
    return localStorage.getItem(PLACE) ?? "";
  } catch {
    return "";
  }
}

function today(): string {
  return new Date().toDateString();
}
