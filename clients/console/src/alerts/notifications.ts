/**
 * Desktop notifications: only while the page is hidden, and only after a press on our own button.
 *
 * Holds: one per chat, later ones replace it; with private previews it says that something came, not what.
 */
import { signal } from "@preact/signals";
import { t } from "../language/language.ts";
import { preferences, prefer } from "../preferences/preferences.ts";
import { navigate } from "../routing/router.ts";

export type NotificationState = NotificationPermission | "missing";

export const notificationState = signal<NotificationState>(readState());

function readState(): NotificationState {
  return typeof Notification === "undefined" ? "missing" : Notification.permission;
}

/** Call from a press on our own button. */
export async function askForNotifications(): Promise<void> {
  if (typeof Notification === "undefined") return;
  notificationState.value = await Notification.requestPermission();
  prefer({ desktopNotifications: notificationState.value === "granted" });
}

export interface Notice {
  conversation: string;
  title: string;
  text: string;
}

export function notify({ conversation, title, text }: Notice): void {
  const { desktopNotifications, privatePreviews } = preferences.peek();
  if (!document.hidden || !desktopNotifications || notificationState.peek() !== "granted") return;
  const options = { tag: conversation, lang: document.documentElement.lang };
  const shown = privatePreviews
    ? new Notification(t("notify.private"), options)
    : new Notification(title, { ...options, body: text });
  shown.addEventListener("click", () => {
    window.focus();
    navigate(`/chats/${conversation}`);
    shown.close();
  });
}
