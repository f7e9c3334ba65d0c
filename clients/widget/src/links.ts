/**
 * Addresses in a text.
 *
 * Owns: which parts of a message become links.
 * Never: markup; a scheme other than http and https.
 * Holds: the parts put together are the text again. Takes time in proportion to the text (security, 68).
 */
export interface Part {
  text: string;
  /** Where the part links to; empty: plain text. */
  href: string;
}

const ADDRESS = /https?:\/\/[^\s<>"]+/gi;
/** What ends a sentence rather than an address. */
const TRAILING = new Set([".", ",", ";", ":", "!", "?", "'", "…", "،", "؟", "。"]);

export function splitLinks(text: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = trim(match[0]);
    if (!isSafe(address)) continue;
    parts.push({ text: text.slice(end, match.index), href: "" }, { text: address, href: address });
    end = match.index + address.length;
  }
  parts.push({ text: text.slice(end), href: "" });
  return parts.filter((part) => part.text !== "");
}

function trim(address: string): string {
  // A closing bracket belongs to the sentence, unless the address has an opening one.
  const hasOpening = address.includes("(");
  const isTrailing = (mark: string): boolean => TRAILING.has(mark) || (mark === ")" && !hasOpening);
  let end = address.length;
  while (end > 0 && isTrailing(address[end - 1] ?? "")) end -= 1;
  return address.slice(0, end);
}

function isSafe(address: string): boolean {
  try {
    return /^https?:$/.test(new URL(address).protocol);
  } catch {
    return false;
  }
}
