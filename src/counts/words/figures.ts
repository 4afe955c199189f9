/** Words of figures and tables: one type, both languages. A missing key does not compile. */

import type { Language } from "@crosses/text";

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
export interface FigureWords {
  /** Folds a figure's table away. */
  readonly numbers: string;
  /** A figure without a title. */
  readonly drawing: string;
  /** What the source's mark stands for, and this project's own. */
  readonly suppressed: string;
  readonly withheld: string;
  readonly yes: string;
  readonly no: string;
  /** What a number can be, in words. */
  readonly says: {
    between(lower: string, upper: string): string;
    atLeast(lower: string): string;
    atMost(upper: string): string;
    readonly anything: string;
    readonly withheld: string;
    readonly contradictory: string;
  };
  /** Caption of a frame: its size, and how many of its first and last rows are shown. */
  frame(rows: number, columns: number, first: number, last: number): string;
  /** In place of the caption of a figure without data. */
  readonly empty: string;
  /** Folds claims away. */
  claims(count: number): string;
  /** Heads of columns by their names in the project's frames. */
  readonly columns: Readonly<Record<string, string>>;
  /** Words for the values of `status` and `range`. */
  readonly codes: Readonly<Record<RangeWord | ShownStatus, string>>;
}

const en: FigureWords = {
  numbers: "The numbers of this figure",
  drawing: "A drawing without a title",
  suppressed: "suppressed by the source",
  withheld: "not repeated by this report",
  yes: "yes",
  no: "no",
  says: {
    between: (lower, upper) => `${lower} to ${upper}`,
    atLeast: (lower) => `${lower} or more`,
    atMost: (upper) => `${upper} or less`,
    anything: "anything",
    withheld: "not given",
    contradictory: "contradictory",
  },
  frame: (rows, columns, first, last) =>
    `${plural(rows, "row", "rows")} × ${plural(columns, "column", "columns")}` +
    (first + last < rows ? `; the first ${first} and the last ${last} are shown` : ""),
  empty: "The data have no row: nothing is drawn.",
  claims: (count) =>
    count === 1 ? "1 statement checked, it holds" : `${count} statements checked, all hold`,
  // Names that are words already stand as they are.
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
  },
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
  },
};

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

/** The words of a language. */
export function wordsOf(locale?: Language): FigureWords {
  return WORDS[languageOf(locale)];
}
