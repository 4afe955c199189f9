/** Reading tables with somebody before a terminal: the tables as they were understood, what is asked, what was inferred. */
import { ReleaseError } from "@crosses/text";
import { type Draft, type DraftOptions, draftRelease, type SourceFile } from "../release/draft.ts";
import {
  flagOf,
  type Given,
  type Inference,
  isListed,
  reasonsOf,
} from "../inferences/inferences.ts";
import type { ReadTable } from "../table/labels.ts";

/** Asks a question, as `prompt` does; null where there is no answer. */
export type Ask = (question: string) => string | null;

export interface Settled {
  readonly draft: Draft;
  /** What was answered before and now. */
  readonly given: Given;
}

/**
 * Reads the tables, shows them, and asks until nothing is doubtful.
 * @param ask undefined where there is nobody to ask
 * @param before those of the answers that an earlier reading used; this one need not
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
  let shown = "";
  while (true) {
    const draft = await draftRelease(files, { ...options, answers: given, before });
    const tables = showTables(draft).join("\n");
    if (tables !== shown) say(shown = tables);
    const open = openQuestions(draft);
    if (open.length === 0) return { draft, given };
    for (const inference of open) {
      const { flag, name } = inference;
      const value = ask && askOne(inference, ask);
      if (value === undefined) throw new ReleaseError(open.map(asProblem));
      const answer = name === undefined ? value : `${name}=${value}`;
      given = { ...given, [flag!]: [...given[flag!] ?? [], answer] };
    }
  }
}

/** The answer as its flag says it; undefined where there is none. */
function askOne({ question, choices, line, file }: Inference, ask: Ask): string | undefined {
  const [first, ...others] = choices;
  const isYesNo = choices.every((choice) => choice === "yes" || choice === "no");
  const all = [first!.toUpperCase(), ...others].join("/");
  const hint = isYesNo ? first === "yes" ? "Y/n" : "y/N" : all;
  const place = line === undefined ? file : `${file}, line ${line}`;
  for (let tries = 0; tries < 3; tries++) {
    const answer = ask(`${place}: ${question} [${hint}]`)?.trim().toLowerCase();
    if (answer === undefined) return undefined;
    if (answer === "") return first;
    const chosen = choices.find((choice) =>
      choice.toLowerCase() === answer || isYesNo && choice[0] === answer
    );
    if (chosen) return chosen;
  }
  return undefined;
}

/** An open question as a problem, where there is nobody to ask. */
function asProblem(inference: Inference) {
  const { file, line, column, question, choices } = inference;
  const hint = choices.map((value) => flagOf({ ...inference, value })).join(" or ");
  const found = "can be read in more than one way";
  return { file, line, column, found, wanted: question!, hint };
}

const MOST_ROWS = 8;
const MOST_COLUMNS = 9;

/** What came in, and each table with its first rows. */
export function showTables({ understood: { grids, tables, marks } }: Draft): string[] {
  return [
    ...grids.map(({ file, format, leftOut = [] }) =>
      [`${file}: ${format}`, ...leftOut.map(({ en }) => en)].join("; ")
    ),
    ...tables.flatMap((table) => ["", ...showTable(table, marks)]),
  ];
}

function showTable(table: ReadTable, marks: Draft["understood"]["marks"]): string[] {
  const { file, rows, labels, counts, aside, notes } = table;
  const cells = rows.flatMap(({ cells }) => cells);
  const hidden = cells.filter((cell) =>
    "mark" in cell && ["suppressed", "unreliable"].includes(marks.get(cell.mark.value)!.meaning)
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
    ...notes.length > 0
      ? [`  notes:    ${notes.length} ${notes.length === 1 ? "line" : "lines"} set aside`]
      : [],
    ...aligned(grid).map((line) => `    ${line}`),
    ...more > 0 ? [`    … and ${more} more rows`] : [],
  ];
}

function aligned(grid: readonly (readonly string[])[]): string[] {
  const short = grid.map((row) =>
    row.slice(0, MOST_COLUMNS).map((text) => text.length > 24 ? `${text.slice(0, 23)}…` : text)
  );
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
export function openQuestions({ inferences }: Draft): Inference[] {
  return inferences.filter(({ certainty }) => certainty === "doubtful");
}

/** The flags that give the same answers again. */
export function flagsOf(inferences: readonly Inference[], blocks: readonly string[]): string[] {
  const answered = inferences.filter(({ certainty }) => certainty === "answered").map(flagOf);
  return [...new Set([...answered, ...blocks.map((value) => flagOf({ flag: "block", value }))])];
}
