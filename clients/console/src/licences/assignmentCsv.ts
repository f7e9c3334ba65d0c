/**
 * The CSV of an assignment: `email,contact_center,live_chat`, yes or no.
 *
 * Holds: what is written here opens in a spreadsheet as text, never as a formula.
 */
import type { Member } from "../http/shapes.ts";

const HEADER = "email,contact_center,live_chat";

export type Holding = Pick<Member, "email" | "contact_center" | "live_chat">;

export function writeCsv(members: Holding[]): string {
  const rows = members.map(({ email, contact_center, live_chat }) => [quote(email), yesNo(contact_center), yesNo(live_chat)].join(","));
  return [HEADER, ...rows, ""].join("\r\n");
}

const yesNo = (held: boolean): string => (held ? "yes" : "no");

/** A spreadsheet calculates what begins like this. No address of ours does, but somebody may have tried. */
function quote(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What a spreadsheet made of it: a mark at the beginning, or semicolons where the country writes decimals with commas. */
export function readCsv(text: string): string {
  const plain = text.replace(/^\uFEFF/, "");
  const header = /^[^\r\n]*/.exec(plain)![0];
  return /;/.test(header) && !/,/.test(header) ? plain.replaceAll(";", ",") : plain;
}
