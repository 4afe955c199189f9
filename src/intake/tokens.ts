/** What a cell of a stranger's table may hold: a count in some writing, or a mark; and which labels are totals. */

/** A count in plain digits; undefined where it is none. Thousands may be parted by spaces, commas or apostrophes. */
export function plainNumber(text: string): string | undefined {
  if (/^(0|[1-9]\d{0,14})$/.test(text)) return text;
  // One kind of separator throughout.
  const grouped = /^[1-9]\d{0,2}([ \u00a0\u2009\u202f,'’])\d{3}(\1\d{3}){0,3}$/.test(text);
  return grouped ? text.replaceAll(/\D/g, "") : undefined;
}

/** A mark: whether it says how great the count can be. */
export interface SourceMark {
  /** The greatest count that it can stand for; null where it does not say. */
  readonly atMost: number | null;
  readonly kind: "plain" | "dash" | "limit" | "span";
}

/** Words and signs by which sources say that a count is withheld or missing. */
const MARK =
  /^(\[?[a-z*†‡]\]?|\[[a-z]{1,3}\]|\((?:[a-z*]{1,3})\)|\.{1,3}|…|:|[-–—]{1,2}|\*{1,3}|n\.?\/?[ad]\.?|n\.?[sd]?\.?[apd]\.?|#|supp\.?|suppressed|supprim[ée]e?|conf\.?|confidential|confidentiel(?:le)?)$/i;

const BELOW =
  /^(?:<|less than|fewer than|under|moins de|weniger als|unter|menos de|meno di)\s?(\d{1,6})$/i;
const AT_MOST =
  /^(?:≤|<=|=<|at most|up to|au plus|höchstens|bis zu|hasta|como máximo)\s?(\d{1,6})$/i;
const SPAN = /^(\d{1,6})\s?(?:[-–—]|to|à|bis|a)\s?(\d{1,6})$/i;
const AT_LEAST =
  /^(?:(?:>|≥|>=|=>|over|more than|at least|plus de|au moins|mehr als|mindestens|más de|al menos)\s?\d{1,9}|\d{1,9}\s?(?:\+|or more|and over|et plus|ou plus|und mehr|o más))$/i;

/** What a text says as a mark; undefined where it is none. */
export function readMark(text: string): SourceMark | undefined {
  const below = BELOW.exec(text);
  if (below && Number(below[1]) > 0) return { atMost: Number(below[1]) - 1, kind: "limit" };
  const atMost = AT_MOST.exec(text);
  if (atMost) return { atMost: Number(atMost[1]), kind: "limit" };
  const span = SPAN.exec(text);
  if (span && Number(span[1]) < Number(span[2])) return { atMost: Number(span[2]), kind: "span" };
  if (!MARK.test(text)) return undefined;
  return { atMost: null, kind: /^[-–—]+$/.test(text) ? "dash" : "plain" };
}

/** Whether a text says how small a count can be: what a release cannot declare of a mark. */
export function saysAtLeast(text: string): boolean {
  return AT_LEAST.test(text);
}

const TOTAL =
  "totals?|totaux|totale|totaal|ensemble|tous|toutes|all|overall|sum|somme|suma|soma|todos|todas|tutti|conjunto|insgesamt|gesamt|zusammen|summe";
const STARTS = new RegExp(`^[\\s(\\[]*(?:grand )?(?:${TOTAL})(?![\\p{L}\\p{N}-])`, "iu");
const ENDS = /(?<![\p{L}-])(?:total|totale|insgesamt|gesamt)[\s)\]*:]*$/iu;
/** What names a rest or a part of it, and no total. */
const REST =
  /sous-total|sub-?total|zwischensumme|\b(?:others?|autres?|rest|übrigen?|sonstigen?|andere|remaining|otr[ao]s|except|sauf|ohne)\b/iu;

/** A label that says it sums up the others, in some languages. */
export function isTotalLabel(label: string): boolean {
  return (STARTS.test(label) || ENDS.test(label)) && !REST.test(label);
}
