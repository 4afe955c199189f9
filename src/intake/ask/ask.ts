/** Reading tables with somebody before a terminal: the tables as they were understood, what is asked, what was inferred. */
import { ReleaseError } from "@crosses/text";
import {
  type Draft,
  type DraftOptions,
  draftRelease,
  type SourceFile,
  UnreadTables,
} from "../release/draft.ts";
import { columnName, type Grid } from "../read/grid.ts";
import {
  flagOf,
  type Given,
  type Inference,
  isListed,
  reasonsOf,
  STARRED,
  takes,
} from "../inferences/inferences.ts";
import type { ReadTable } from "../table/model.ts";

/** Asks a question, as `prompt` does; null where there is no answer. */
export type Ask = (question: string) => string | null;
/** Answers each question with what is proposed, as Enter does. */
export const AS_PROPOSED: Ask = () => "";

export interface Settled {
  readonly draft: Draft;
  /** What was answered before and now. */
  readonly given: Given;
}

/**
 * Reads the tables, shows them, and asks until nothing is doubtful.
 * @param ask undefined where there is nobody to ask
 * @param before answers that an earlier reading used; one that no longer fits is no error
 * @throws {ReleaseError} with the questions that nobody answered
 */
export async function settle(
  files: readonly SourceFile[],
  given: Given,
  options: Omit<DraftOptions, "answers" | "before">,
  say: (line: string) => void,
  ask: Ask | undefined,
  before: Given = {},
): Promise<Settled> {
  // What was answered here may change the tables, so that another answer no longer fits: that is no error.
  let [shown, settled] = ["", before];
  const show = (text: string) => text !== shown && say(shown = text);
  while (true) {
    const draft = await draftRelease(files, { ...options, answers: given, before: settled })
      .catch((error) => {
        if (error instanceof UnreadTables) return error;
        throw error;
      });
    const isUnread = draft instanceof UnreadTables;
    show((isUnread ? showGrids(draft.grids) : showTables(draft)).join("\n"));
    const open = openQuestions(draft);
    if (open.length === 0) {
      if (isUnread) throw draft;
      return { draft, given };
    }
    const questions = questionsOf(open, 4).slice(0, isUnread ? 1 : undefined);
    const answers = ask && answersTo(questions, ask);
    if (!answers) {
      const problems = questionsOf(open, 2).map(asProblem);
      if (problems.length > 2) say(TAKE_ALL);
      throw new ReleaseError([...problems, ...isUnread ? draft.problems : []]);
    }
    for (const [{ flag, name }, value] of answers) {
      const answer = name === undefined ? value : `${name}=${value}`;
      const withIt = (all: Given) => ({ ...all, [flag!]: [...all[flag!] ?? [], answer] });
      [given, settled] = [withIt(given), withIt(settled)];
    }
  }
}

/** What somebody answers to each; undefined where one has no answer. */
function answersTo(
  questions: readonly Inference[],
  ask: Ask,
): readonly (readonly [Inference, string])[] | undefined {
  const asProposed = askAll(questions, ask);
  const answers: [Inference, string][] = [];
  for (const inference of questions) {
    const isTaken = asProposed.has(inference);
    const value = isTaken ? inference.choices[0] : askOne(inference, ask);
    if (value === undefined) return undefined;
    answers.push([inference, value]);
  }
  return answers;
}

const TAKE_ALL =
  "Each question below names first what is proposed; where that is right for all, --proposed says so.";

/** Of three questions and more, those that are to be answered as proposed: they stand on one screen. */
function askAll(questions: readonly Inference[], ask: Ask): ReadonlySet<Inference> {
  if (questions.length < 3) return new Set();
  const lines = questions.map((one, at) => `  ${at + 1}. ${placed(one)} → ${one.choices[0]}`);
  const last = "Enter takes all of these answers; or type the numbers of those to be asked, or all";
  const answer = ask([...lines, last].join("\n"))?.trim().toLowerCase();
  if (answer === undefined || /[^\d\s,]/.test(answer)) return new Set();
  const asked = new Set(answer.split(/[\s,]+/).map(Number));
  return new Set(questions.filter((_, at) => !asked.has(at + 1)));
}

const placed = ({ file, line, question }: Inference) =>
  `${line === undefined ? file : `${file}, line ${line}`}: ${question}`;

/** The answer as its flag says it; undefined where there is none. */
function askOne(inference: Inference, ask: Ask): string | undefined {
  const { flag, choices } = inference;
  const [first, ...others] = choices;
  const isYesNo = choices.every((choice) => choice === "yes" || choice === "no");
  const all = [first!.toUpperCase(), ...others].join("/");
  const hint = inference.flag === "names"
    ? "Enter, or all names with | between"
    : isYesNo
    ? first === "yes" ? "Y/n" : "y/N"
    : all;
  let wrong = "";
  for (let tries = 0; tries < 3; tries++) {
    const given = ask(`${wrong}${placed(inference)} [${hint}]`)?.trim();
    if (given === undefined) return undefined;
    const answer = given.toLowerCase();
    if (answer === "") return first;
    const chosen = choices.find((choice) =>
      choice.toLowerCase() === answer || choices.includes("yes") && choice[0] === answer
    );
    if (chosen) return chosen;
    // Such as suppressed:1..5, the parts of a total, or names; capitals matter in these.
    const typed = [given, answer].find((one) => takes(flag!, one));
    if (typed && answer.length > 2 && /[:+|]/.test(answer)) return typed;
    wrong = `“${answer}” is none of: ${choices.join(", ")}; Enter takes ${first}. `;
  }
  return undefined;
}

/** Open questions, of which so many or more that one answer may settle are one. */
export function questionsOf(open: readonly Inference[], least: number): Inference[] {
  const kinds = Map.groupBy(open, ({ flag, choices }) => JSON.stringify([flag, choices]));
  return [...kinds.values()].flatMap((alike) => {
    const [first] = alike;
    if (alike.length < least || !STARRED.includes(first!.flag!)) return alike;
    const names = alike.map(({ name }) => `“${name}”`);
    const question = `${first!.question} The same of ${names.slice(1, 4).join(", ")}${
      names.length > 4 ? ` and ${names.length - 4} more` : ""
    }`;
    return [{ ...first!, name: "*", question }];
  });
}

/** An open question as a problem. */
function asProblem(inference: Inference) {
  const { file, line, column, question, choices } = inference;
  const flags = choices.map((value) => flagOf({ ...inference, value })).join(" or ");
  const more = inference.flag === "names"
    ? ", mended where it is wrong"
    : inference.flag === "mark"
    ? "; with limits: =suppressed:1..5"
    : inference.name === "*"
    ? " answers all; or each by its name"
    : "";
  const hint = flags + more;
  const found = "can be read in more than one way";
  return { file, line, column, found, wanted: question!, hint };
}

const MOST_LINES = 40;

/** What came in, sheet by sheet, and how to choose one. */
function showGrids(grids: readonly Grid[]): string[] {
  const sheets = grids.filter(({ isSheet }) => isSheet);
  const names = sheets.map(({ name }) => flagOf({ flag: "sheet", value: name }));
  const most = grids.length > 1 ? MOST_LINES / 4 : MOST_LINES;
  return [
    ...grids.flatMap((grid) => showGrid(grid, most)),
    ...sheets.length > 1 ? [`It has ${names.length} sheets; one alone: ${names.join(" or ")}`] : [],
  ];
}

/** What came in, line by line, and how to point at the table in it. */
function showGrid(
  { file, format, lines, columns, isSheet }: Grid,
  most = MOST_LINES,
): string[] {
  const names = columns.slice(0, MOST_COLUMNS).map((at) =>
    isSheet ? columnName(at) : String(at + 1)
  );
  const rows = lines.slice(0, most);
  const numbered = aligned([
    ["line", ...names],
    ...rows.map(({ line, fields }) => [String(line), ...fields]),
  ]);
  const more = lines.length - rows.length;
  const [first, last] = [lines[0]?.line ?? 1, lines.at(-1)?.line ?? 1];
  const range = isSheet
    ? ` or --range ${columnName(columns[0] ?? 0)}${first}:${columnName(columns.at(-1) ?? 0)}${last}`
    : "";
  return [
    `${file}: ${format}; as it came in:`,
    ...numbered.map((line) => `  ${line}`),
    ...more > 0 ? [`  … and ${more} more lines`] : [],
    `To read a part of it: --lines ${first}-${last}${range}, or --table N; lines that name the columns: --header ${first}-${first}`,
  ];
}

const MOST_ROWS = 8;
const MOST_COLUMNS = 9;

/** What came in, and each table with its first rows. */
export function showTables({ understood: { grids, tables, marks } }: Draft): string[] {
  return [
    // A page is a grid for each of its tables.
    ...new Set(
      grids.map(({ file, format, leftOut = [] }) =>
        [`${file}: ${format}`, ...leftOut.map(({ en }) => en)].join("; ")
      ),
    ),
    ...tables.flatMap((table) => ["", ...showTable(table, marks)]),
  ];
}

function showTable(table: ReadTable, marks: Draft["understood"]["marks"]): string[] {
  const { file, rows, labels, counts, aside, notes } = table;
  const cells = rows.flatMap(({ cells }) => cells);
  const hidden = cells.filter((cell) =>
    "mark" in cell &&
    ["suppressed", "not-available", "unreliable"].includes(marks.get(cell.mark.value)!.meaning)
  );
  const names = (columns: ReadTable["labels"]) =>
    columns.map(({ name }) => name || "(no name)").join(" | ");
  const grid = [
    [...labels, ...counts].map(({ name }) => name),
    ...rows.slice(0, MOST_ROWS).map(({ labels, cells }) => [
      ...labels,
      ...cells.map((cell) => "digits" in cell ? cell.digits : cell.mark.value),
    ]),
  ];
  const lines = `lines ${rows[0]!.line} to ${rows.at(-1)!.line}`;
  const more = rows.length - MOST_ROWS;
  return [
    `${file}, ${lines}: ${rows.length} rows; ${hidden.length} of ${cells.length} counts suppressed`,
    `  labels:   ${names(labels)}`,
    `  counts:   ${names(counts)}`,
    ...aside.length > 0 ? [`  left out: ${aside.join(" | ")}`] : [],
    ...notes.map((note, at) => `  ${at === 0 ? "notes:    " : "          "}${shortened(note, 90)}`),
    ...aligned(grid).map((line) => `    ${line}`),
    ...more > 0 ? [`    … and ${more} more rows`] : [],
  ];
}

const shortened = (text: string, most: number) =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;

function aligned(grid: readonly (readonly string[])[]): string[] {
  const short = grid.map((row) => row.slice(0, MOST_COLUMNS).map((text) => shortened(text, 24)));
  const widths = short[0]!.map((_, at) => Math.max(...short.map((row) => (row[at] ?? "").length)));
  return short.map((row) => row.map((text, at) => text.padEnd(widths[at]!)).join("  ").trimEnd());
}

/** Each inference with what speaks for and against it. */
export function showInferences(inferences: readonly Inference[]): string[] {
  return inferences.filter(isListed).map((inference, at) => {
    const because = reasonsOf(inference, "en").join("; ");
    const number = String(at + 1).padStart(3);
    return `${number}. ${inference.said.en}${because ? ` (${because})` : ""}`;
  });
}

/** The inferences that somebody has to decide. */
export function openQuestions({ inferences }: Pick<Draft, "inferences">): Inference[] {
  const open = inferences.filter(({ certainty }) => certainty === "doubtful");
  // Columns that count different things have no totals: that is to be known first.
  const isFirst = open.some(({ flag }) => flag === "columns");
  return isFirst ? open.filter(({ flag }) => flag !== "total") : open;
}

/** The flags that give the same answers again. */
export function flagsOf(inferences: readonly Inference[], blocks: readonly string[]): string[] {
  const answered = inferences.filter(({ certainty }) => certainty === "answered").map(flagOf);
  return [...new Set([...answered, ...blocks.map((value) => flagOf({ flag: "block", value }))])];
}
