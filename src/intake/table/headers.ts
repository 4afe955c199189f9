/** The lines that name the columns to one name a column, in levels where several lines do. */
import { SAY } from "../words/intake.ts";
import type { Findings } from "../answers/findings.ts";
import type { Block } from "./split_tables.ts";
import { splitSuffix } from "../fields/fields.ts";

export interface Header {
  /** All levels as one. */
  readonly name: string;
  /** From the line at the top down; one where one line names the column. */
  readonly levels: readonly string[];
}

/** One header a column; `""` where nothing names it. A heading over several columns stands in the first of them. */
export function headersOf({ file, header, rows }: Block, findings: Findings): Header[] {
  const width = rows[0]!.fields.length;
  const levels = header.map(({ fields }, level) => {
    const below = header.slice(level + 1);
    let over = "";
    return Array.from({ length: width }, (_, at) => {
      const field = fields[at] ?? "";
      if (field !== "") over = field;
      const isSpanned = field === "" && below.some(({ fields }) => (fields[at] ?? "") !== "") &&
        // What a line above names alone, it names for good.
        header.slice(0, level).every(({ fields }) => (fields[at] ?? "") === "");
      return field === "" && isSpanned && at > 0 ? over : field;
    });
  });
  const cleaned = levels.map((labels) => cleanLabels(labels, file, findings));
  return Array.from({ length: width }, (_, at) => {
    const own = cleaned.map((level) => level[at]!).filter((text, level, all) =>
      text !== "" && all.indexOf(text) === level
    );
    return { name: own.join(" · "), levels: own };
  });
}

/** Whether headings span columns in a way that only a guess can undo: groups of different widths. */
export function areSpansUneven(headers: readonly Header[]): boolean {
  const groups = new Map<string, number>();
  for (const { levels } of headers) {
    if (levels.length > 1) groups.set(levels[0]!, (groups.get(levels[0]!) ?? 0) + 1);
  }
  return new Set(groups.values()).size > 1;
}

/** Without the signs of notes, as long as no two labels become the same; says which lost one. */
export function cleanLabels(
  labels: readonly string[],
  file: string,
  findings: Findings,
): readonly string[] {
  const cleaned = new Map(labels.map((label) => [label, cleanLabel(label)]));
  if (new Set(cleaned.values()).size < cleaned.size) return labels;
  const cut = [...cleaned].filter(([label, clean]) => clean !== label);
  if (cut.length > 0) findings.note(file, SAY.cutLabels(cut));
  return labels.map((label) => cleaned.get(label)!);
}

function cleanLabel(label: string): string {
  const year = /^(\d{4})\s?(?:[pre]|\([pre]\))$/.exec(label);
  if (year) return year[1]!;
  const { body, suffix } = splitSuffix(label);
  // "Men (1)" has a note; "Class (b)" and "2023 (r)" may have none.
  return /[¹²³⁰⁴-⁹ᵃ-ᵿʳᴾ*†‡§]|note|^\(\d+\)$|^\[(?:\d+|[rpe])\]$/u.test(suffix) ? body : label;
}
