/** The two languages of everything that code says to readers, and how each writes numbers and lists. */

/** The languages that figures, tables and reports speak. */
export type Language = "en" | "fr";

const LOCALES: Readonly<Record<Language, string>> = { en: "en-CA", fr: "fr-CA" };

/** A number for readers, of at most two decimals: `1,204.5`, `1 204,5`. */
export function formatNumber(value: number | bigint, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 2 }).format(value);
}

/** Words as a list in a sentence: `a, b and c`, `a, b et c`. */
export function formatList(words: readonly string[], language: Language): string {
  const [last, ...others] = words.toReversed();
  if (others.length === 0) return last ?? "";
  return `${others.toReversed().join(", ")} ${language === "en" ? "and" : "et"} ${last}`;
}

/** What a release's files write for a cell in which the source leaves nothing. */
export const EMPTY_MARK = "(empty)";

/** A mark as readers see it: the source's own is in no language. */
export function shownMark(mark: string, language: Language): string {
  return mark === EMPTY_MARK && language === "fr" ? "(vide)" : mark;
}

/** A sentence in both languages. */
export type Pair = Readonly<Record<Language, string>>;

/** Sentences by name, and functions that put one together. */
export type Catalogue = {
  readonly [key: string]: string | ((...args: never[]) => string) | Catalogue;
};

/** A catalogue in which each sentence is in both languages at once. */
export type Paired<T> = {
  readonly [K in keyof T]: T[K] extends string ? Pair
    : T[K] extends (...args: infer A) => string ? (...args: A) => Pair
    : Paired<T[K]>;
};

/** French sets no-break spaces inside guillemets and before a colon, semicolon or question mark. */
const spaced = (text: string) =>
  text.replaceAll("« ", "«\u00a0").replaceAll(/ (?=»|: |\?)/g, "\u00a0")
    .replaceAll(" ; ", "\u202f; ");

/** Two catalogues of the same keys as one, each sentence in both languages; a missing key does not compile. */
export function paired<T extends Catalogue>(en: T, fr: T): Paired<T> {
  const pairs = Object.entries(en).map(([key, one]) => {
    const other = fr[key]!;
    if (typeof one === "string") return [key, { en: one, fr: spaced(other as string) }];
    if (typeof one !== "function") return [key, paired(one, other as Catalogue)];
    const inFrench = other as typeof one;
    return [key, (...args: never[]) => ({ en: one(...args), fr: spaced(inFrench(...args)) })];
  });
  return Object.fromEntries(pairs);
}
