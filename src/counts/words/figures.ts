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
