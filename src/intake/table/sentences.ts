/** What a file says in words: its sentences, beside the tables, each with its place. */
import type { Grid } from "../read/grid.ts";

export interface Line {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  /** Whether it goes on with what the line before says. */
  readonly goesOn: boolean;
}

interface Sentence {
  readonly text: string;
  /** The lines from which and to which it goes. */
  readonly from: Line;
  readonly to: Line;
}

/** What files say in words. */
export interface Words {
  readonly lines: readonly Line[];
  readonly sentences: readonly Sentence[];
  /** Those sentences, without their places. */
  readonly texts: readonly string[];
}

/** All words that stand beside the tables of some grids. */
export function wordsOf(grids: readonly Grid[]): Words {
  const lines = grids.flatMap(linesOf);
  const sentences = sentencesOf(lines);
  return { lines, sentences, texts: sentences.map(({ text }) => text) };
}

/** What goes on in the same words about the same counts: "They are shown with an asterisk (*)." */
const AGAIN = [
  "(?:They|These|Those|It|This|Such|Ils|Elles|Ceux-ci|Celles-ci|Ces|Sie|Diese)\\s(?:[\\p{L}’']+\\s){0,4}",
  "(?:shown|replaced|marked|represented|indicated|displayed|denoted|identified|remplac|indiqu|représent|affich|désign|signal|ersetzt|gekennzeichnet)",
].join("");

/** Where a sentence ends and the next one begins. */
export const SENTENCE_END = new RegExp(
  `(?<=[.!?]["”»)]?)\\s+(?=["“«([]?\\s?\\p{Lu})(?!${AGAIN})`,
  "u",
);
const BEGINS_AGAIN = new RegExp(`^${AGAIN}`, "u");

/** Lines of words: one field, or a sign and what it means. */
function linesOf({ file, lines }: Grid): Line[] {
  let before: string | undefined;
  return lines.flatMap(({ line, fields, afterGap }) => {
    const [first, second, ...more] = fields.filter(Boolean);
    const last = before;
    before = undefined;
    if (first === undefined || more.length > 0) return [];
    const isLegend = second !== undefined && first.length < 8 && /\p{L}{3}/u.test(second);
    if (second !== undefined && !isLegend) return [];
    const text = isLegend ? `${first} = ${second}` : first;
    // A full line goes on in the next one, and what begins with a small letter goes on from the last.
    const isOpen = last !== undefined && !/[.!?]$/.test(last) &&
      (last.length > 60 || /^\p{Ll}/u.test(text)) && !/^\S{1,4}\s?[:=–-]/.test(text);
    const goesOn = last !== undefined && !afterGap && !isLegend &&
      (isOpen || BEGINS_AGAIN.test(text));
    before = isLegend ? undefined : text;
    return [{ file, line, text, goesOn }];
  });
}

function sentencesOf(lines: readonly Line[]): Sentence[] {
  const sentences: Sentence[] = [];
  for (const line of lines) {
    line.text.split(SENTENCE_END).forEach((text, at) => {
      const last = sentences.at(-1);
      if (at > 0 || !line.goesOn || !last) sentences.push({ text, from: line, to: line });
      else sentences[sentences.length - 1] = { ...last, text: `${last.text} ${text}`, to: line };
    });
  }
  return sentences;
}
