/** What the file itself says of its marks: the sentences that name one, in its own words, each with its place. */
import type { SettledMark } from "../table/conventions.ts";
import { legendOf, MEANS, mentionOf } from "../table/legend.ts";
import type { Line, Words } from "../table/sentences.ts";
import { forAll, inEachLanguage } from "@crosses/text";
import type { Meaning } from "../fields/fields.ts";
import { notesOf } from "../table/titles.ts";
import { DESCRIPTOR_TEXT } from "../words/words.ts";
import { type Grid, nameOf } from "../read/grid.ts";
import type { LocalText } from "@crosses/counts/release";

/** Words of the file that travel with its counts; the title is their place, where that is known. */
export interface Caveat {
  readonly id: string;
  readonly title: LocalText;
  readonly text: LocalText;
}

/** More sentences on marks are looked up in the file. */
const MOST_QUOTES = 6;

type Noted = Parameters<typeof notesOf>[0];

/**
 * Sentences on the marks, then the notes that hold none of them.
 * @param grids all that came in, also beside what is read as tables, with its words
 * @param others tables that are not read: what their notes say of a mark, they say of theirs
 */
export function caveatsOf(
  grids: readonly Grid[],
  { lines, sentences }: Words,
  marks: ReadonlyMap<string, SettledMark>,
  tables: Noted,
  others: Noted,
): Caveat[] {
  const files = new Set(grids.map(({ file }) => nameOf(file).split(", ")[0]));
  const [notes, foreign] = [notesOf(tables), notesOf(others)];
  const said = sentences.filter(({ text }) => !foreign.some((one) => one.includes(text)));
  const onMarks = said.filter(({ text }) =>
    [...marks].some(([mark, { meaning }]) => namesMark(mark, meaning, text)) &&
    !notes.some((note) => note !== text && note.includes(text))
  ).slice(0, MOST_QUOTES);
  const asNotes = notes.map((text) => {
    const from = lines.find((line) => text === line.text || text.startsWith(`${line.text} `));
    return { text, from, to: from };
  });
  const quotes = new Map([...asNotes, ...onMarks].map((one) => [one.text, one]));
  const order = new Set([...onMarks, ...asNotes].map(({ text }) => text));
  return [...order].map((text, at) => {
    const { from, to } = quotes.get(text)!;
    const title = from && to ? placeOf(from, to, files.size > 1) : DESCRIPTOR_TEXT.note(at + 1);
    return { id: `note-${at + 1}`, title, text: forAll(text) };
  });
}

/** Whether a sentence says what a mark means: in quotes, before its meaning, or after a word for marks. */
function namesMark(mark: string, meaning: Meaning, sentence: string): boolean {
  if (mark === "" || !sentence.includes(mark)) return false;
  const sign = RegExp.escape(mark);
  const defined = new RegExp(
    `["“«'‘(]\\s?${sign}\\s?["”»'’)]|(?:^|[;,.(]\\s?)${sign}\\s?(?:=|:|–|-|—|(?:${MEANS})\\b)`,
    "u",
  );
  const isNamed = defined.test(sentence) || mentionOf(mark).test(sentence);
  // A dash or a point stands in any sentence.
  return isNamed && (/[^\p{P}]|[†‡§]/u.test(mark) || legendOf(mark, [sentence]) === meaning);
}

function placeOf(from: Line, to: Line, hasFiles: boolean): LocalText {
  const name = nameOf(from.file);
  const part = hasFiles ? name : name.split(", ").slice(1).join(", ");
  const place = DESCRIPTOR_TEXT.place(part, from.line, to.line);
  return inEachLanguage((lang) => place[lang].replace(/^\p{Ll}/u, (one) => one.toUpperCase()));
}
