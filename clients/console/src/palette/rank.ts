/** Which rows fit what was typed, best first: a beginning beats a word's beginning beats any place. */

export interface Rankable {
  label: string;
  hint?: string;
}

export function rankRows<Row extends Rankable>(rows: Row[], wanted: string): Row[] {
  const words = wanted.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows
    .map((row, index) => ({ row, index, rank: rankOf(row, words) }))
    .filter(({ rank }) => rank > 0)
    .toSorted((one, other) => other.rank - one.rank || one.index - other.index)
    .map(({ row }) => row);
}

/** 0: does not fit. Every word typed has to be somewhere. */
function rankOf({ label, hint = "" }: Rankable, words: string[]): number {
  const text = label.toLocaleLowerCase();
  const whole = `${text} ${hint.toLocaleLowerCase()}`;
  let rank = 0;
  for (const word of words) {
    if (!whole.includes(word)) return 0;
    rank += text.startsWith(word) ? 3 : text.includes(` ${word}`) ? 2 : 1;
  }
  return rank;
}
