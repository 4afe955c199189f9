/** What a cell of a stranger's table may hold: a count in some writing, or a mark. */

/** A count in plain digits; undefined where it is none. Thousands may be parted by spaces, commas or apostrophes. */
export function plainNumber(text: string): string | undefined {
  if (/^(0|[1-9]\d{0,14})$/.test(text)) return text;
  // One kind of separator throughout.
  const grouped = /^[1-9]\d{0,2}([ \u00a0\u2009\u202f,'’])\d{3}(\1\d{3})*$/.test(text);
  return grouped ? text.replaceAll(/\D/g, "") : undefined;
}

/** Words and signs by which sources say that a count is withheld or missing. */
const MARK =
  /^(\[?[a-z*†‡]\]?|\[[a-z]{1,3}\]|\((?:[a-z*]{1,3})\)|\.{1,3}|:|[-–—]|\*{1,3}|n\.?\/?[ad]\.?|n\.?[sd]?\.?[apd]\.?|#|supp\.?|suppressed|supprim[ée]e?|confidential|confidentiel(?:le)?)$/i;

const BELOW = /^(?:<|less than|fewer than|under|moins de|weniger als|menos de)\s?(\d{1,6})$/i;
const AT_MOST = /^(?:≤|<=|at most|up to|au plus|höchstens)\s?(\d{1,6})$/i;

/**
 * The greatest count that a mark can stand for, null where it does not say; undefined for a text that is no mark.
 */
export function readMark(text: string): number | null | undefined {
  const below = BELOW.exec(text);
  if (below && Number(below[1]) > 0) return Number(below[1]) - 1;
  const atMost = AT_MOST.exec(text);
  if (atMost) return Number(atMost[1]);
  return MARK.test(text) ? null : undefined;
}

/** A label that says it sums up the others, in some languages. */
export function isTotalLabel(label: string): boolean {
  return /^(grand |sub-?)?(total|totals|totaux|ensemble|tou(te)?s|all|overall|sum|somme|insgesamt|gesamt|summe|totale|totaal)\b/i
    .test(label) && !/^sub-?/i.test(label);
}
