/** The labels of columns and rows: levels of headers, labels that span rows filled in, headings taken as labels, groups told apart by a gap. */
import { quote } from "@crosses/text";
import { SAY } from "../words/words.ts";
import type { Findings } from "../inferences/inferences.ts";
import { fillBlanks } from "./blanks.ts";
import { freeGrandTotal, settleHeadings, withLeads } from "./headings.ts";
import { splitSuffix } from "../fields/fields.ts";
import { isTotalLabel, remembering } from "../fields/names.ts";
import { isByPlace } from "./column_names.ts";
import type { Header, ReadRow, ReadTable } from "./model.ts";
import { isMonthName, isPeriodLabel } from "../fields/periods.ts";
import { type Block, filledFields, type GridLine } from "../read/grid.ts";

/** One header a column; `""` where nothing names it. A heading over several columns stands in the first of them. */
export function headersOf({ file, header, rows }: Block, findings: Findings): Header[] {
  const width = rows[0]!.fields.length;
  const levels = header.map(({ fields, numbers }, level) => {
    const below = header.slice(level + 1);
    let [over, overAt, isWhole] = ["", 0, false];
    /** On a page, a head that goes on below it, beside another that begins there, spans none. */
    const isStacked = (at: number) =>
      isAlone(header[level]!, below) || numbers !== undefined &&
        below.find(({ fields }) => (fields[at] ?? "") !== "")?.fields[overAt] === "";
    return Array.from({ length: width }, (_, at) => {
      const field = fields[at] ?? "";
      // What stands over the labels heads no counts.
      if (field !== "" && at > 0) [over, overAt, isWhole] = [field, at, field === over];
      // What is written over each of its columns, as where cells are merged, ends with them.
      const isSpanned = field === "" && !isWhole && below.some(({ fields }) =>
        (fields[at] ?? "") !== ""
      ) &&
        // Only where no line above names this column.
        header.slice(0, level).every(({ fields }) => (fields[at] ?? "") === "");
      return field === "" && isSpanned && at > 0 && !isStacked(at) ? over : field;
    });
  });
  const isPage = isByPlace(header);
  const cleaned = levels.map((labels) => {
    const clean = cleanLabels(labels, file, findings);
    return labels.map((label) => clean.get(label)!);
  });
  return Array.from({ length: width }, (_, at) => {
    const own = joinedLevels(cleaned, at, isPage);
    refuseJoined(own.join(" "), at, { file, header }, findings);
    if (YEARS.test(own[0]!) && isPeriodLabel(own[1] ?? "")) own.shift();
    return { name: own.join(" · "), levels: own };
  });
}

/** A heading over years that says no more than they do; a fiscal year has other days. */
const YEARS = /^(?:calendar )?years?$|^années?(?: civiles?)?$|^(?:kalender)?jahre?$|^años?$/i;

/** The levels of one column from the top down, each once; on a page, what no other column has goes on in the line below. */
function joinedLevels(
  levels: readonly (readonly string[])[],
  at: number,
  isPage: boolean,
): string[] {
  const own: string[] = [];
  let isOpen = false;
  for (const labels of levels) {
    const text = labels[at]!;
    if (text === "" || own.includes(text)) continue;
    const isOwn = isPage && labels.filter((one) => one === text).length === 1 &&
      !isPeriodLabel(text);
    if (isOpen && isOwn) own.push(`${own.pop()} ${text}`);
    else own.push(text);
    isOpen = isOwn;
  }
  return own;
}

/** On a page, months below which nothing stands join the column beside them. */
function refuseJoined(
  name: string,
  at: number,
  { file, header }: Pick<Block, "file" | "header">,
  findings: Findings,
): void {
  if (!isByPlace(header) || name.split(" ").filter(isMonthName).length < 3) return;
  findings.refuse({
    ...{ file, line: header.at(-1)!.line, column: at + 1 },
    found: `${quote(name)} names several columns`,
    wanted: "each column of counts has a header of its own",
    hint: "columns in which nothing stands are lost in the text of a page: save the table as CSV",
  });
}

/** On a page, a head alone in its line, above several: it goes on below in its column, or spans more than that. */
const isAlone = ({ fields, numbers }: GridLine, below: readonly unknown[]) =>
  numbers !== undefined && below.length > 1 && fields[0] === "" && filledFields({ fields }) === 1;

/** Whether headings span groups of different widths, or one is alone: then which columns each spans is a guess. */
export function areSpansUneven(headers: readonly Header[], lines: Block["header"]): boolean {
  if (lines.some((line, at) => isAlone(line, lines.slice(at + 1)))) return true;
  const groups = new Map<string, number>();
  for (const { levels } of headers) {
    if (levels.length > 1) groups.set(levels[0]!, (groups.get(levels[0]!) ?? 0) + 1);
  }
  return new Set(groups.values()).size > 1;
}

/** A few rows whose labels stand above already, as where a series breaks: numbered or left out, as somebody says; many are refused. */
function withNumbers(
  table: ReadTable,
  repeated: readonly ReadRow[],
  first: ReadRow,
  findings: Findings,
): ReadTable {
  const { file, rows } = table;
  const { line, labels } = repeated[0]!;
  const name = labels.filter(Boolean).join(" · ");
  const found = `repeats the row ${labels.map(quote).join(" · ")} of line ${first.line}`;
  const hint = `read up to it: --lines 1-${line - 1}`;
  if (3 * repeated.length >= rows.length) {
    findings.refuse({ file, line, found, wanted: "each row has labels of its own", hint });
    return table;
  }
  const value = findings.decide({
    ...{ flag: "row", name, file, line },
    choices: ["count", "ignore"],
    say: (value) => SAY.row(name, value === "count"),
    question:
      `line ${line} ${found}: does it count something else, so that both are numbered? Where another table begins, ${hint}`,
  });
  const again = new Set(repeated);
  const seen = new Map<string, number>();
  const numbered = rows.map((row) => {
    const n = (seen.get(row.labels.join()) ?? 0) + 1;
    seen.set(row.labels.join(), n);
    return n === 1 ? row : { ...row, labels: row.labels.with(-1, `${row.labels.at(-1)} (${n})`) };
  });
  return {
    ...table,
    rows: value === "count" ? numbered : rows.filter((row) => !again.has(row)),
  };
}

/** Labels without the signs of notes, unless that makes two of them the same. */
function cleanLabels(
  labels: readonly string[],
  file: string,
  findings: Findings,
  mayMeet = false,
): ReadonlyMap<string, string> {
  const cleaned = new Map(labels.map((label) => [label, cleanLabel(label)]));
  if (!mayMeet && new Set(cleaned.values()).size < cleaned.size) {
    return new Map(labels.map((label) => [label, label]));
  }
  const cut = [...cleaned].filter(([label, clean]) => clean !== label);
  if (cut.length > 0) findings.note(file, SAY.cutLabels(cut));
  return cleaned;
}

const cleanLabel: (label: string) => string = remembering((label) => {
  const year = /^(\d{4})\s?(?:[pre]|\([pre]\))$/.exec(label);
  if (year) return year[1]!;
  const { body, suffix } = splitSuffix(label);
  // "Men (1)" has a note; "Class (b)" and "2023 (r)" may have none.
  const isSign = /[¹²³⁰⁴-⁹ᵃ-ᵿʳᴾ*†‡§]|note|^\(\d+\)$|^\[(?:\d+|[rpe])\]$/u.test(suffix);
  if (!isSign) return label;
  // Several stand behind each other, or with commas between.
  const before = body.replace(/ ?,$/, "");
  const clean = cleanLabel(before);
  return clean === before ? body : clean;
});

/** @param table the first label of each row is the heading that it stands under, or `""` */
export function withLabels(table: ReadTable, findings: Findings): ReadTable {
  const { headings, ...settled } = settleHeadings(table, findings);
  table = settled.table;
  const filled = fillBlanks(table, findings);
  // Rows above the first heading, most often the total, are their own heading, as a total below the last may be.
  const headOf = (own: readonly string[]) => isTotalLabel(own.at(-1)!) ? own.at(-1)! : own[0]!;
  const rows = filled.map((own, at) => headings ? [headings[at] || headOf(own), ...own] : own);
  if (headings) freeGrandTotal(table, rows, findings);
  const unnamed = { ...table.labels[0]!, name: "", levels: [] };
  const labels = headings ? [unnamed, ...table.labels] : table.labels;
  // "Total" and "Total⁴" are one label where that makes no two rows the same.
  const keysOf = (own: readonly string[][]) => new Set(own.map((one) => one.join("\0"))).size;
  const mayMeet = keysOf(rows.map((own) => own.map(cleanLabel))) === keysOf(rows);
  const cleaned = labels.map((_, at) =>
    cleanLabels([...new Set(rows.map((own) => own[at]!))], table.file, findings, mayMeet)
  );
  const named = table.rows.map((row, index) => ({
    ...row,
    labels: rows[index]!.map((label, at) => cleaned[at]!.get(label)!),
  }));
  return withGroups({ ...table, labels, rows: named }, findings);
}

/** Where the same labels come again after a gap, the rows are groups, with a label more; other repetitions are refused. */
function withGroups(table: ReadTable, findings: Findings): ReadTable {
  const { file, rows } = table;
  const key = ({ labels }: ReadRow) => JSON.stringify(labels);
  const first = new Map(rows.toReversed().map((row) => [key(row), row]));
  const repeated = rows.filter((row) => first.get(key(row)) !== row);
  if (repeated.length === 0) return table;
  let group = 0;
  const groups = rows.map((row, at) => (row.afterGap && at > 0 ? ++group : group));
  const size = rows.length / (group + 1);
  const areAlike = group > 0 && Number.isInteger(size) &&
    rows.every((row, at) =>
      key(row) === key(rows[at % size]!) && groups[at] === Math.floor(at / size)
    );
  if (!areAlike) {
    return withLeads(table, findings) ??
      withNumbers(table, repeated, first.get(key(repeated[0]!))!, findings);
  }
  const { blocks } = findings.answers;
  const names = Array.from({ length: group + 1 }, (_, at) => blocks[at] ?? `${at + 1}`);
  findings.note(file, SAY.groups(names, blocks.length > 0));
  return {
    ...table,
    labels: [{ ...table.labels[0]!, name: "block", levels: ["block"] }, ...table.labels],
    rows: rows.map((row, at) => ({ ...row, labels: [names[groups[at]!]!, ...row.labels] })),
  };
}
