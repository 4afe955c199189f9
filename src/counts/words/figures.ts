/**
 * Words of figures and tables: one type, both languages. A missing key does not compile. And numbers as they are: none becomes
 * 0, a year has no comma, a whole number loses no digit.
 */

import { type Language, LOCALES } from "@crosses/text";

/**
 * What is said of a number: `exact` (published, or it follows from published counts), `bounded` (from a lower to an upper end),
 * `unbounded` (no upper bound), `withheld` by this project's guard, `contradictory` (the assumption or the published counts
 * cannot be true).
 */
export type RangeWord = "exact" | "bounded" | "unbounded" | "withheld" | "contradictory";

/** `notApplicable`: there is no count, so there is nothing to bound; in a sum it counts as nothing. */
export type CellStatus = "published" | "suppressed" | "notApplicable";

/** `notAvailable`: bounded as what is suppressed, but the source does not hide it. */
export type ShownStatus = CellStatus | "notAvailable";

/** What figures and tables say themselves. */
const en = {
  /** Folds a figure's table away. */
  numbers: "The numbers of this figure",
  /** A figure without a title. */
  drawing: "A drawing without a title",
  /** What the source's mark stands for, and this project's own. */
  suppressed: "suppressed by the source",
  withheld: "not repeated by this report",
  yes: "yes",
  no: "no",
  /** What a number can be, in words. */
  says: {
    between: (lower: string, upper: string) => `${lower} to ${upper}`,
    atLeast: (lower: string) => `${lower} or more`,
    atMost: (upper: string) => `${upper} or less`,
    anything: "anything",
    withheld: "not given",
    contradictory: "contradictory",
  },
  /** Caption of a frame: its size, and how many of its first and last rows are shown. */
  frame: (rows: number, columns: number, first: number, last: number) =>
    `${plural(rows, "row", "rows")} × ${plural(columns, "column", "columns")}` +
    (first + last < rows ? `; the first ${first} and the last ${last} are shown` : ""),
  /** In place of the caption of a figure without data. */
  empty: "The data have no row: nothing is drawn.",
  /** Folds claims away. */
  claims: (count: number) =>
    count === 1 ? "1 statement checked, it holds" : `${count} statements checked, all hold`,
  /** Heads of columns by their names in the project's frames; those that are words already stand as they are. */
  columns: {
    tableLabel: "table title",
    periodStart: "first day",
    periodEnd: "last day",
    isPartial: "partial",
    isTotal: "total",
    says: "what it can be",
    quantityLabel: "quantity name",
    lowerAttained: "lower attained",
    upperAttained: "upper attained",
  } as Readonly<Record<string, string>>,
  /** Words for the values of `status` and `range`. */
  codes: {
    published: "published",
    suppressed: "suppressed",
    notAvailable: "not available",
    notApplicable: "not applicable",
    exact: "exact",
    bounded: "bounded",
    unbounded: "unbounded",
    withheld: "withheld",
    contradictory: "contradictory",
  } satisfies Record<RangeWord | ShownStatus, string>,
};

export type FigureWords = typeof en;

const fr: FigureWords = {
  numbers: "Les nombres de cette figure",
  drawing: "Un dessin sans titre",
  suppressed: "masqué par la source",
  withheld: "non répété par ce rapport",
  yes: "oui",
  no: "non",
  says: {
    between: (lower, upper) => `de ${lower} à ${upper}`,
    atLeast: (lower) => `${lower} ou plus`,
    atMost: (upper) => `${upper} ou moins`,
    anything: "n’importe quel nombre",
    withheld: "non donné",
    contradictory: "contradictoire",
  },
  frame: (rows, columns, first, last) =>
    // In French, zero is singular.
    `${rows} ${rows < 2 ? "ligne" : "lignes"} × ${columns} ${
      columns < 2 ? "colonne" : "colonnes"
    }` +
    (first + last < rows
      ? `\u202f; les ${first} premières et les ${last} dernières sont montrées`
      : ""),
  empty: "Les données n’ont aucune ligne\u00a0: rien n’est dessiné.",
  claims: (count) =>
    count === 1 ? "1 énoncé vérifié, il est exact" : `${count} énoncés vérifiés, tous exacts`,
  columns: {
    table: "tableau",
    tableLabel: "titre du tableau",
    group: "groupe",
    periodStart: "premier jour",
    periodEnd: "dernier jour",
    isPartial: "partielle",
    isTotal: "total",
    value: "valeur",
    status: "statut",
    mark: "marque",
    lower: "borne inférieure",
    upper: "borne supérieure",
    range: "intervalle",
    says: "ce que cela peut être",
    quantity: "quantité",
    quantityLabel: "nom de la quantité",
    lowerAttained: "borne inférieure atteinte",
    upperAttained: "borne supérieure atteinte",
    cells: "cellules",
    suppressed: "masquées",
    what: "quoi",
    where: "où",
    place: "endroit",
    how: "manière",
    share: "part",
    variable: "variable",
    outcome: "issue",
    line: "volet et période",
    percent: "%",
    count: "nombre",
    sentence: "pourquoi",
  },
  codes: {
    published: "publié",
    suppressed: "masqué",
    notAvailable: "non disponible",
    notApplicable: "sans objet",
    exact: "exact",
    bounded: "borné",
    unbounded: "sans borne supérieure",
    withheld: "non répété",
    contradictory: "contradictoire",
  },
};

function plural(count: number, one: string, other: string): string {
  return `${count} ${count === 1 ? one : other}`;
}

const WORDS: Readonly<Record<Language, FigureWords>> = { en, fr };

/**
 * The language itself; "en" where none is given.
 * @throws {RangeError} when there is no such language; says which there are
 */
export function languageOf(locale: Language = "en"): Language {
  if (Object.hasOwn(WORDS, locale)) return locale;
  const known = Object.keys(WORDS).map((name) => `"${name}"`).join(", ");
  throw new RangeError(`Cannot find the locale "${locale}": choose one of ${known}`);
}

export function wordsOf(locale?: Language): FigureWords {
  return WORDS[languageOf(locale)];
}

/** Significant digits of a column whose numbers are not whole. */
const DIGITS = 4;

/** Names of columns whose numbers are names: nobody adds them up. */
const KEY =
  /(^|_|\b)(id|ids|key|code|codes|fips|zip|postal|geoid|uid|year|years|an|année|annee|ann\u00e9es|period)$/i;

/** Names of columns of counts and of their bounds, and the years that head pivoted ones. */
const COUNT = /^(?:value|lower|upper|(?:19|20)\d\d\b.*)$/;

/** Whether the numbers of a column are years, codes or keys, which are written without separators. */
function areKeys(name: string, numbers: readonly (number | bigint)[]): boolean {
  const plain = name.replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, "_");
  if (KEY.test(plain)) return true;
  const years = [...new Set(numbers.map(Number))].sort((a, b) => a - b);
  const areYears = years.length > 0 &&
    years.every((year) => Number.isInteger(year) && year >= 1900 && year < 2100);
  // Counts may be as large; years follow one another at the same distance.
  const steps = years.slice(1).map((year, at) => year - years[at]!);
  return areYears && (!COUNT.test(name) || steps.length > 1 && new Set(steps).size === 1);
}

/** How the numbers of a column are written: with one number of significant digits, and whole numbers whole. */
export function columnFormat(
  name: string,
  values: readonly unknown[],
  language: Language,
): (value: number | bigint) => string {
  const numbers = values.filter((value): value is number | bigint =>
    typeof value === "bigint" || typeof value === "number" && Number.isFinite(value)
  );
  const useGrouping = !areKeys(name, numbers);
  return (value) => formatValue(value, language, { useGrouping, digits: DIGITS });
}

/** A number with at most so many significant digits, but with all digits before the decimal sign. */
export function formatValue(
  value: number | bigint,
  language: Language,
  { useGrouping = true, digits = 15 }: { useGrouping?: boolean; digits?: number } = {},
): string {
  const size = Math.abs(Number(value));
  if (!Number.isFinite(size)) return Number.isNaN(size) ? "" : String(value);
  // So small that its zeros would be all that is seen.
  if (typeof value === "number" && size > 0 && size < 1e-6) {
    const [, sign] = new Intl.NumberFormat(LOCALES[language]).format(0.5);
    return String(Number(value.toPrecision(digits))).replace(".", sign!);
  }
  const whole = size < 1 ? 0 : Math.floor(Math.log10(size)) + 1;
  const maximumSignificantDigits = Math.min(21, Math.max(digits, whole));
  const format = new Intl.NumberFormat(LOCALES[language], {
    useGrouping,
    // A whole number of any size keeps its digits.
    ...(typeof value === "bigint" ? {} : { maximumSignificantDigits }),
  });
  return format.format(value).replaceAll("\u00a0", "\u202f");
}

/** A row of a table, by its columns. */
export type Row = Readonly<Record<string, unknown>>;

/** A count as a text: no code with a zero before it. */
export const WHOLE = /^(?:0|[1-9]\d*)$/;
/** What may stand in a count's place: short, and no number or period, such as "x" and "fewer than 5". */
const MARK = /^(?:\D{1,12}|\D{1,16}\d{1,2})$/u;

/** Columns of counts as a source prints them, with marks such as "x" among them; none where no count is. */
export function printedIn(names: readonly string[], rows: readonly Row[]): readonly string[] {
  const all = (name: string) => rows.map((row) => row[name] ?? "x");
  const arePrinted = (text: unknown) =>
    typeof text === "string" && (WHOLE.test(text) || MARK.test(text));
  const printed = names.filter((name) => all(name).every(arePrinted));
  return printed.some((name) => all(name).some((text) => WHOLE.test(text as string)))
    ? printed
    : [];
}

/** Columns of text before the first of another kind, counts with marks too, and never all of them. */
export function leadingText(names: readonly string[], rows: readonly Row[]): number {
  const isText = (name: string) =>
    rows.length > 0 && rows.every((row) => typeof row[name] === "string");
  const first = names.findIndex((name, at) =>
    !isText(name) || at > 0 && printedIn([name], rows).length > 0
  );
  return Math.min(3, first < 0 ? names.length - 1 : first);
}
