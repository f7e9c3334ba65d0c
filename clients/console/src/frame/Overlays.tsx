/**
 * The sheets that any page can open: the palette, the keys, the preferences; and the question before a capacity is
 * overridden. Their code comes when they are first wanted.
 */
import { signal } from "@preact/signals";
import { overrideQuestion, type OverrideQuestion } from "../live/overriding.ts";
import { Lazy, lazyPage } from "../routing/Lazy.tsx";

export type Overlay = "palette" | "help" | "preferences";

const shown = signal<Overlay | null>(null);

export function showOverlay(overlay: Overlay): void {
  shown.value = overlay;
}

export function hideOverlay(): void {
  shown.value = null;
}

interface OverlayProps {
  onClose: () => void;
}

const PAGES = {
  palette: lazyPage<OverlayProps>("palette", async () => (await import("../palette/Palette.tsx")).default),
  help: lazyPage<OverlayProps>("help", async () => (await import("../keys/HelpSheet.tsx")).default),
  preferences: lazyPage<OverlayProps>("preferences", async () => (await import("../preferences/PreferencesDialog.tsx")).default),
};

const override = lazyPage<OverrideQuestion>("override", async () => (await import("../chats/OverrideDialog.tsx")).default);

export function Overlays() {
  const overlay = shown.value;
  const question = overrideQuestion.value;
  return (
    <>
      {overlay && <Lazy key={overlay} page={PAGES[overlay]} props={{ onClose: hideOverlay }} waiting={null} failed={() => null} />}
      {question && <Lazy key="override" page={override} props={question} waiting={null} failed={() => null} />}
    </>
  );
}
