/** Limits that a sentence gives the counts behind a sign: "a figure of one to four is replaced by [c]". */
import { WORDS } from "../fields/fields.ts";

const NUMBER = String.raw`(\d{1,3}|one|un|${[...WORDS.keys()].join("|")})`;
// "Articles 53 and 54" limit nothing.
const CLOSED = new RegExp(
  String
    .raw`(?<![\p{L}\d,.])(?:${NUMBER}\s?(?:to|through|à|bis|[-–])\s?${NUMBER}|(?:between|entre)\s${NUMBER}\s(?:and|et|to|à)\s${NUMBER})(?![\p{L}\d%]|[,.]\d)`,
  "giu",
);

const BELOW = new RegExp(
  String
    .raw`(?:(?:fewer|less|smaller|lower) than|under|below|inférieure?s? à|moins d[e’']|plus petite?s? que|weniger als|unter)\s${NUMBER}(?![\p{L}\d%]|[,.]\d)`,
  "giu",
);

/** What else a sign may stand for: other counts, so that nothing can be worked out; percentages. */
const ELSE =
  /(?<!\p{L})(?:or|ou|oder|others?|autres?|also|aussi|further|cannot|so that|worked out|derived|deduced|déduite?s?|déduire|recoupements?|secondary|secondaires?|totals?|totaux|calculated|percent\p{L}*|pourcent\p{L}*|years?|ans|aged?|âgée?s?)(?!\p{L})|%/iu;

const numberOf = (text: string) =>
  /^(?:one|un)$/i.test(text) ? 1 : WORDS.get(text.toLowerCase()) ?? Number(text);

/**
 * `1..4` or, of "fewer than 5", `0..4`, where the only sentence that names the sign gives one range and says nothing else;
 * undefined otherwise.
 * @param sentences those that name it, each as often as it stands
 */
export function limitsIn(sentences: readonly string[]): string | undefined {
  const [sentence, ...others] = new Set(sentences);
  if (sentence === undefined || others.length > 0 || ELSE.test(sentence)) return undefined;
  const [closed, below] = [CLOSED, BELOW].map((range) =>
    [...sentence.matchAll(range)].map((found) => found.slice(1).filter(Boolean).map(numberOf))
  );
  const all = [...closed!, ...below!.map(([most]) => [0, most! - 1])];
  const limits = new Set(
    all.filter(([least, most]) => least! < most!).map((one) => one.join("..")),
  );
  return all.length > 0 && limits.size === 1 ? [...limits][0] : undefined;
}
