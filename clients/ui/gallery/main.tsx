/**
 * All components on one page, to look at: `npm run gallery`, then `?theme=dark`, `?dir=rtl`, `?density=comfortable`,
 * `?open=dialog|drawer|menu|popover|tooltip`, `?only=Fields`, `?toasts`, `?axe` to have the page checked.
 */
import { render, type JSX } from "preact";
import "../src/tokens.css";
import "../src/base.css";
import { applyDensity, applyTheme, LiveRegion, showToast, ToastRegion, type Density, type Theme } from "../src/index.ts";
import css from "./gallery.module.css";
import { Actions } from "./sections/Actions.tsx";
import { Fields } from "./sections/Fields.tsx";
import { InUse } from "./sections/InUse.tsx";
import { Overlays } from "./sections/Overlays.tsx";
import { States } from "./sections/States.tsx";
import { Structure } from "./sections/Structure.tsx";

const wishes = new URLSearchParams(location.search);
applyTheme((wishes.get("theme") ?? "system") as Theme);
applyDensity((wishes.get("density") ?? "compact") as Density);
document.documentElement.dir = wishes.get("dir") ?? "ltr";

const sections: Record<string, () => JSX.Element> = {
  InUse,
  Actions,
  Fields,
  Structure,
  States,
  Overlays: () => <Overlays open={wishes.get("open")} />,
};

const root = document.getElementById("root")!;
render(
  <main class={css.page}>
    <h1>Deskbell component kit</h1>
    <div class={css.columns}>
      {Object.entries(sections)
        .filter(([name]) => !wishes.has("only") || wishes.get("only") === name)
        .map(([name, Section]) => (
          <Section key={name} />
        ))}
    </div>
    <ToastRegion />
    <LiveRegion />
  </main>,
  root,
);

if (wishes.has("toasts")) {
  showToast({ message: "Chat with Sofia Rossi ended.", onUndo: () => undefined, seconds: 0 });
  showToast({ message: "The inbox could not be saved. Your text is still here.", tone: "bad" });
}
if (wishes.has("axe")) {
  void import("./accessibility.ts").then(({ checkAccessibility }) => checkAccessibility(root));
}
