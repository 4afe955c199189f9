/** Empty labels: filled from above, from below, or read as the whole or as nothing, as the table means it. */
import { type Fill, SAY } from "../words/words.ts";
import { isTotalLabel, namesLevel, stemOf } from "../fields/names.ts";
import type { Findings } from "../inferences/inferences.ts";
import type { GridLine } from "../read/grid.ts";
import { contradicts, type Counted, lastOf, middlesOf, nextOf } from "./numbers.ts";
import { stepsDown } from "./steps.ts";

/** What of a table tells its blanks; the first label of a row is its heading. */
interface Labelled {
  readonly file: string;
  readonly labels: readonly { readonly name: string; readonly at: number }[];
  readonly rows: readonly LabelledRow[];
}

type LabelledRow = Counted & Pick<GridLine, "line" | "numbers"> & {
  readonly labels: readonly string[];
};

const TOTAL = "Total";

/** The labels of each row, without headings, none of them empty but those that stand for nothing. */
export const fillBlanks = (table: Labelled, findings: Findings): string[][] =>
  new Blanks(table, findings).fill();

const isEmpty = (label: string | undefined) => label === "";

class Blanks {
  /** As they came in. */
  readonly #original: readonly (readonly string[])[];
  /** As they are filled. */
  readonly #rows: string[][];
  readonly #width: number;
  constructor(readonly table: Labelled, readonly findings: Findings) {
    this.#original = table.rows.map(({ labels }) => labels.slice(1));
    this.#rows = this.#original.map((own) => [...own]);
    this.#width = this.#rows[0]?.length ?? 0;
  }

  fill(): string[][] {
    const steps = stepsDown(this.#rows, this.table.rows, TOTAL);
    if (steps) this.#rows.splice(0, Infinity, ...steps);
    let filled = steps ? this.#original.flat().filter(isEmpty).length : this.#fillSteps();
    this.#nameWholeRows();
    for (let at = 0; at < this.#width; at++) {
      filled += this.#fillFromWhole(at);
      if (this.#blank(at).length === 0) continue;
      const middles = this.#middles(at);
      filled += (middles ? undefined : this.#fillFromTotals(at)) ?? this.#fillColumn(at, middles);
    }
    if (filled > 0) this.findings.note(this.table.file, SAY.filledLabels(filled));
    return this.#rows;
  }

  #name(at: number): string {
    return this.table.labels[at]!.name || `column ${at + 1}`;
  }

  #blank(at: number): number[] {
    return [...this.#rows.keys()].filter((row) => isEmpty(this.#rows[row]![at]));
  }

  /** "Total" in a column before it is the total here too, but where all rows have it; "Violence Total" is that of "Violence". */
  #fillFromWhole(at: number): number {
    let filled = 0;
    for (const row of this.#blank(at)) {
      const own = this.#rows[row]!;
      const isTotal = (label: string, other: number) =>
        isTotalLabel(label) && this.#rows.some((one) => one[other] !== label);
      const before = own.slice(0, at).findIndex(isTotal);
      if (before < 0) continue;
      const stem = stemOf(own[before]!);
      if (this.#original.some((one) => stem !== "" && one[before] === stem)) own[before] = stem;
      own[at] = stem === "" ? own[before]! : TOTAL;
      filled++;
    }
    return filled;
  }

  /**
   * Where each level of groups has a column, each row has one label, and totals stand below their parts: a part gets the labels
   * of the groups that close below it, and what has no parts is its own part.
   */
  #fillSteps(): number {
    const rows = this.#rows;
    // A label that is merged over several columns stands in the first.
    const steps = rows.map((own) => own.map((label, at) => label === own[at - 1] ? "" : label));
    const levels = steps.map((own) => own.findIndex(Boolean));
    const areSteps = this.#width > 1 && levels[0] === this.#width - 1 && levels.at(-1) === 0 &&
      steps.every((own) => own.filter(Boolean).length === 1) &&
      steps.every(([first], row) =>
        levels[row]! > 0 || levels[row - 1] === 0 || isTotalLabel(first!)
      );
    const example = areSteps ? steps.find(([first]) => stemOf(first!) !== "")?.[0] : undefined;
    if (example === undefined) return 0;
    this.#refuseAfterTotal(steps.findIndex(([first]) => first !== "" && stemOf(first!) === ""));
    const before = rows.flat().filter(Boolean).length;
    const closings = rows[0]!.map((_, at) => nextOf(levels, (level) => level <= at));
    for (const [row, own] of rows.entries()) {
      const level = levels[row]!;
      const label = steps[row]![level]!;
      const hasParts = this.#closesGroup(label, levels, row);
      rows[row] = own.map((_, at) => {
        if (at > level && hasParts) return TOTAL;
        const closing = closings[at]![row]!;
        const stem = stemOf(at < level && levels[closing] === at ? steps[closing]![at]! : label);
        return stem === "" || isTotalLabel(stem) ? TOTAL : stem;
      });
    }
    this.findings.note(this.table.file, SAY.stems(example));
    return rows.flat().length - before;
  }

  #refuseAfterTotal(end: number): void {
    const { file, rows } = this.table;
    if (end < 0 || end === rows.length - 1) return;
    this.findings.refuse({
      file,
      line: rows[end + 1]!.line,
      found: "comes after the total of all rows",
      wanted: "a table ends with its total",
      hint: `read up to it: --lines 1-${rows[end]!.line}`,
    });
  }

  /** Whether a row sums up those above it that stand deeper; asked where its name does not say so and the counts do not agree. */
  #closesGroup(label: string, levels: readonly number[], row: number): boolean {
    const { file, rows } = this.table;
    const level = levels[row]!;
    if (row === 0 || levels[row - 1]! <= level) return false;
    const from = levels.slice(0, row).findLastIndex((other) => other <= level) + 1;
    // What is summed up already is no part of its own.
    const parts = rows.slice(from, row).filter((_, at) =>
      from + at === 0 || levels[from + at - 1]! <= levels[from + at]!
    );
    if (isTotalLabel(label) || !contradicts(rows[row]!, parts, rows)) return true;
    return this.findings.agree({
      flag: "total",
      name: label,
      file,
      line: rows[row]!.line,
      say: (isSo) => isSo ? SAY.totalOfNothing(label, this.#name(level)) : SAY.noTotal(label),
      question: `the ${parts.length} rows above “${label}” do not add up to it: is it their total?`,
    });
  }

  /** Rows whose labels are all empty. */
  #nameWholeRows(): void {
    const rows = this.#rows;
    const empty = [...rows.keys()].filter((row) => rows[row]!.every(isEmpty));
    const isAlone = empty.length === 1 && empty[0] === rows.length - 1;
    const isInside = this.#width === 1 && !isAlone && rows[0]![0] !== "";
    if (empty.length === 0 || !isAlone && !isInside) return;
    const fill = this.#decide(0, empty, isAlone ? ["total", "none"] : ["none", "down"]);
    if (fill === "down") return;
    const name = fill === "total" ? TOTAL : "(no label)";
    for (const row of empty) rows[row] = rows[row]!.map(() => name);
  }

  #decide(at: number, rows: readonly number[], choices: readonly Fill[]): Fill {
    const name = this.#name(at);
    const { file, labels } = this.table;
    const lines = rows.map((row) => this.table.rows[row]!.line);
    return this.findings.decide<Fill>({
      flag: "blank",
      name,
      file,
      line: lines[0]!,
      column: labels[at]!.at + 1,
      choices,
      say: (fill) => SAY.blank(name, fill, rows.length),
      question: `what do empty labels of “${name}” stand for (${rows.length}, in lines ${
        lines.slice(0, 4).join(", ")
      }): ${
        choices.includes("middle")
          ? "the label that stands in the middle of its rows (middle), "
          : ""
      }the label above (down), the one below (up), the whole (total), or nothing (none)?`,
    });
  }

  /** Whether a row is a total in a column, and nothing after it. */
  #endsWithTotal(row: number, at: number): boolean {
    const own = this.#original[row] ?? [];
    return own.length > at + 1 && isTotalLabel(own[at]!) && own.slice(at + 1).every(isEmpty);
  }

  /**
   * Where rows such as "Newfoundland Total" close or open the rows that they sum up: the rows of a group get its name, and its
   * total is "Total" in the next column. Undefined where no such rows are.
   */
  #fillFromTotals(at: number): number | undefined {
    const original = this.#original.map((own) => own[at]!);
    const isClosing = original.map((label, row) =>
      this.#endsWithTotal(row, at) && stemOf(label) !== ""
    );
    const first = isClosing.indexOf(true);
    if (first < 0 || this.#areWholesFirst(at)) return undefined;
    const isAbove = first === 0;
    // Only a total of everything may come after the last one below its rows.
    const isBelow = !isAbove && original.slice(isClosing.lastIndexOf(true) + 1).every(isTotalLabel);
    const blank = this.#blank(at);
    if (!isAbove && !isBelow) this.#decide(at, blank, ["up", "down"]);
    const named = (row: number) => isClosing[row] ? stemOf(original[row]!) : original[row]!;
    const [lastAt, nextAt] = [lastOf(original, Boolean), nextOf(original, Boolean)];
    for (const row of blank) {
      const [above, below] = [lastAt[row]!, nextAt[row]!];
      const takesAbove = above >= 0 && (isAbove || !isClosing[above]);
      if (takesAbove) this.#rows[row]![at] = named(above);
      else if (isBelow && isClosing[below]) this.#rows[row]![at] = named(below);
    }
    for (const [row, closes] of isClosing.entries()) {
      if (!closes) continue;
      // "Newfoundland" closed by "Prince Edward Island Total" contradicts itself.
      this.#rows[row] = this.#rows[row]!.map((label, index) =>
        index < at ? label : index === at ? named(row) : TOTAL
      );
    }
    const left = this.#blank(at).length;
    if (left > 0) return blank.length - left + this.#fillColumn(at);
    this.findings.note(this.table.file, SAY.stems(original[first]!));
    return blank.length;
  }

  /** Gives how many labels it filled without a word of its own. */
  #fillColumn(at: number, middles?: readonly number[]): number {
    const blank = this.#blank(at);
    const choices = this.#choices(at, blank, middles !== undefined);
    const isPlain = choices.length === 1 &&
      this.findings.answers.take("blank", this.#name(at)) === undefined;
    const fill = isPlain ? choices[0]! : this.#decide(at, blank, choices);
    const values = this.#rows.map((own) => own[at]!);
    const [down, up] = [lastOf(values, Boolean), nextOf(values, Boolean)];
    const from = { down, up, middle: middles, total: [], none: [] }[fill];
    for (const row of blank) {
      this.#rows[row]![at] = values[from?.[row] ?? -1] ?? (fill === "total" ? TOTAL : "");
    }
    return isPlain ? blank.length : 0;
  }

  /** Whether all groups stand first, each on one row, and the counts of the last show that it is not the whole of what follows. */
  #areWholesFirst(at: number): boolean {
    const [{ rows }, own] = [this.table, this.#original.map((own) => own.slice(at))];
    const last = own.findLastIndex(([label]) => label !== "");
    return last > 0 && last < own.length - 2 && own[0]!.length > 1 &&
      own.every(([, ...others], row) => others.every(isEmpty) === row <= last) &&
      contradicts(rows[last]!, rows.slice(last + 1), rows);
  }

  /** The row that each row has its label from where those of a page stand in the middle of their rows. */
  #middles(at: number): number[] | undefined {
    const isPage = this.table.rows[0]!.numbers !== undefined;
    const isNone = !isPage || this.#rows[0]![at] !== "" || at === this.#width - 1;
    return isNone ? undefined : middlesOf(this.#rows.map((own) => own[at] !== ""));
  }

  /** Whether a column names the level of each row's place, such as "National", and all rows of a level are empty here, or none. */
  #isToldByLevel(at: number): boolean {
    const level = this.table.labels.findIndex(({ name }) => namesLevel(name));
    const byLevel = Map.groupBy(this.#rows, (own) => own[level]);
    return level >= 0 && level !== at && byLevel.size > 1 &&
      byLevel.values().every((own) => new Set(own.map((labels) => labels[at] === "")).size === 1);
  }

  /** What empty labels of a column may stand for, the likeliest first; one where it is clear. */
  #choices(at: number, blank: readonly number[], areMiddles: boolean): Fill[] {
    const [rows, original] = [this.#rows, this.#original];
    if (areMiddles) {
      return ["middle", ...isEmpty(rows.at(-1)![at]) ? [] : ["up" as const], "total", "none"];
    }
    if (this.#areWholesFirst(at)) return ["none", "down", "total"];
    const above = lastOf(original, (own) => own[at] !== "");
    // What comes after a row that is a total and nothing else is no part of it.
    if (blank.some((row) => this.#endsWithTotal(above[row]!, at))) return ["up", "down", "none"];
    if (this.#isToldByLevel(at)) return ["total"];
    if (blank[0] === 0) return ["total", "up", "none"];
    const size = (all: readonly (readonly string[])[]) =>
      new Set(all.map((own) => JSON.stringify(own))).size;
    const areNamed = size(rows.map((own) => own.toSpliced(at, 1))) === rows.length;
    if (at === this.#width - 1) {
      return areNamed ? ["none", "total", "down"] : ["total", "none", "down"];
    }
    const down = lastOf(rows, (own) => own[at] !== "");
    const filledDown = rows.map((own, row) => own[at] ? own : own.with(at, rows[down[row]!]![at]!));
    // What would make rows the same is not meant: beside each sex stands the whole.
    if (size(filledDown) < size(rows)) return ["total", "none"];
    // Where the columns before write their labels on every row, though these come again, none spans the rows below it.
    const isTidy = at > 0 && original.every((own) => own.slice(0, at).every(Boolean)) &&
      original.some((own, row) => row > 0 && own[at - 1] === original[row - 1]![at - 1]);
    if (areNamed && isTidy) return ["none", "down", "total"];
    const filled = rows.map((own) => own[at]).filter(Boolean);
    const isRepeated = new Set(filled).size < filled.length;
    if (!areNamed || isRepeated || blank.length >= filled.length) {
      // On a page, "Health Board" below several names is the end of each.
      const isPage = this.table.rows[0]!.numbers !== undefined;
      return isPage && isRepeated ? ["down", "none", "up"] : ["down"];
    }
    return blank.length < 3 ? ["none", "down", "total"] : ["down", "none", "total"];
  }
}
