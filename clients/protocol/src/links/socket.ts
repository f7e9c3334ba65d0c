/**
 * The link over a WebSocket.
 *
 * Owns: text to frame and back.
 * Never: a token in the address: who we are is said in `hello`.
 */
import type { OpenLink } from "../link";
import type { ServerFrame } from "../wire";

/** `url` begins with ws: or wss:. */
export function openSocket(url: string): OpenLink {
  return (ear) => {
    const socket = new WebSocket(url);
    socket.addEventListener("open", () => ear.opened());
    socket.addEventListener("message", ({ data }) => ear.frame(JSON.parse(data as string) as ServerFrame));
    socket.addEventListener("close", ({ code }) => ear.closed(code));
    return {
      send: (frame) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
      },
      close: () => socket.close(),
    };
  };
}
