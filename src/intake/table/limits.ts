/** Limits that a sentence gives the counts behind a sign: "a figure of one to four is replaced by [c]". */
import { WORDS } from "../fields/fields.ts";

const NUMBER = String.raw`(\d{1,3}|one|un|${[...WORDS.keys()].join("|")})`;
const CLOSED = new RegExp(
  String
    .raw`(?<![\p{L}\d,.])${NUMBER}\s?(?:to|through|and|à|et|bis|[-–])\s?${NUMBER}(?![\p{L}\d%]|[,.]\d)`,
  "giu",
);

/** What else a sign may stand for: other counts, so that nothing can be worked out; percentages. */
const ELSE =
  /(?<!\p{L})(?:or|ou|oder|others?|autres?|also|aussi|further|totals?|totaux|calculated|percent\p{L}*|pourcent\p{L}*|years?|ans|aged?|âgée?s?)(?!\p{L})|%/iu;

const numberOf = (text: string) =>
  /^(?:one|un)$/i.test(text) ? 1 : WORDS.get(text.toLowerCase()) ?? Number(text);

/**
 * `1..4`, where the only sentence that names the sign gives one closed range and says nothing else; undefined otherwise.
 * @param sentences those that name it, each as often as it stands
 */
export function limitsIn(sentences: readonly string[]): string | undefined {
  const [sentence, ...others] = new Set(sentences);
  if (sentence === undefined || others.length > 0 || ELSE.test(sentence)) return undefined;
  const found = [...sentence.matchAll(CLOSED)];
  const [least, most] = found[0]?.slice(1).map(numberOf) ?? [];
  return found.length === 1 && least! < most! ? `${least}..${most}` : undefined;
}
