/** The two languages of everything that code says to readers, and how each writes numbers and lists; text made fit for HTML, CSV and names. */

/** The languages that figures, tables and reports speak. One that is added does not compile until all its words are there. */
export type Language = "en" | "fr";

/** How each writes numbers. */
export const LOCALES: Readonly<Record<Language, string>> = { en: "en-CA", fr: "fr-CA" };

/** All of them, in the order in which pages name them. */
export const LANGUAGES: readonly Language[] = Object.keys(LOCALES) as Language[];

/** Made once: making one takes longer than writing many numbers. */
const NUMBERS = inEachLanguage((name) =>
  new Intl.NumberFormat(LOCALES[name], { maximumFractionDigits: 2 })
);
const PERCENTS = inEachLanguage((name) =>
  new Intl.NumberFormat(LOCALES[name], { style: "percent" })
);
const LISTS = inEachLanguage((name) => new Intl.ListFormat(LOCALES[name]));

/** A number for readers, of at most two decimals: `1,204.5`, `1 204,5`. */
export function formatNumber(value: number | bigint, language: Language): string {
  return NUMBERS[language].format(value);
}

/** A share in whole per cent, of so many of them: `53%`, `53 %`. */
export function formatPercent(percent: number, language: Language): string {
  return PERCENTS[language].format(percent / 100);
}

/** How each writes a day: the locale of its formats, and the first of a month. */
const DAYS: Readonly<Record<Language, readonly [locale: string, first: string]>> = {
  en: ["en-GB", "1"],
  fr: ["fr-CA", "1er"],
};

/** A day in UTC, with no-break spaces: `19 March 2025`, `1er mars 2025`. */
export function formatDay(day: Date, language: Language): string {
  const [locale, first] = DAYS[language];
  return day.toLocaleDateString(locale, { dateStyle: "long", timeZone: "UTC" })
    .replace(/^1(?= )/, first).replaceAll(" ", "\u00a0");
}

/** Words as a list in a sentence: `a, b and c`, `a, b et c`. */
export function formatList(words: readonly string[], language: Language): string {
  return LISTS[language].format(words);
}

/** What a release's files write for a cell in which the source leaves nothing. */
export const EMPTY_MARK = "(empty)";

const EMPTY: Readonly<Record<Language, string>> = { en: EMPTY_MARK, fr: "(vide)" };

/** A mark as readers see it: the source's own is in no language. */
export function shownMark(mark: string, language: Language): string {
  return mark === EMPTY_MARK ? EMPTY[language] : mark;
}

/** A text for readers in every language. */
export type LocalText = Readonly<Record<Language, string>>;

/** What a function makes of each language. */
export function inEachLanguage<T>(of: (language: Language) => T): Readonly<Record<Language, T>> {
  return Object.fromEntries(LANGUAGES.map((language) => [language, of(language)])) as Readonly<
    Record<Language, T>
  >;
}

/** One text for all languages. */
export function forAll(text: string): LocalText {
  return inEachLanguage(() => text);
}

/** Sentences by name, and functions that put one together. */
export type Catalogue = {
  readonly [key: string]: string | ((...args: never[]) => string) | Catalogue;
};

/** A catalogue in which each sentence is in every language at once. */
export type Paired<T> = {
  readonly [K in keyof T]: T[K] extends string ? LocalText
    : T[K] extends (...args: infer A) => string ? (...args: A) => LocalText
    : Paired<T[K]>;
};

/** What each language sets between words: French, no-break spaces inside guillemets and before a colon, semicolon or question mark. */
const SPACED: Readonly<Record<Language, (text: string) => string>> = {
  en: (text) => text,
  fr: (text) =>
    text.replaceAll("« ", "«\u00a0").replaceAll(/ (?=»|: |\?)/g, "\u00a0")
      .replaceAll(" ; ", "\u202f; "),
};

/** Catalogues of the same keys as one, each sentence in every language; a missing key or language does not compile. */
export function paired<T extends Catalogue>(catalogues: Readonly<Record<Language, T>>): Paired<T> {
  const pairs = Object.entries(catalogues.en).map(([key, one]) => {
    const all = inEachLanguage((language) => catalogues[language][key]!);
    const pair = (read: (said: typeof one) => string) =>
      inEachLanguage((language) => SPACED[language](read(all[language])));
    if (typeof one === "string") return [key, pair((said) => said as string)];
    if (typeof one !== "function") {
      return [key, paired(all as Readonly<Record<Language, Catalogue>>)];
    }
    return [key, (...args: never[]) => pair((said) => (said as typeof one)(...args))];
  });
  return Object.fromEntries(pairs);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Text for an element's content, or for an attribute in double quotes, of HTML and of SVG. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character]!);
}

/** Text as one field of a CSV, in quotes where a reader would split or trim it. */
export function csvField(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Letters and digits in lower case, joined by hyphens: `Table 1 - Received` → `table-1-received`; `""` where there is none. */
export function slug(text: string): string {
  return text.normalize("NFC").toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-+|-+$/g, "");
}
