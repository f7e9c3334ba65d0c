/**
 * The transcript as a text file.
 *
 * Owns: its form: a line for each entry, oldest first.
 * Holds: what the visitor saw, and nothing else.
 */
import type { VisitorEntry } from "@deskbell/protocol";
import type { Chat } from "../chat";
import { sayEvent } from "../events";
import { dayAndTime, t } from "../texts";

export function writeTranscript(title: string, entries: readonly VisitorEntry[]): string {
  return [title, "", ...entries.flatMap(line), ""].join("\n");
}

function line({ at, body }: VisitorEntry): string[] {
  const said = body.type === "message" ? `${body.mine ? t("you") : body.name || t("team")}: ${body.text}` : sayEvent(body);
  return said ? [`[${dayAndTime(at)}] ${said}`] : [];
}

/** Hands the visitor all of his chat, as far as it can be had now. */
export async function saveTranscript(chat: Chat, title: string): Promise<void> {
  await chat.loadEarlier(true);
  const { view } = chat.state();
  if (view) download(`${title}.txt`, writeTranscript(title, view.entries));
}

function download(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
