/**
 * The launcher: a button in a corner of somebody else's page, and the place above it where the frame goes.
 *
 * Owns: elements, styles and focus of both.
 * Never: markup or style attributes from strings: the host's Content-Security-Policy and Trusted Types stay content.
 * Holds: usable by keyboard, in forced colours, with reduced motion, in both writing directions, and full-screen on
 * phones; focus comes back to the launcher.
 */
import type { Look } from "../messages";

const SVG = "http://www.w3.org/2000/svg";
const BUBBLE = "M5 4h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-6l-5 4v-4H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Z";
const CROSS = "M6 6l12 12M18 6L6 18";
const BADGE_MAX = 9;

export function createLauncher(look: Look, name: string, toggle: () => void) {
  const host = document.createElement("deskbell-widget");
  const root = host.attachShadow({ mode: "closed" });
  const button = document.createElement("button");
  const badge = document.createElement("b");
  const icon = document.createElementNS(SVG, "path");
  let frame: HTMLIFrameElement | null = null;

  const label = look.label || name;
  button.type = "button";
  button.setAttribute("aria-label", label);
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", toggle);
  badge.hidden = true;
  icon.setAttribute("d", BUBBLE);
  button.append(createIcon(icon), ...(look.label ? [createLabel(look.label)] : []), badge);
  button.style.setProperty("--colour", look.colour);
  button.style.setProperty("--on-colour", look.on_colour);
  root.append(button);
  addStyles(root, look);
  host.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && button.getAttribute("aria-expanded") === "true") toggle();
  });
  whenBodyIsThere(() => document.body.append(host));

  return {
    place(created: HTMLIFrameElement): void {
      frame = created;
      frame.hidden = button.getAttribute("aria-expanded") !== "true";
      root.prepend(frame);
    },
    show(open: boolean): void {
      button.setAttribute("aria-expanded", String(open));
      icon.setAttribute("d", open ? CROSS : BUBBLE);
      if (frame) frame.hidden = !open;
      if (!open) button.focus();
    },
    remove: () => host.remove(),
    count(unread: number): void {
      badge.hidden = unread === 0;
      badge.textContent = unread > BADGE_MAX ? `${BADGE_MAX}+` : String(unread);
      button.setAttribute("aria-label", unread ? `${label} (${unread})` : label);
    },
  };
}

function createIcon(path: SVGElement): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.append(path);
  return svg;
}

function createLabel(text: string): HTMLElement {
  const label = document.createElement("span");
  label.textContent = text;
  return label;
}

function whenBodyIsThere(run: () => void): void {
  if (document.body) run();
  else document.addEventListener("DOMContentLoaded", run, { once: true });
}

function addStyles(root: ShadowRoot, look: Look): void {
  const text = styles(look);
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    root.adoptedStyleSheets = [sheet];
  } catch {
    // Browsers of before 2023 have no constructed sheets. Where their page forbids this as well, it looks plain.
    const style = document.createElement("style");
    style.textContent = text;
    root.append(style);
  }
}

/** `!important` on the host element wins over whatever the page says about unknown elements. */
function styles({ side, radius, theme }: Look): string {
  const dark = "iframe{background:#11181d}";
  const ground = { light: "", dark, auto: `@media(prefers-color-scheme:dark){${dark}}` }[theme];
  return `:host{all:initial!important;position:fixed!important;bottom:20px!important;${side}:20px!important;z-index:2147483000!important}
button{all:unset;box-sizing:border-box;position:relative;display:flex;align-items:center;justify-content:center;gap:8px;min-width:56px;height:56px;padding:0 16px;border:2px solid transparent;border-radius:28px;background:var(--colour);color:var(--on-colour);font:600 16px/20px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;cursor:pointer;box-shadow:0 8px 24px #0003;-webkit-tap-highlight-color:transparent}
button:hover{filter:brightness(1.08)}
button:focus-visible{outline:3px solid var(--colour);outline-offset:3px;box-shadow:0 0 0 3px #fff}
svg{width:24px;height:24px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
b{position:absolute;top:-6px;inset-inline-end:-2px;box-sizing:border-box;min-width:22px;height:22px;padding:0 6px;border:2px solid #fff;border-radius:11px;background:#b7191c;color:#fff;font:600 12px/18px system-ui,sans-serif;text-align:center}
iframe{position:absolute;bottom:72px;${side}:0;width:384px;max-width:calc(100vw - 40px);height:640px;max-height:calc(100vh - 112px);border:0;border-radius:${radius}px;background:#fff;box-shadow:0 16px 48px #0004;color-scheme:normal;animation:rise .16s cubic-bezier(.2,0,0,1)}
${ground}
[hidden]{display:none!important}
@keyframes rise{from{opacity:0;transform:translateY(8px)}}
@media(prefers-reduced-motion:reduce){@keyframes rise{from{opacity:0}}}
@media(forced-colors:active){iframe,button{border:2px solid ButtonText}}
@media(max-width:480px){iframe{position:fixed;inset:0;width:100%;max-width:none;height:100%;max-height:none;border-radius:0}iframe:not([hidden])+button{display:none}}
@media print{:host{display:none!important}}`;
}
