/**
 * What the widget keeps in the host's storage: first-party, where browsers do not throw it away.
 *
 * Owns: the visitor's token and whether a conversation is open (for all tabs), and what one tab keeps over a reload.
 * Never: anything before the frame asks for it; an open chat, or a token, of a widget that has stopped for good.
 * Holds: storage that is full or forbidden costs the memory of the chat, nothing else.
 */
const ALIVE = "+";
/** In the place of a token: this widget has stopped for good. */
const GONE = "x";

export function createStore(channel: string) {
  const key = `deskbell:${channel}`;
  return {
    key,
    token: () => read("localStorage", key).slice(1),
    isAlive: () => read("localStorage", key).startsWith(ALIVE),
    keepToken: (token: string, alive: boolean) => write("localStorage", key, token && (alive ? ALIVE : "-") + token),
    kept: () => read("sessionStorage", key),
    keep: (kept: string) => write("sessionStorage", key, kept),
    isGone: () => read("localStorage", key) === GONE,
    bury: () => {
      write("localStorage", key, GONE);
      write("sessionStorage", key, "");
    },
    clear: () => {
      write("localStorage", key, "");
      write("sessionStorage", key, "");
    },
  };
}

type Storage = "localStorage" | "sessionStorage";

function read(storage: Storage, key: string): string {
  try {
    return window[storage].getItem(key) ?? "";
  } catch {
    return "";
  }
}

function write(storage: Storage, key: string, value: string): void {
  try {
    if (value) window[storage].setItem(key, value);
    else window[storage].removeItem(key);
  } catch {
    // See Holds.
  }
}
