/**
 * How this person likes the console, kept in this browser.
 *
 * Owns: theme, density, language, keys, sounds, previews. Each is a signal's field; changing it takes effect at once.
 * Never: anything about chats or customers.
 */
import { applyDensity, applyTheme, singleKeysEnabled, type Density, type Theme } from "@deskbell/ui";
import { effect, signal } from "@preact/signals";
import { setLanguage } from "../language/language.ts";
import { signedIn } from "../session/session.ts";

export interface Preferences {
  theme: Theme;
  density: Density;
  /** "" follows the account, and else the browser. */
  language: string;
  singleKeys: boolean;
  /** Enter writes a new line, Ctrl or ⌘ with Enter sends. */
  sendWithMod: boolean;
  /** 0 to 100. */
  volume: number;
  offerSound: boolean;
  messageSound: boolean;
  desktopNotifications: boolean;
  /** Notifications say that something came, not what. */
  privatePreviews: boolean;
  contextShown: boolean;
}

const DEFAULTS: Preferences = {
  theme: "system",
  density: "comfortable",
  language: "",
  singleKeys: true,
  sendWithMod: false,
  volume: 70,
  offerSound: true,
  messageSound: true,
  desktopNotifications: false,
  privatePreviews: false,
  contextShown: true,
};

const PLACE = "deskbell.preferences";

export const preferences = signal<Preferences>(read());

export function prefer(change: Partial<Preferences>): void {
  preferences.value = { ...preferences.value, ...change };
  try {
    localStorage.setItem(PLACE, JSON.stringify(preferences.value));
  } catch {
    // Storage is full or forbidden: the choice holds until the page is closed.
  }
}

/** Puts the preferences into effect, now and whenever they change. */
export function startPreferences(): () => void {
  let language: string | undefined;
  return effect(() => {
    const now = preferences.value;
    applyTheme(now.theme);
    applyDensity(now.density);
    singleKeysEnabled.value = now.singleKeys;
    const wanted = now.language || signedIn.value?.language || navigator.language || "en";
    if (wanted === language) return;
    language = wanted;
    void setLanguage(wanted);
  });
}

function read(): Preferences {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PLACE) ?? "{}");
    return { ...DEFAULTS, ...onlyKnown(kept) };
  } catch {
    return DEFAULTS;
  }
}

/** An older or a newer console may have written other fields, or other types. */
function onlyKnown(kept: unknown): Partial<Preferences> {
  if (typeof kept !== "object" || kept === null) return {};
  const known = Object.entries(kept).filter(
    ([name, value]) => name in DEFAULTS && typeof value === typeof DEFAULTS[name as keyof Preferences],
  );
  return Object.fromEntries(known) as Partial<Preferences>;
}
