/**
 * The icons, drawn for this product. Each is a component; a screen ships only those it uses.
 *
 * Decoration only: a control that shows nothing but an icon gets its name from its label.
 */
import { createIcon } from "./createIcon.tsx";

export const IconBell = /* @__PURE__ */ createIcon("M3.25 11a4.75 4.75 0 0 1 9.5 0zM1.75 13.5h12.5M8 6V4M6.5 3.75h3");
export const IconChat = /* @__PURE__ */ createIcon(
  "M3.5 3.25h9A1.25 1.25 0 0 1 13.75 4.5v5.25A1.25 1.25 0 0 1 12.5 11H7.75L4.5 13.5V11h-1a1.25 1.25 0 0 1-1.25-1.25V4.5A1.25 1.25 0 0 1 3.5 3.25z",
);
export const IconQueue = /* @__PURE__ */ createIcon("M2.5 4h11M2.5 8h11M2.5 12h6", { turns: true });
export const IconChart = /* @__PURE__ */ createIcon("M2.5 13.5h11M4.5 10.75V8.5M8 10.75V3M11.5 10.75v-5");
export const IconGear = /* @__PURE__ */ createIcon(
  "M4 8a4 4 0 1 0 8 0a4 4 0 1 0 -8 0M6.75 8a1.25 1.25 0 1 0 2.5 0a1.25 1.25 0 1 0 -2.5 0M8 1.75V4M8 12v2.25M1.75 8H4M12 8h2.25M3.58 3.58l1.6 1.6M10.83 10.83l1.6 1.6M3.58 12.42l1.6-1.6M10.83 5.17l1.6-1.6",
);
export const IconInbox = /* @__PURE__ */ createIcon(
  "M2.5 9.25l1.75-5.5h7.5l1.75 5.5v3a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1zM2.5 9.25H5.75L6.75 11h2.5l1-1.75H13.5",
);
export const IconSend = /* @__PURE__ */ createIcon(
  "M13.75 2.25 2.25 6.5l4.75 2.5 2.5 4.75zM7 9l6.75-6.75",
  { turns: true },
);
export const IconPaperclip = /* @__PURE__ */ createIcon(
  "M13.25 7.25 8.3 12.2a3 3 0 0 1-4.25-4.25L9 3a2 2 0 0 1 2.83 2.83L6.9 10.76A1 1 0 0 1 5.47 9.35L9.9 4.9",
);
export const IconClose = /* @__PURE__ */ createIcon("M4 4l8 8M12 4l-8 8");
export const IconCheck = /* @__PURE__ */ createIcon("M3 8.5l3.25 3.25L13 4.75");
export const IconPlus = /* @__PURE__ */ createIcon("M8 3v10M3 8h10");
export const IconClock = /* @__PURE__ */ createIcon(
  "M2.25 8a5.75 5.75 0 1 0 11.5 0a5.75 5.75 0 1 0 -11.5 0M8 4.75V8l2.25 1.5",
);
export const IconWarning = /* @__PURE__ */ createIcon("M8 2.5l6 10.75H2zM8 6.75v2.75M8 11.4v.05");
export const IconInfo = /* @__PURE__ */ createIcon(
  "M2.25 8a5.75 5.75 0 1 0 11.5 0a5.75 5.75 0 1 0 -11.5 0M8 7.25V11M8 4.95V5",
);
export const IconUser = /* @__PURE__ */ createIcon(
  "M5.25 5.25a2.75 2.75 0 1 0 5.5 0a2.75 2.75 0 1 0 -5.5 0M2.75 13.5c.5-2.6 2.5-3.9 5.25-3.9s4.75 1.3 5.25 3.9",
);
export const IconUsers = /* @__PURE__ */ createIcon(
  "M3.5 5.5a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0M1.5 13.25c.4-2.4 2-3.6 4.5-3.6s4.1 1.2 4.5 3.6M10.25 3.2a2.5 2.5 0 0 1 0 4.6M12 10c1.4.5 2.2 1.55 2.5 3.25",
);
export const IconTransfer = /* @__PURE__ */ createIcon(
  "M2.5 5h10.25M10 2.25 12.75 5 10 7.75M13.5 11H3.25M6 8.25 3.25 11 6 13.75",
  { turns: true },
);
export const IconNote = /* @__PURE__ */ createIcon(
  "M3.75 2.75h8.5a1 1 0 0 1 1 1V9l-4.25 4.25h-5.25a1 1 0 0 1-1-1v-8.5a1 1 0 0 1 1-1zM13.25 9H10a1 1 0 0 0-1 1v3.25",
);
export const IconCopy = /* @__PURE__ */ createIcon(
  "M6.5 5.5h5.75a1 1 0 0 1 1 1v5.75a1 1 0 0 1-1 1H6.5a1 1 0 0 1-1-1V6.5a1 1 0 0 1 1-1zM10.5 5.5V3.75a1 1 0 0 0-1-1H3.75a1 1 0 0 0-1 1V9.5a1 1 0 0 0 1 1H5.5",
);
export const IconSearch = /* @__PURE__ */ createIcon(
  "M2.75 7a4.25 4.25 0 1 0 8.5 0a4.25 4.25 0 1 0 -8.5 0M10.25 10.25l3.25 3.25",
);
export const IconSound = /* @__PURE__ */ createIcon(
  "M2.5 6.25h2.25L8 3.5v9L4.75 9.75H2.5zM10.5 5.75a3.2 3.2 0 0 1 0 4.5M12.3 3.9a5.8 5.8 0 0 1 0 8.2",
  { turns: true },
);
export const IconSoundOff = /* @__PURE__ */ createIcon(
  "M2.5 6.25h2.25L8 3.5v9L4.75 9.75H2.5zM10.75 6.25l3 3.5M13.75 6.25l-3 3.5",
  { turns: true },
);
export const IconMoon = /* @__PURE__ */ createIcon("M13.25 9.6A5.75 5.75 0 0 1 6.4 2.75a5.75 5.75 0 1 0 6.85 6.85z");
export const IconSun = /* @__PURE__ */ createIcon(
  "M5.25 8a2.75 2.75 0 1 0 5.5 0a2.75 2.75 0 1 0 -5.5 0M8 1.5v1.25M8 13.25v1.25M1.5 8h1.25M13.25 8h1.25M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9",
);
export const IconExternal = /* @__PURE__ */ createIcon(
  "M6.75 3.25H4a1 1 0 0 0-1 1V12a1 1 0 0 0 1 1h7.75a1 1 0 0 0 1-1V9.25M9.25 2.75h4v4M13 3 7.75 8.25",
  { turns: true },
);
export const IconChevronDown = /* @__PURE__ */ createIcon("M4 6.25l4 4 4-4");
export const IconChevronEnd = /* @__PURE__ */ createIcon("M6.25 4l4 4-4 4", { turns: true });
export const IconMore = /* @__PURE__ */ createIcon("M2.9 8a.6.6 0 1 0 1.2 0a.6.6 0 1 0-1.2 0M7.4 8a.6.6 0 1 0 1.2 0a.6.6 0 1 0-1.2 0M11.9 8a.6.6 0 1 0 1.2 0a.6.6 0 1 0-1.2 0");
export const IconUndo = /* @__PURE__ */ createIcon(
  "M5.5 2.75 2.75 5.5 5.5 8.25M3 5.5h6.5a3.75 3.75 0 0 1 0 7.5H6.25",
  { turns: true },
);
export const IconRetry = /* @__PURE__ */ createIcon("M13 8a5 5 0 1 1-1.46-3.54L13 5.75M13 2.75v3h-3");
export const IconLock = /* @__PURE__ */ createIcon(
  "M4.5 7h7a1 1 0 0 1 1 1v4.25a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1zM5.25 7V5.25a2.75 2.75 0 0 1 5.5 0V7",
);
export const IconEye = /* @__PURE__ */ createIcon(
  "M1.75 8S4 3.75 8 3.75 14.25 8 14.25 8 12 12.25 8 12.25 1.75 8 1.75 8zM6.25 8a1.75 1.75 0 1 0 3.5 0a1.75 1.75 0 1 0 -3.5 0",
);
export const IconPencil = /* @__PURE__ */ createIcon("M3 13l.6-2.85L10.75 3 13 5.25 5.85 12.4z");
export const IconTrash = /* @__PURE__ */ createIcon(
  "M2.75 4.5h10.5M6 4.25V3h4v1.25M4.25 4.5l.5 8.75h6.5l.5-8.75M6.75 7.25v3.25M9.25 7.25v3.25",
);
export const IconCode = /* @__PURE__ */ createIcon("M5.25 4.25 1.75 8l3.5 3.75M10.75 4.25 14.25 8l-3.5 3.75");
export const IconSmile = /* @__PURE__ */ createIcon(
  "M2.25 8a5.75 5.75 0 1 0 11.5 0a5.75 5.75 0 1 0 -11.5 0M5.5 9.25c.5 1 1.4 1.5 2.5 1.5s2-.5 2.5-1.5M6 6.25v.25M10 6.25v.25",
);
