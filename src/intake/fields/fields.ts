/** What one field of a stranger's table holds: a count, another number, a mark, or words. */
import { readCell } from "@crosses/counts/release";
import { remembering } from "./names.ts";

/** What a mark may mean. */
export const MEANINGS = [
  "suppressed",
  "not-available",
  "not-applicable",
  "unreliable",
  "zero",
] as const;
export type Meaning = typeof MEANINGS[number];

export type Field =
  | { readonly kind: "empty" | "text" }
  | {
    readonly kind: "count";
    readonly digits: string;
    readonly suffix: string;
    /** A percentage in brackets after it, with its sign or decimals. */
    readonly share?: string;
  }
  /** One comma or point before three digits: it separates thousands, or decimals. */
  | {
    readonly kind: "grouped";
    readonly digits: string;
    readonly by: "," | ".";
    readonly suffix: string;
    readonly share?: string;
  }
  | { readonly kind: "decimal" | "percentage" | "money" | "negative" }
  | { readonly kind: "mark"; readonly mark: SourceMark; readonly suffix: string };

/** A mark, with what it says itself. */
export interface SourceMark {
  /** As the file writes it, without a note's number. */
  readonly value: string;
  readonly atMost?: number;
  readonly atLeast?: number;
  /** What it means nearly everywhere; undefined where offices differ. */
  readonly meaning?: Meaning;
  /** A single letter that may as well be a label, such as M and F. */
  readonly isWeak?: boolean;
}

/** Digits that stand raised, as the sign of a note does: 1 as ¹. */
export const raised = (text: string): string =>
  text.replaceAll(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]!);

/** Notes at the end of a number: superscripts, stars, [note 1], and a few letters of revision. */
const SUFFIX =
  /[\s\u00a0]?(?:[¹²³⁰⁴-⁹ᵃ-ᵿʳᴾ]+|[*†‡§^~]{1,3}|\((?:\d{1,2}|[a-z])\)|\[(?:\d{1,2}|[a-z]|(?:note|r|p|e|b)\s?\d{0,2})\]|(?<=\d)\s?[preEb]|(?<=\d)\s?[rp][¹²³]?)$/u;

/** The text, and the note's sign that stands after it. */
export function splitSuffix(text: string): { body: string; suffix: string } {
  const suffix = SUFFIX.exec(text)?.[0] ?? "";
  const body = text.slice(0, text.length - suffix.length).trim();
  return suffix && body !== "" ? { body, suffix: suffix.trim() } : { body: text, suffix: "" };
}

export const readField: (text: string) => Field = remembering((text) => {
  if (text === "") return { kind: "empty" };
  const shared = /^(\d[\d\s.,'’]*?)\s?(\((?:[\d\s.,]+\s?%|\d{1,3}[.,]\d+|100)\))$/.exec(text);
  if (shared) {
    const field = readField(shared[1]!);
    return "suffix" in field && field.kind !== "mark" ? { ...field, share: shared[2]! } : field;
  }
  const whole = readBare(text);
  if (whole.kind !== "text") return whole;
  const { body, suffix } = splitSuffix(text);
  const bare = suffix === "" ? whole : readBare(body);
  if (bare.kind === "mark" && bare.mark.isWeak) return whole;
  return "suffix" in bare ? { ...bare, suffix } : bare;
});

/** Reads a field as a table writes it. */
export type Reader = (text: string) => Field;

/**
 * @param thousands what parts thousands in the table; `""` where nothing does
 * @param marks texts that somebody said are marks
 */
export function readerOf(thousands: string, marks: readonly string[]): Reader {
  return (text) => {
    if (marks.includes(text)) {
      const { isWeak: _, ...mark } = readMark(text) ?? { value: text };
      return { kind: "mark", mark, suffix: "" };
    }
    const field = readField(text);
    if (field.kind !== "grouped") return field;
    const { digits, suffix, share } = field;
    return field.by === thousands
      ? { kind: "count", digits, suffix, ...share ? { share } : {} }
      : { kind: "decimal" };
  };
}

const SPACED = /^[1-9]\d{0,2}(?:([ \u00a0\u2009\u202f'’])\d{3})(?:\1\d{3}){0,3}$/;

function readBare(text: string): Field {
  if (/^(0|[1-9]\d{0,14})$/.test(text) || SPACED.test(text)) {
    return { kind: "count", digits: text.replaceAll(/\D/g, ""), suffix: "" };
  }
  // As programs write 100000: 1e+05.
  if (/^\d(?:\.\d+)?e\+?\d{1,2}$/i.test(text) && Number.isSafeInteger(Number(text))) {
    return { kind: "count", digits: String(Number(text)), suffix: "" };
  }
  // Lakhs and crores: 1,23,456.
  if (/^[1-9]\d?(?:,\d\d){1,5},\d{3}$/.test(text)) {
    return { kind: "count", digits: text.replaceAll(",", ""), suffix: "" };
  }
  const grouped = /^[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3}){0,3}$/.exec(text);
  if (grouped) {
    const digits = text.replaceAll(/\D/g, "");
    // Two separators, as in 1,234,567, cannot be decimal ones.
    return digits.length > 6
      ? { kind: "count", digits, suffix: "" }
      : { kind: "grouped", digits, by: grouped[1] as "," | ".", suffix: "" };
  }
  if (/^(?:±|\+\/-)\s?\d/.test(text)) return { kind: "decimal" };
  const mark = readMark(text);
  if (mark) return { kind: "mark", mark, suffix: "" };
  if (/^[-+−–]?[\d\s.,'’]*\d\s?(?:%|p\.?\s?c\.?|pct)$/i.test(text)) return { kind: "percentage" };
  if (
    /^[-−–+]?\s?(?:[$€£¥]|CA\$|US\$|kr|EUR|CHF)\s?[\d\s.,'’]+[kKmM]?$|^[\d\s.,'’]+\s?(?:[$€£¥]|k\$|M\$|kr|EUR|CHF)$/
      .test(text)
  ) {
    return { kind: "money" };
  }
  if (/^[-−–]\s?\d[\d\s.,'’]*$|^\(\d[\d\s.,'’]*\)$|^\+\s?\d[\d.,]*$/.test(text)) {
    return { kind: "negative" };
  }
  if (/^\d[\d\s'’]*[.,]\d+$|^[.,]\d+$|^\d{1,3}(?:[.,]\d{3})+[.,]\d+$/.test(text)) {
    return { kind: "decimal" };
  }
  return { kind: "text" };
}

/** Small numbers in words. */
export const WORDS: ReadonlyMap<string, number> = new Map(
  "two 2 deux 2 zwei 2 three 3 trois 3 drei 3 four 4 quatre 4 vier 4 five 5 cinq 5 fünf 5 six 6 ten 10 dix 10 zehn 10 hundred 100"
    .match(/\S+ \d+/g)!.map((pair) => [pair.split(" ")[0]!, Number(pair.split(" ")[1])]),
);
const numeral = (text: string) =>
  text.replace(/(?<=\s)\p{L}+$/u, (word) => String(WORDS.get(word.toLowerCase()) ?? word))
    .replace(/^n\s?(?=[<>≤≥])/i, "");

const BELOW =
  /^(?:<|less than|fewer than|under|moins de|weniger als|unter|menos de|meno di|minder dan|færre enn|färre än)\s?(\d{1,6})$/i;
const AT_MOST =
  /^(?:≤|<=|=<|at most|up to|au plus|höchstens|bis zu|hasta|como máximo)\s?(\d{1,6})$/i;
const SPAN = /^(\d{1,6})\s?(?:[-–—]|to|à|bis|a)\s?(\d{1,6})$/i;
const ABOVE = /^(?:>|over|more than|plus de|mehr als|más de)\s?(\d{1,9})$/i;
const AT_LEAST =
  /^(?:≥|>=|=>|at least|au moins|mindestens|al menos)\s?(\d{1,9})$|^(\d{1,9})\s?(?:\+|or more|and over|et plus|ou plus|und mehr|o más)$/i;
const OR_LESS = /^(\d{1,6}) (?:or|and) (?:fewer|less|under|below)$|^(\d{1,6}) (?:ou|et) moins$/i;

/** Marks that withhold a count wherever they are used. */
const WITHHELD =
  /^(?:x|c|\[c\]|\[x\]|: ?c|\((?:c|x|s)\)|\*{1,5}|supp\.?|suppressed|supprim[ée]e?|masqu[ée]e?|conf\.?|confidential|confidentiel(?:le)?|geheim|s\.?s\.?|secret(?: statistique)?|withheld|redacted|caviardé|n\.?p\.?|\[u\]\?)$/i;
/** Not available: there may be a count or none. */
const MISSING =
  /^(?:\. ?\.|: ?[mn]|n\.?\s?[adr]\.?|n\/[ad]|n\.\s?disp\.?|(?:data )?(?:not |un)available|not reported|no data|non disponible|nicht verfügbar|no disponible|…|\.{3})$/i;
const NOT_APPLICABLE =
  /^(?:\[z\]|: ?z|\/{3}|s\.?\/?o\.?|not applicable|sans objet|n\.?\s?v\.?t\.?)$/i;
const UNRELIABLE = /^(?:\[u\]|: ?u|unreliable|trop peu fiable|\[low\])$/i;
const ZERO = /^(?:nil|néant|none|aucun|aucune|keine?|ingen|0s|\[zero\])$/i;
/** Signs to which offices give different meanings: "-" is a zero here and a secret there. */
const OPEN =
  /^(?:[-–—−]{1,3}|\.|:|\/|#|##|#N\/A|~|\?|\[[a-z]{1,4}\]|\([a-z]{1,2}\)|n\.?s\.?|††?|‡)$/i;
const LETTER = /^[a-z]$/i;

/** What a text says as a mark; undefined where it is none. */
export function readMark(text: string): SourceMark | undefined {
  const value = text;
  text = numeral(text);
  const below = BELOW.exec(text);
  if (below && Number(below[1]) > 0) {
    return { value, atMost: Number(below[1]) - 1, meaning: "suppressed" };
  }
  const most = AT_MOST.exec(text) ?? OR_LESS.exec(text);
  if (most) return { value, atMost: Number(most[1] ?? most[2]), meaning: "suppressed" };
  const span = SPAN.exec(text);
  // "2021 to 2022" is no count between the two.
  if (span && !/^(?:19|20)\d\d\D+(?:19|20)\d\d$/.test(text) && Number(span[1]) < Number(span[2])) {
    return { value, atLeast: Number(span[1]), atMost: Number(span[2]), meaning: "suppressed" };
  }
  const above = ABOVE.exec(text);
  if (above) return { value, atLeast: Number(above[1]) + 1, meaning: "suppressed" };
  const least = AT_LEAST.exec(text);
  if (least) return { value, atLeast: Number(least[1] ?? least[2]), meaning: "suppressed" };
  if (WITHHELD.test(text)) return { value, meaning: "suppressed" };
  if (MISSING.test(text)) return { value, meaning: "not-available" };
  if (NOT_APPLICABLE.test(text)) return { value, meaning: "not-applicable" };
  if (UNRELIABLE.test(text)) return { value, meaning: "unreliable" };
  if (ZERO.test(text)) return { value, meaning: "zero" };
  if (OPEN.test(text)) return { value };
  return LETTER.test(text) ? { value, isWeak: true } : undefined;
}

/** Whether marks are groups such as 0-14, 15-24 and 65+, once or again: each begins above the end of the one before. */
export function areAgeGroups(marks: readonly SourceMark[]): boolean {
  const groups = [...new Map(marks.map((mark) => [mark.value, mark])).values()];
  return groups.length > 1 && groups.every(({ atLeast, atMost }, at) => {
    const before = groups[at - 1];
    return (atLeast ?? atMost) !== undefined &&
      (!before || (atLeast ?? 0) > (before.atMost ?? Infinity));
  });
}

const TITLE_WORDS = "table|tableau|tabelle|tabell|tabel|cuadro|tabla|figure|graphique";
const TITLE_LINE = new RegExp(
  String
    .raw`^(?i:${TITLE_WORDS})(?:\s?\d|\s[A-Z]\d|\s(?:[A-Z]|[IVX]+)(?![\p{L}\p{N}’']))`,
  "u",
);
/** What follows a number is a name: after a sign also one that begins with digits, such as "2023 complaints". */
const TITLE_NUMBER = new RegExp(
  String
    .raw`^(?:${TITLE_WORDS})\s\S+(?:\s?[:.–—-](?:\s(?=.*\p{L})|(?=\p{L}))|\s?(?=\p{L}))`,
  "iu",
);

/** "Table 1", "Tableau A", "Table IV", and no sentence that begins "Table below". */
export const isTitleLine = (text: string): boolean => TITLE_LINE.test(text);

/** "Refusals" of "Table 2. Refusals" and of "Tableau 2 — Refusals": a page numbers its tables itself. */
export const withoutNumber = (title: string): string => title.replace(TITLE_NUMBER, "");

/** Whether a line begins like a note below a table. */
export function isNoteLine(text: string): boolean {
  return /^(?:sources?|champ ?:|notes?|nota|remarques?|footnotes?|quellen?:|anmerkung|kilde|källa|bron|fuente|fonte|date d|data as|symbols?|symboles?|legend|légende|zeichen|copyright|©|last updated|mise à jour|stand|extract|page \d|suppress|\(?[¹²³⁴⁵⁶⁷⁸⁹]|[*†‡]|\(\d{1,2}\)|\d{1,2}[.)] |\[[a-z]{1,5}\]|(?:[a-z]{1,2}|n\.\s?[a-z]\.|[.]{1,3}|…|[-–—]{1,3}|~|:|#|\/|<\d+)\s?(?:=|:|–|means|signifie)|(?:n\.\s?[a-z]\.|\. ?\.|…|[-–—]{1,3}|#)\s(?:not|nil|denotes|indicates|represents|non) )/iu
    .test(text);
}

/** Whether a field holds two numbers, which stood apart or too close, as in 133,8351,114: it is no mark. */
export const areTwo = (text: string): boolean =>
  /^\d[\d.,]*(?: · \d[\d.,]*)+$|^\d{1,3}(?:,\d{3})*,\d{4,6}(?:,\d{3})+$/.test(text) ||
  /[.,]/.test(text) && /^\d{1,3}(?:[.,]\d{3})*(?: \d{1,3}(?:[.,]\d{3})*)+$/.test(text);

/** What may be said of a field that is no count and no mark. */
export function hintFor({ kind }: Field, text: string, name: string): string | undefined {
  if (kind === "decimal" || kind === "negative" || kind === "money") {
    return `if the column holds no counts, say so: --column "${name}=measure"`;
  }
  if (kind === "percentage") return `if it holds percentages: --column "${name}=rate"`;
  if (areTwo(text)) {
    return "two columns stand too close to be told apart: save the table as CSV, or leave out the line by --lines";
  }
  const fault = readCell(text, []);
  // Leave out hints about datapackage.json: there is none yet.
  if (!("hint" in fault) || fault.hint.startsWith("no such mark")) return undefined;
  return fault.hint.replace(/: .*datapackage\.json.*$/, "");
}
