/**
 * What somebody wrote, as text and nothing else. Web addresses become links.
 *
 * Holds: no markup is read from it; a link names where it leads, opens elsewhere, and tells that place nothing about us.
 */
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`]+/gi;
/** Signs that end a sentence rather than an address. */
const TRAILING = /[.,;:!?)\]}»”’]+$/;

export function Words({ text }: { text: string }) {
  return (
    <>
      {splitAddresses(text).map((piece, index) =>
        piece.isAddress ? (
          // oxlint-disable-next-line react/no-array-index-key -- the pieces of one text never change places
          <a key={index} href={piece.text} target="_blank" rel="noopener noreferrer nofollow">
            {piece.text}
          </a>
        ) : (
          piece.text
        ),
      )}
    </>
  );
}

export interface Piece {
  text: string;
  isAddress: boolean;
}

export function splitAddresses(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  const add = (until: number, isAddress: boolean): void => {
    if (until > from) pieces.push({ text: text.slice(from, until), isAddress });
    from = until;
  };
  for (const found of text.matchAll(ADDRESS)) {
    const address = found[0].replace(TRAILING, "");
    if (!URL.canParse(address)) continue;
    add(found.index, false);
    add(found.index + address.length, true);
  }
  add(text.length, false);
  return pieces;
}
