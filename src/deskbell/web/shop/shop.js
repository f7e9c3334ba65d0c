/*
 * The made-up shop's own script: what a customer's page might do with the widget, and the switches to try it with.
 *
 * Holds: the commands work before the widget has loaded: they wait in the queue that the loader empties.
 */
(() => {
  "use strict";
  const page = document.documentElement;
  const byId = (id) => document.getElementById(id);

  if (typeof window.Deskbell !== "function") {
    const queue = [];
    window.Deskbell = Object.assign((...call) => void queue.push(call), { q: queue });
  }

  byId("ask").addEventListener("click", () => window.Deskbell("open"));

  const theme = byId("theme");
  const isDark = () =>
    page.dataset.theme === "auto" ? matchMedia("(prefers-color-scheme: dark)").matches : page.dataset.theme === "dark";
  theme.setAttribute("aria-pressed", String(isDark()));
  theme.addEventListener("click", () => {
    page.dataset.theme = isDark() ? "light" : "dark";
    theme.setAttribute("aria-pressed", String(isDark()));
  });

  byId("direction").addEventListener("click", ({ currentTarget }) => {
    const rightToLeft = page.dir !== "rtl";
    page.dir = rightToLeft ? "rtl" : "ltr";
    currentTarget.setAttribute("aria-pressed", String(rightToLeft));
  });

  byId("phone").addEventListener("click", () => {
    window.open(location.href, "deskbell-phone", "popup,width=390,height=780");
  });

  const log = byId("log");
  byId("events").addEventListener("click", ({ currentTarget }) => {
    log.hidden = !log.hidden;
    currentTarget.setAttribute("aria-expanded", String(!log.hidden));
  });

  const note = (name) => (detail) => {
    const line = document.createElement("li");
    const at = new Date().toLocaleTimeString();
    line.textContent = detail === undefined ? `${at}  ${name}` : `${at}  ${name}  ${JSON.stringify(detail)}`;
    log.prepend(line);
  };
  for (const name of ["open", "close", "started", "message", "ended", "unread"]) {
    window.Deskbell("on", name, note(name));
  }
})();
