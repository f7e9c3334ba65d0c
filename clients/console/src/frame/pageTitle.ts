/**
 * The title of the page, as the browser's tab shows it.
 *
 * Owns: `document.title` and the tab's icon. An alert (a chat on offer) stands before the page's own title, and puts a dot
 * on the icon.
 */
import { announce } from "@deskbell/ui";
import { computed, effect, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import icon from "./favicon.svg?url&no-inline";
import alertIcon from "./faviconAlert.svg?url&no-inline";
import { t } from "../language/language.ts";

const pageTitle = signal("");

/** What wants to be seen in the tab at once: "(2) 0:14 New chat". Empty: nothing. */
export const titleAlert = signal("");

const shownTitle = computed(() => {
  const own = pageTitle.value === "" ? t("app.name") : `${pageTitle.value} · ${t("app.name")}`;
  return titleAlert.value === "" ? own : `${titleAlert.value} — ${t("app.name")}`;
});

/** Keeps the tab's title and icon up to date until the returned function is called. */
export function startPageTitle(): () => void {
  const link = document.head.appendChild(document.createElement("link"));
  link.rel = "icon";
  link.type = "image/svg+xml";
  const isAlert = computed(() => titleAlert.value !== "");
  const stops = [
    effect(() => {
      document.title = shownTitle.value;
    }),
    effect(() => {
      link.href = isAlert.value ? alertIcon : icon;
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    link.remove();
  };
}

export function usePageTitle(title: string): void {
  useEffect(() => {
    const before = pageTitle.peek();
    pageTitle.value = title;
    // A page that changes without being loaded is silent to who cannot see it.
    if (before !== "" && before !== title) announce(title);
  }, [title]);
}
