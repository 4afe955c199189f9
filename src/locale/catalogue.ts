/** Every word and number format that a figure or a table shows: one type, one file a language. A missing key does not compile. */
import { en } from "./en.ts";
import { fr } from "./fr.ts";
import type { Language } from "./language.ts";

/** Labels with parameters are functions, so that each language orders its own words. */
export interface Catalogue {
  readonly language: Language;
  /** A whole number, e.g. 1,434 or 1 434. */
  number(value: number): string;
  /** A share in 0..1 as per cent, one decimal at the most. */
  percent(share: number): string;
  /** A day from its ISO date, e.g. 19 March 2025. */
  date(iso: string): string;
  /** Names after one another: a, b and c. */
  list(items: readonly string[]): string;
  /** Joins a name and what specifies it: "Received: 13". */
  colon(before: string, after: string): string;
  /** Puts a word of the source between the language's quotation marks. */
  quoted(text: string): string;
  /** What stands between the parts of a long list. */
  readonly semicolon: string;

  readonly cell: {
    /** What an x of the source is called. */
    readonly suppressed: string;
    /** What this report withholds, and the mark it prints for it. */
    readonly withheld: string;
    readonly withheldMark: string;
    /** The same in one word, for a label. */
    readonly withheldShort: string;
    /** "0 to 7"; with no upper bound "0 or more". */
    range(lower: number | null, upper: number | null): string;
    /** What is said where the published numbers contradict one another. */
    readonly contradictory: string;
    /** The same for shares, whose ends come as words: null where there is no bound, not attained where only approached. */
    shareRange(
      lower: string | null,
      upper: string | null,
      isAttained: { readonly lower: boolean; readonly upper: boolean },
    ): string;
    /** A share whose denominator is 0, or may be. */
    readonly undefined: string;
    readonly orUndefined: string;
  };

  readonly table: {
    /** What the marks in a table mean, and how many cells bear one. */
    marks(quotedMarks: readonly string[], suppressed: number): string;
    /** A mark that says itself how great the count can be. */
    marksAtMost(quotedMark: string, suppressed: number, atMost: number): string;
    /** Caption of a frame: its rows and columns, and how many rows are shown. */
    frame(rows: number, columns: number, shownRows: number): string;
    readonly table: string;
    readonly group: string;
    readonly all: string;
    /** A sum of published cells beside suppressed ones: never a total. */
    atLeast(value: number): string;
    cellsSuppressed(count: number): string;
    /** Both for a direct label. */
    atLeastShort(value: number, suppressed: number): string;
    readonly sum: string;
    readonly cell: string;
    readonly mark: string;
    readonly range: string;
    readonly relations: string;
    readonly relation: string;
    readonly holdsStrictly: string;
    readonly holdsWithEquality: string;
    readonly breaks: string;
    readonly unchecked: string;
    readonly assumptions: string;
    readonly assumption: string;
    readonly assumes: string;
    readonly noUpperBound: string;
    readonly ranges: string;
    readonly withheld: string;
    withheldCaption(assumption: string): string;
    readonly nothingWithheld: string;
    /** Why the guard withholds something. Does not tell one value from a few: that would disclose the one. */
    readonly subject: string;
    readonly place: string;
    /** Where a quantity means nothing under the chosen assumption. */
    notUnder(label: string, assumption: string, assumptions: readonly string[]): string;
    notSmall(assumption: string): string;
    readonly smallestPublished: string;
    readonly sums: string;
    review(count: number): string;
    readonly inferred: string;
    readonly nothingToReview: string;
    readonly claims: string;
    readonly claim: string;
    readonly result: string;
    readonly holds: string;
  };

  readonly figure: {
    /** What folds a figure's data table away. */
    readonly numbers: string;
    source(publisher: string, reference: string, date: string): string;
    /** Of a release that was inferred in part. */
    draft(count: number): string;

    readonly matrixName: string;
    matrixDescription(cells: number, suppressed: number, tables: readonly string[]): string;
    readonly matrixCaption: string;
    readonly withoutTotals: string;
    /** Where there are more rows than a drawing can hold. */
    firstRows(drawn: number, rows: number): string;

    readonly lengthsName: string;
    lengthsDescription(items: readonly string[]): string;
    readonly lengthsCaption: string;
    days(count: number): string;
    daysOf(name: string, days: number, start: string, end: string): string;
    readonly firstDay: string;
    readonly lastDay: string;
    readonly daysHeading: string;

    readonly crossesName: string;
    /** `isSquares`: a square a cell; else a bar a column. */
    crossesDescription(isSquares: boolean, items: readonly string[]): string;
    crossesCaption(isSquares: boolean): string;
    crossesOf(suppressed: number, cells: number): string;

    countsName(measure: string, column: string): string;
    countsDescription(measure: string, rows: readonly string[]): string;
    countsCaption(assumption: string, hasPartial: boolean): string;

    comparisonDescription(measures: readonly string[], rows: readonly string[]): string;
    comparisonCaption(assumption: string): string;

    rangesName(assumption: string): string;
    rangesDescription(assumption: string, items: readonly string[]): string;
    rangesCaption(assumption: string): string;

    derivedName(label: string, column: string): string;
    derivedDescription(label: string, assumption: string, rows: readonly string[]): string;
    derivedCaption(label: string, assumption: string): string;
    /** "12 of 13". */
    ofCounts(part: number, whole: number): string;

    naiveName(label: string): string;
    naiveDescription(label: string, columns: readonly string[]): string;
    naiveCaption(assumption: string): string;
    readonly naiveRows: {
      readonly asZero: string;
      readonly dropped: string;
      readonly honest: string;
    };
    readonly naiveHandling: string;
    /** Where careless handling has nothing left to divide by. */
    readonly naiveNothing: string;

    totalsName(dimension: string): string;
    totalsDescription(items: readonly string[]): string;
    readonly totalsCaption: string;

    readonly orderName: string;
    orderDescription(items: readonly string[]): string;
    readonly orderCaption: string;
    readonly orderSame: string;
    orderExchanged(tables: readonly string[]): string;
    orderBroken(broken: number, comparisons: number): string;
    readonly orderHeading: string;
    readonly orderComparisons: string;
    readonly orderBrokenHeading: string;
  };
}

const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en, fr };

/**
 * The words of a language.
 * @throws {RangeError} when there is no such language; says which there are
 */
export function catalogueOf(language: string): Catalogue {
  if (Object.hasOwn(CATALOGUES, language)) return CATALOGUES[language as Language];
  const known = Object.keys(CATALOGUES).map((name) => `"${name}"`).join(", ");
  throw new RangeError(`Cannot find the locale "${language}": choose one of ${known}`);
}
