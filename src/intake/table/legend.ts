/** What the notes of a table say that its marks mean. */
import type { Meaning, SourceMark } from "../fields/fields.ts";

/** Words of notes that say what a mark means. */
const WORDS_OF: readonly (readonly [Meaning, RegExp])[] = [
  [
    "unreliable",
    /unreliab|peu fiable|not reliable|low reliab|nicht sicher|unsicher|zu unsicher|quality|qualité|usikker|osäker/iu,
  ],
  [
    "suppressed",
    /suppress|supprim|[ck]onfiden|konfid|cannot be (?:shown|displayed)|between \d+ and \d+|withheld|masqu|remplac|protect|secret|geheim|gesperrt|disclos|privacy|renseignements personnels|fewer|less than|moins de|(?:small|low) (?:number|count|cell|value)|\b[01] ?(?:to|[-–]|à|bis) ?\d\b|derived|petits? (?:nombre|effectif)|skjult|sekretess|vertrouwelijk|not (?:shown|published|released)|available for publication|non publié|redact/iu,
  ],
  [
    "not-available",
    /not available|unavailable|missing|non disponible|nicht verfügbar|(?:not|no longer) (?:collected|recorded)|unknown|inconnu|unbekannt|mangler|saknas|no data/iu,
  ],
  [
    "not-applicable",
    /not applicable|sans objet|ne s.appli|nicht sinnvoll|tabellenfach gesperrt|niet van toepassing|ikke aktuelt|kan inte förekomma|not possible|n\/a/iu,
  ],
  [
    "zero",
    /\b(?:zero|zéro|nil|null|nul|none|nichts|néant|nihil|no (?:\p{L}+ )?(?:cases|observations|persons|events|deaths)|aucune?)\b/iu,
  ],
];

/** Whether a note says that counts are withheld. */
export const saysSuppressed = (note: string): boolean =>
  WORDS_OF.some(([meaning, words]) => meaning === "suppressed" && words.test(note));

/** What a sentence in the place of a mark says itself; undefined where it is short, or says nothing of it. */
export function meaningOf(text: string): Meaning | undefined {
  const said = text.length > 5 ? WORDS_OF.find(([, words]) => words.test(text))?.[0] : undefined;
  return said === "zero" ? undefined : said;
}

/** What the notes of a table say of a mark; undefined where they are silent. */
export function legendOf(mark: string, sentences: readonly string[]): Meaning | undefined {
  const [defines, mentions] = [definitionOf(mark), mentionOf(mark)];
  for (const note of sentences) {
    // "x: suppressed; –: zero" defines two marks: what is said of the first ends where the second begins.
    const defined = defines.exec(note)?.[1]?.split(NEXT_DEFINITION)[0];
    const said = defined ?? (mentions.test(note) ? note : undefined);
    const meaning = said && WORDS_OF.find(([, words]) => words.test(said));
    if (meaning && !(meaning[0] === "zero" && NOT.test(note))) return meaning[0];
  }
  return undefined;
}

/** The sentences that may speak of a mark, where it says nothing of its size itself. */
export function sentencesOn({ value, atMost }: SourceMark, sentences: readonly string[]): string[] {
  if (value === "" || atMost !== undefined) return [];
  const [defines, mentions] = [definitionOf(value), mentionOf(value)];
  return sentences.filter((one) => mentions.test(one) || defines.test(one));
}

/** The sentence that begins with a mark and says what it means, in whatever words. */
export const definedIn = (mark: string, sentences: readonly string[]): string | undefined =>
  mark === "" || /^[\p{L}\d]/u.test(mark)
    ? undefined
    : sentences.find((one) =>
      new RegExp(`^${RegExp.escape(mark)}\\s?(?:=|:)\\s?\\p{L}{2}`, "u").test(one)
    );

const NOT =
  /(?<!\p{L})(?:not|never|cannot|(?:is|do|does|are)n['’]t|pas|jamais|nicht|nie)(?!\p{L})/iu;

/** What stands between a mark and its meaning. */
export const MEANS = "means|indicates?|denotes?|represents?|signifie|indique|bedeutet|stands for";

const NEXT_DEFINITION = new RegExp(
  String
    .raw`;|\s(?=\S{1,3}\s?=|["“«'‘]\s?\S{1,4}\s?["”»'’]\s|[^\p{L}\p{N}\s]{1,3}\s(?:${MEANS})\b)`,
  "u",
);

/**
 * `x = suppressed`, `“x” means …`: the mark in quotes or not, at the start of a part of a note; what follows is said of it.
 * A dash parts words in any sentence.
 */
function definitionOf(mark: string): RegExp {
  const sign = RegExp.escape(mark);
  const word = `(?:${MEANS}|is|are|:)`;
  const isDash = /^[-–—−]+$/.test(mark);
  const [before, then] = isDash
    ? [String.raw`^|[;.("“'‘]`, word]
    : [String.raw`^|[;,.(«"“'‘\s]`, `${word}?`];
  return new RegExp(
    `(?:${before})["“«'‘]?\\s?${sign}\\s?["”»'’)]?(?:\\s?(?:=|:|–|-|—)\\s?|\\s+${then}\\s?)(.*)`,
    "iu",
  );
}

/** `counts below 5 are replaced by x`: a note that names the mark after a word for marks. */
export function mentionOf(mark: string): RegExp {
  const sign = RegExp.escape(mark);
  return new RegExp(
    `(?:symbole?|sign|mark|marked|shown as|represented by|replaced (?:by|with)|remplacée?s? par|par (?:un|le|des)|with an?|as)\\s.{0,20}?["“«'‘]?\\s?${sign}\\s?(?:["”»'’.,;)]|$)`,
    "iu",
  );
}
