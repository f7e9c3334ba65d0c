/**
 * Every key of the console: what it does, where it is listed, and whether it acts while somebody types.
 *
 * Owns: the one list that the bindings, the help sheet, the palette and the hints on buttons read.
 * Never: Alt or Option with a letter (they type ą, å, ~ on many layouts), nor Ctrl+Shift+A/N/O/Y/X (the browser's).
 * Declining has no chord on purpose: nobody should turn a customer away with a slip of the hand.
 */
export type KeyGroup = "everywhere" | "offer" | "list" | "chat";

interface Key {
  keys: readonly [string, ...string[]];
  group: KeyGroup;
  /** Acts while the focus is in a text field. Only for keys with Ctrl, ⌘ or Alt. */
  inFields?: boolean;
  /** The palette offers it as well. */
  command?: boolean;
}

const key = <Entry extends Key>(entry: Entry): Entry & Key => entry;

export const KEYMAP = {
  palette: key({ keys: ["mod+k"], group: "everywhere", inFields: true }),
  help: key({ keys: ["?"], group: "everywhere", command: true }),
  goChats: key({ keys: ["g c"], group: "everywhere", command: true }),
  goMessages: key({ keys: ["g m"], group: "everywhere", command: true }),
  goSettings: key({ keys: ["g s"], group: "everywhere", command: true }),
  status: key({ keys: ["s"], group: "everywhere", command: true }),
  mute: key({ keys: ["m"], group: "everywhere", command: true }),
  preferences: key({ keys: ["mod+,"], group: "everywhere", inFields: true, command: true }),
  create: key({ keys: ["c"], group: "everywhere" }),
  acceptTyping: key({ keys: ["mod+shift+enter"], group: "offer", inFields: true }),
  accept: key({ keys: ["a"], group: "offer", command: true }),
  decline: key({ keys: ["d"], group: "offer", command: true }),
  next: key({ keys: ["j"], group: "list" }),
  previous: key({ keys: ["k"], group: "list" }),
  open: key({ keys: ["o"], group: "list" }),
  nth: key({ keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9"], group: "list" }),
  previousChat: key({ keys: ["alt+arrowup"], group: "list", inFields: true }),
  nextChat: key({ keys: ["alt+arrowdown"], group: "list", inFields: true }),
  search: key({ keys: ["/"], group: "list" }),
  reply: key({ keys: ["r"], group: "chat", command: true }),
  note: key({ keys: ["n"], group: "chat", command: true }),
  noteTyping: key({ keys: ["mod+/"], group: "chat", inFields: true }),
  end: key({ keys: ["e"], group: "chat", command: true }),
  transfer: key({ keys: ["t"], group: "chat", command: true }),
  take: key({ keys: ["shift+t"], group: "chat", command: true }),
  context: key({ keys: ["i"], group: "chat", command: true }),
} as const satisfies Record<string, Key>;

export type ActionId = keyof typeof KEYMAP;

export const ACTION_IDS = Object.keys(KEYMAP) as ActionId[];

/** The key to show beside the control that does it. */
export function keyOf(action: ActionId): string {
  return KEYMAP[action].keys[0];
}
