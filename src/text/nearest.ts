/** What was likely meant by a name that is mistyped. */

/**
 * The only candidate that a name was likely meant to be: the same but for case, spaces, accents and
 * punctuation, or, for words, one or two typing mistakes away.
 */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const plain = plainForm(name);
  const same = candidates.filter((candidate) => plainForm(candidate) === plain);
  if (same.length > 0) return same.length === 1 ? same[0] : undefined;
  // 2021 is not a mistyped 2022.
  if (!/\p{L}{4}/u.test(plain) || plain.length > 200) return undefined;
  const allowed = plain.length < 8 ? 1 : 2;
  const close = candidates.filter((candidate) => {
    const other = plainForm(candidate);
    return Math.abs(other.length - plain.length) <= allowed &&
      editDistance(plain, other) <= allowed;
  });
  return close.length === 1 ? close[0] : undefined;
}

function plainForm(text: string): string {
  const letters = text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  return letters || text.trim();
}

/** Levenshtein's distance, row by row, in which two letters that change places are one mistake. */
function editDistance(a: string, b: string): number {
  let above: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwap ? above[j - 2]! + 1 : Infinity;
      next.push(Math.min(replace, row[j]! + 1, next[j - 1]! + 1, swap));
    }
    [above, row] = [row, next];
  }
  return row[b.length]!;
}
