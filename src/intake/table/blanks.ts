/** Empty labels: filled from above, from below, or read as the whole or as nothing, as the table means it. */
import { type Fill, SAY } from "../words/words.ts";

import { isTotalLabel, namesLevel } from "../fields/names.ts";
import type { Findings } from "../inferences/inferences.ts";
import type { GridLine } from "../read/grid.ts";
import { lastOf, middlesOf, nextOf } from "./label_places.ts";
import { contradicts, type Counted } from "./numbers.ts";

/** What of a table tells its blanks; the first label of a row is its heading. */
interface Labelled {
  readonly file: string;
  readonly labels: readonly { readonly name: string; readonly at: number }[];
  readonly rows: readonly (Counted & Pick<GridLine, "line" | "numbers"> & Labels)[];
}

type Labels = { readonly labels: readonly string[] };

const TOTAL = "Total";

/** The labels of each row, without headings, none of them empty but those that stand for nothing. */
export function fillBlanks(table: Labelled, findings: Findings): string[][] {
  const rows = table.rows.map(({ labels: [, ...own] }) => own);
  let filled = fillSteps(table, rows, findings);
  nameWholeRows(table, rows, findings);
  const width = rows[0]?.length ?? 0;
  for (let at = 0; at < width; at++) {
    // "Total" in a column before it is the total here too.
    for (const own of rows.filter((own) => own[at] === "")) {
      const whole = own.slice(0, at).find(isTotalLabel);
      if (whole !== undefined) filled++;
      own[at] = whole === undefined || stemOf(whole) === "" ? whole ?? "" : TOTAL;
    }
    if (rows.every((own) => own[at] !== "")) continue;
    const middles = middlesIn(table, rows, at);
    filled += (middles ? undefined : fillFromTotals(table, rows, at, findings)) ??
      fillColumn(table, rows, at, findings, middles);
  }
  if (filled > 0) findings.note(table.file, SAY.filledLabels(filled));
  return rows;
}

const nameOf = ({ labels }: Labelled, at: number) => labels[at]!.name || `column ${at + 1}`;

/**
 * Where each level of groups has a column, each row has one label, and totals stand below their parts: a part gets the labels
 * of the groups that close below it, and what has no parts is its own part. Gives how many labels it filled.
 */
function fillSteps(table: Labelled, rows: string[][], findings: Findings): number {
  // A label that is merged over several columns stands in the first.
  const steps = rows.map((own) => own.map((label, at) => label === own[at - 1] ? "" : label));
  const levels = steps.map((own) => own.findIndex((label) => label !== ""));
  const width = rows[0]?.length ?? 0;
  const areSteps = width > 1 && levels[0] === width - 1 && levels.at(-1) === 0 &&
    steps.every((own) => own.filter(Boolean).length === 1) &&
    steps.every(([first], row) =>
      levels[row]! > 0 || levels[row - 1] === 0 || isTotalLabel(first!)
    ) &&
    steps.some(([first]) => stemOf(first!) !== "");
  if (!areSteps) return 0;
  const end = steps.findIndex(([first]) => first !== "" && stemOf(first!) === "");
  if (end >= 0 && end < rows.length - 1) {
    findings.refuse({
      file: table.file,
      line: table.rows[end + 1]!.line,
      found: "comes after the total of all rows",
      wanted: "a table ends with its total",
      hint: `read up to it: --lines 1-${table.rows[end]!.line}`,
    });
  }
  const before = rows.flat().filter(Boolean).length;
  for (const [row, own] of rows.entries()) {
    const level = levels[row]!;
    const hasParts = closesGroup(table, steps, levels, row, findings);
    rows[row] = own.map((_, at) => {
      if (at > level && hasParts) return TOTAL;
      const closing = at >= level
        ? row
        : levels.findIndex((other, below) => below > row && other <= at);
      const label = at < level && levels[closing] === at
        ? steps[closing]![at]!
        : steps[row]![level]!;
      const stem = stemOf(label);
      return stem === "" || isTotalLabel(stem) ? TOTAL : stem;
    });
  }
  findings.note(table.file, SAY.stems(steps.find(([first]) => stemOf(first!) !== "")![0]!));
  return rows.flat().length - before;
}

/** Whether a row sums up those above it that stand deeper; asked where its name does not say so and the counts do not agree. */
function closesGroup(
  table: Labelled,
  steps: readonly (readonly string[])[],
  levels: readonly number[],
  row: number,
  findings: Findings,
): boolean {
  const { file, rows } = table;
  const level = levels[row]!;
  if (row === 0 || levels[row - 1]! <= level) return false;
  const label = steps[row]![level]!;
  const from = levels.slice(0, row).findLastIndex((other) => other <= level) + 1;
  // What is summed up already is no part of its own.
  const parts = rows.slice(from, row).filter((_, at) =>
    from + at === 0 || levels[from + at - 1]! <= levels[from + at]!
  );
  if (isTotalLabel(label) || !contradicts(rows[row]!, parts, rows)) return true;
  const value = findings.decide({
    flag: "total",
    name: label,
    file,
    line: rows[row]!.line,
    choices: ["yes", "no"],
    isCertain: false,
    say: (value) =>
      value === "no" ? SAY.noTotal(label) : SAY.totalOfNothing(label, nameOf(table, level)),
    question: `the ${parts.length} rows above “${label}” do not add up to it: is it their total?`,
  });
  return value !== "no";
}

/** Rows whose labels are all empty. */
function nameWholeRows(table: Labelled, rows: string[][], findings: Findings): void {
  const empty = [...rows.keys()].filter((row) => rows[row]!.every((label) => label === ""));
  const isAlone = empty.length === 1 && empty[0] === rows.length - 1;
  const isInside = rows[0]?.length === 1 && !isAlone && rows[0][0] !== "";
  if (empty.length === 0 || !isAlone && !isInside) return;
  const fill = decide(table, 0, empty, isAlone ? ["total", "none"] : ["none", "down"], findings);
  if (fill === "down") return;
  const name = fill === "total" ? TOTAL : "(no label)";
  for (const row of empty) rows[row] = rows[row]!.map(() => name);
}

function decide(
  table: Labelled,
  at: number,
  rows: readonly number[],
  choices: readonly Fill[],
  findings: Findings,
  isCertain = false,
): Fill {
  const name = nameOf(table, at);
  const lines = rows.slice(0, 4).map((row) => table.rows[row]!.line).join(", ");
  return findings.decide<Fill>({
    flag: "blank",
    name,
    file: table.file,
    line: table.rows[rows[0]!]!.line,
    column: table.labels[at]!.at + 1,
    choices,
    isCertain,
    say: (fill) => SAY.blank(name, fill, rows.length),
    question: `what do empty labels of “${name}” stand for (${rows.length}, in lines ${lines}): ${
      choices.includes("middle") ? "the label that stands in the middle of its rows (middle), " : ""
    }the label above (down), the one below (up), the whole (total), or nothing (none)?`,
  });
}

/** "Newfoundland" of "Newfoundland Total"; `""` of "Total". */
const stemOf = (label: string) =>
  label.replace(/^[\s(]*(?:sub-?)?total(?:s|e)?(?: (?:of|for|de|du)(?!\p{L}))?[\s:,–-]*/iu, "")
    .replace(/[\s:,–(-]*(?:sub-?)?total(?:s|e)?[\s)*:]*$/iu, "").trim();

/**
 * Where rows such as "Newfoundland Total" close or open the rows that they sum up: the rows of a group get its name, and its
 * total is "Total" in the next column. Gives how many labels it filled; undefined where no such rows are.
 */
function fillFromTotals(
  table: Labelled,
  rows: string[][],
  at: number,
  findings: Findings,
): number | undefined {
  const original = table.rows.map(({ labels }) => labels.slice(1));
  const isClosing = original.map((own) =>
    isTotalLabel(own[at]!) && stemOf(own[at]!) !== "" && own.length > at + 1 &&
    own.slice(at + 1).every((label) => label === "")
  );
  if (!isClosing.includes(true)) return undefined;
  const first = isClosing.indexOf(true);
  const isAbove = first === 0;
  const last = isClosing.lastIndexOf(true);
  // Only a total of everything may come after the last one below its rows.
  const isBelow = !isAbove &&
    original.slice(last + 1).every((own) => own[at] !== "" && isTotalLabel(own[at]!));
  const blank = [...rows.keys()].filter((row) => rows[row]![at] === "");
  if (!isAbove && !isBelow) {
    decide(table, at, blank, ["up", "down"], findings);
  }
  let filled = 0;
  const named = (row: number) => isClosing[row] ? stemOf(original[row]![at]!) : original[row]![at]!;
  const isFilled = (own: readonly string[]) => own[at] !== "";
  const [lastAt, nextAt] = [lastOf(original, isFilled), nextOf(original, isFilled)];
  for (const row of blank) {
    const [above, below] = [lastAt[row]!, nextAt[row]!];
    const takesAbove = above >= 0 && (isAbove || !isClosing[above]);
    const from = takesAbove ? above : isBelow ? below : -1;
    if (from < 0 || !takesAbove && !isClosing[from]) continue;
    rows[row]![at] = named(from);
    filled++;
  }
  for (const [row, closes] of isClosing.entries()) {
    if (!closes) continue;
    const stem = named(row);
    // "Newfoundland" closed by "Prince Edward Island Total" contradicts itself.
    rows[row] = rows[row]!.map((label, index) => index < at ? label : index === at ? stem : TOTAL);
  }
  const left = [...rows.keys()].filter((row) => rows[row]![at] === "");
  if (left.length > 0) return filled + fillColumn(table, rows, at, findings);
  findings.note(table.file, SAY.stems(original[first]![at]!));
  return filled;
}

/** Gives how many labels it filled without a word of its own. */
function fillColumn(
  table: Labelled,
  rows: string[][],
  at: number,
  findings: Findings,
  middles?: readonly number[],
): number {
  const blank = [...rows.keys()].filter((row) => rows[row]![at] === "");
  const original = table.rows.map(({ labels }) => labels.slice(1));
  // What comes after a row that is a total and nothing else is no part of it.
  const aboveAt = lastOf(original, (own) => own[at] !== "");
  const isAfterTotal = blank.some((row) => {
    const above = original[aboveAt[row]!];
    return above !== undefined && above.length > at + 1 && isTotalLabel(above[at]!) &&
      above.slice(at + 1).every((label) => label === "");
  });
  const choices: Fill[] = middles
    ? ["middle", ...rows.at(-1)![at] === "" ? [] : ["up" as const], "total", "none"]
    : isAfterTotal
    ? ["up", "down", "none"]
    : isToldByLevel(table, rows, at)
    ? ["total"]
    : choicesFor(rows, at, blank, isTidy(original, at), table.rows[0]!.numbers !== undefined);
  const isPlain = choices.length === 1 &&
    findings.answers.take("blank", nameOf(table, at)) === undefined;
  const fill = isPlain ? choices[0]! : decide(table, at, blank, choices, findings);
  const values = rows.map((own) => own[at]!);
  const [down, up] = [lastOf(values, Boolean), nextOf(values, Boolean)];
  const from = { down, up, middle: middles, total: [], none: [] }[fill];
  for (const row of blank) {
    rows[row]![at] = values[from?.[row] ?? -1] ?? (fill === "total" ? TOTAL : "");
  }
  return isPlain ? blank.length : 0;
}

/** The row that each row has its label from where those of a page stand in the middle of their rows. */
function middlesIn({ rows: [one] }: Labelled, rows: readonly (readonly string[])[], at: number) {
  const isNone = one!.numbers === undefined || rows[0]![at] !== "" || at === rows[0]!.length - 1;
  return isNone ? undefined : middlesOf(rows.map((own) => own[at] !== ""));
}

/** Whether a column names the level of each row's place, such as "National", and all rows of a level are empty here, or none. */
function isToldByLevel({ labels }: Labelled, rows: readonly string[][], at: number): boolean {
  const level = labels.findIndex(({ name }) => namesLevel(name));
  const byLevel = Map.groupBy(rows, (own) => own[level]);
  return level >= 0 && level !== at && byLevel.size > 1 &&
    [...byLevel.values()].every((own) =>
      new Set(own.map((labels) => labels[at] === "")).size === 1
    );
}

/** Whether the columns before one write their labels on every row, though these come again: then none spans the rows below it. */
function isTidy(rows: readonly (readonly string[])[], at: number): boolean {
  return at > 0 && rows.every((own) => own.slice(0, at).every(Boolean)) &&
    rows.some((own, row) => row > 0 && own[at - 1] === rows[row - 1]![at - 1]);
}

/** What empty labels of a column may stand for, the likeliest first; one where it is clear. */
function choicesFor(
  rows: readonly (readonly string[])[],
  at: number,
  blank: readonly number[],
  isTidy: boolean,
  isPage: boolean,
): Fill[] {
  const isLast = at === rows[0]!.length - 1;
  if (blank[0] === 0) return ["total", "up", "none"];
  const filled = rows.filter((own) => own[at] !== "").map((own) => own[at]);
  const others = rows.map((own) => JSON.stringify(own.toSpliced(at, 1)));
  const areNamed = new Set(others).size === rows.length;
  if (isLast) return areNamed ? ["none", "total", "down"] : ["total", "none", "down"];
  const filledDown = lastOf(rows, (own) => own[at] !== "").map((above, row) =>
    rows[row]![at] === "" ? rows[row]!.with(at, rows[above]?.[at] ?? "") : rows[row]!
  );
  const size = (all: readonly (readonly string[])[]) =>
    new Set(all.map((own) => JSON.stringify(own))).size;
  // What would make rows the same is not meant: beside each sex stands the whole.
  if (size(filledDown) < size(rows)) return ["total", "none"];
  const isRepeated = new Set(filled).size < filled.length;
  const isSpanning = isRepeated || blank.length >= filled.length;
  if (areNamed && isTidy) return ["none", "down", "total"];
  // On a page, "Health Board" below several names is the end of each.
  if (!areNamed || isSpanning) return isPage && isRepeated ? ["down", "none", "up"] : ["down"];
  return blank.length < 3 ? ["none", "down", "total"] : ["down", "none", "total"];
}
