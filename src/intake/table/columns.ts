/** What each column of a table holds: labels, counts, codes, percentages, measures or notes. */
import { type ColumnKind, SAY } from "../words/words.ts";
import type { Field, Reader } from "../fields/fields.ts";
import { isPartLabel, isSubtotalLabel, isTotalLabel, NAMES } from "../fields/names.ts";
import type { Findings } from "../inferences/inferences.ts";
import { headersOf } from "./labels.ts";
import { doubtBehind, guessKind, guessSdmx, isFault, isFlagsOf, isRate } from "./guesses.ts";
import type { Facts, Guess, ReadColumn } from "./model.ts";
import { measuredRows } from "./measures.ts";
import { COUNTED } from "./headers.ts";
import { settleNames } from "./column_names.ts";
import {
  countWhatMay,
  doubtMarksAlone,
  doubtPopulation,
  doubtWhatStandsBefore,
  findRepeated,
  keepWhatTellsApart,
} from "./beside.ts";
import { twinsOf } from "./numbers.ts";
import type { Block } from "../read/grid.ts";

/** The kind of each column, by what it holds and then by its name. */
export function columnsOf(block: Block, read: Reader, findings: Findings): ReadColumn[] {
  const headers = settleNames(headersOf(block, findings), block, findings);
  const guesses = guessesOf(block, headers.map(({ name }) => name), read);
  const isLabel = (at: number) => guesses[at]?.kind === "label";
  const columns = headers.map((whole, at): ReadColumn => {
    const guess = guesses[at]!;
    // A head that is merged over columns of labels names the first.
    const isMerged = isLabel(at) && isLabel(at - 1) && whole.name === headers[at - 1]!.name;
    const header = isMerged ? { name: "", levels: [] } : whole;
    const { other } = guess;
    const name = header.name || `${at + 1}`;
    const kind = findings.decide<ColumnKind>({
      flag: "column",
      name: guess.why === "twin" || !header.name ? `column ${at + 1}` : header.name,
      file: block.file,
      line: block.header.at(-1)?.line,
      column: at + 1,
      choices: other ? [guess.kind, other] : [guess.kind],
      isCertain: other === undefined,
      say: (value) => SAY.column(name, value),
      question: `does the column “${name}” hold ${guess.kind}s, or ${other}s?`,
      supports: [SAY.why[guess.why]],
    });
    return { ...header, at, kind };
  });
  return numberAgain(withoutUnit(columns), block, findings);
}

/** What each column seems to hold; what may be something else is doubtful. */
function guessesOf(block: Block, names: readonly string[], read: Reader): Guess[] {
  const measured = measuredRows(block.rows, read);
  const others = block.rows.filter((row) => !measured.has(row));
  const rows = others.length > 0 ? others : block.rows;
  const guesses = guessAll(names, rows, read);
  for (const at of block.estimated ?? []) {
    const guess = guesses[at];
    if (guess?.kind === "count") guesses[at] = { kind: "measure", why: "decimals", other: "count" };
  }
  for (const at of twinsOf(names, block.rows)) guesses[at] = { kind: "ignore", why: "twin" };
  doubtMarksAlone(guesses, rows, names);
  doubtPopulation(guesses, names);
  keepWhatTellsApart(guesses, rows);
  countWhatMay(guesses, rows, names);
  findRepeated(guesses, rows, names);
  doubtWhatStandsBefore(guesses, rows, names);
  doubtBehind(guesses, rows);
  return guesses;
}

/** A few columns of counts that the file calls as others before them: numbered, which somebody has to say. */
function numberAgain(
  columns: ReadColumn[],
  { file, header }: Block,
  findings: Findings,
): ReadColumn[] {
  const counts = columns.filter(({ kind }) => kind === "count");
  const again = new Map(counts.flatMap(({ name, at }, index) => {
    const before = counts.slice(0, index).filter((one) => one.name === name && name !== "");
    return before.length > 0 ? [[at, ` (${before.length + 1})`]] : [];
  }));
  if (again.size === 0 || 4 * again.size > counts.length) return columns;
  const numbered = columns.map((one) => {
    const number = again.get(one.at) ?? "";
    const levels = one.levels.map((text, level, { length }) =>
      level === length - 1 ? text + number : text
    );
    return { ...one, name: one.name + number, levels };
  });
  const names = numbered.filter(({ at }) => again.has(at)).map(({ name }) => name);
  const [from, to] = [header[0]!.line, header.at(-1)!.line];
  findings.decide({
    flag: "header",
    ...{ file, line: to, column: [...again.keys()][0]! + 1 },
    choices: [`${from}-${to}`],
    say: () => SAY.again(names),
    question: `columns have the same header as others before them: are the later ones called ${
      names.map((name) => `“${name}”`).join(", ")
    }?`,
  });
  return numbered;
}

/** Columns of counts without "Number" or "n" in the heads of them all. */
function withoutUnit(columns: ReadColumn[]): ReadColumn[] {
  const [first, ...others] = columns.filter(({ kind }) => kind === "count");
  if (others.length === 0) return columns;
  const units = first!.levels.filter((text) =>
    (COUNTED.test(text) || text === "n") && others.every(({ levels }) => levels.includes(text))
  );
  return columns.map((column) => {
    const levels = column.levels.filter((text) => !units.includes(text));
    return column.kind !== "count" || levels.length === 0
      ? column
      : { ...column, levels, name: levels.join(" · ") };
  });
}

type Rows = readonly { readonly fields: readonly string[] }[];

const sumsUp = (field: string) =>
  /\p{L}/u.test(field) && (isTotalLabel(field) || isSubtotalLabel(field) || isPartLabel(field));

/** What each column of these names seems to hold, seen beside the others. */
function guessAll(names: readonly string[], rows: Rows, read: Reader): Guess[] {
  const fields = names.map((_, at) => rows.map(({ fields }) => read(fields[at]!)));
  // "OBS_VALUE: Observation value" has its label behind it.
  const codes = names.map((name) => name.replace(/: .*/, ""));
  const isSdmx = ["OBS_VALUE", "TIME_PERIOD"].every((one) => codes.includes(one));
  const hasWords = fields.map((column, at) => isWords(column) && !NAMES.code.test(names[at]!));
  const areSums = rows.map(({ fields }) => fields.some(sumsUp));
  return names.map((name, at): Guess => {
    const raw = rows.map(({ fields }) => fields[at]!);
    const others = hasWords.flatMap((has, other) => has && other !== at ? [other] : []);
    const isStep = rows.every(({ fields }) =>
      fields[at] === "" || others.every((other) => ["", fields[at]].includes(fields[other]!))
    );
    const hasCounts = fields.some((own, other) =>
      other !== at && own.some(({ kind }) => kind === "count")
    );
    const hasLabels = others.length > 0;
    const own = fields[at]!;
    const filled = own.filter(({ kind }) => kind !== "empty");
    const marks = filled.flatMap((field) => field.kind === "mark" ? [field.mark] : []);
    const words = raw.filter((text, row) => own[row]!.kind === "text" && !isFault(text)).length;
    const seen = { name, at, raw, fields: own, filled, marks, words };
    const facts: Facts = { ...seen, hasLabels, hasCounts, isStep };
    if (isSdmx) return guessSdmx({ ...facts, name: codes[at]! });
    if (isFlagsOf(facts, fields[at - 1], names[at - 1])) return { kind: "note", why: "flags" };
    const guess = guessKind(facts);
    const isDoubtful = guess.kind === "count" && !guess.other && isRate(areSums, fields, at);
    return isDoubtful ? { ...guess, other: "percentage" } : guess;
  });
}

function isWords(fields: readonly Field[]): boolean {
  const filled = fields.filter(({ kind }) => kind !== "empty");
  const words = filled.filter((field) =>
    field.kind === "text" || field.kind === "mark" && field.mark.isWeak
  );
  return words.length > 0 && words.length >= filled.length / 2;
}
