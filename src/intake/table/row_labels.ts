/** The labels of a table's rows: those that span rows filled in, headings taken as labels, groups told apart that only a gap parts. */
import { quote } from "@crosses/text";
import { SAY } from "../words/intake.ts";
import type { Findings } from "../answers/findings.ts";
import { cleanLabels } from "./headers.ts";
import type { ReadRow, ReadTable } from "./table.ts";
import { isTotalLabel } from "../fields/names.ts";

/** @param table the first label of each row is the heading that it stands under, or `""` */
export function withLabels(table: ReadTable, findings: Findings): ReadTable {
  checkHeadings(table, findings);
  const headings = settleHeadings(table, findings);
  let above: readonly string[] = [];
  let filled = 0;
  const rows = table.rows.map(({ labels: [, ...own], line }, index) => {
    const isSpanned = own.at(-1) !== "";
    above = own.map((label, at) => {
      if (label !== "") return label;
      const taken = own.slice(0, at).find(isTotalLabel) ?? (isSpanned ? above[at] : undefined);
      if (taken !== undefined) filled++;
      else {
        const place = { file: table.file, line, column: table.labels[at]!.at + 1 };
        const wanted = "each row has a label in each column of labels";
        findings.refuse({ ...place, found: "has no label", wanted });
      }
      return taken ?? label;
    });
    // Above the first heading stands what is not broken down: most often the total.
    return headings ? [headings[index] || above[0]!, ...above] : above;
  });
  if (filled > 0) findings.note(table.file, SAY.filledLabels(filled));
  const unnamed = { ...table.labels[0]!, name: "", levels: [] };
  const labels = headings ? [unnamed, ...table.labels] : table.labels;
  const cleaned = labels.map((_, at) => {
    const distinct = [...new Set(rows.map((own) => own[at]!))];
    const clean = cleanLabels(distinct, table.file, findings);
    return new Map(distinct.map((label, index) => [label, clean[index]!]));
  });
  const named = table.rows.map((row, index) => ({
    ...row,
    labels: rows[index]!.map((label, at) => cleaned[at]!.get(label)!),
  }));
  return withGroups({ ...table, labels, rows: named }, findings);
}

/** Refuses lines of one cell each, and labels that stand in the middle of their rows and not above them. */
function checkHeadings({ file, rows }: ReadTable, findings: Findings): void {
  const depth = ({ labels }: ReadRow) => labels[0]!.split(" · ").length;
  const many = rows.find((row) => depth(row) > 4);
  if (many) {
    findings.refuse({
      file,
      line: many.line,
      found: `comes after ${depth(many)} lines of one field each`,
      wanted: "the cells of a row stand in one line",
      hint:
        "the text has lost its columns: save the table as CSV, or type it with two spaces between",
    });
    return;
  }
  const own = (row: ReadRow | undefined) => row?.labels.slice(1).join(" · ");
  const below = rows.findIndex(({ labels }) => labels[0] !== "");
  const again = rows.findIndex((row, at) => at > 0 && own(row) === own(rows[0]));
  if (below < 1 || again <= below) return;
  const beside = `${rows[0]!.line}-${rows[again - 1]!.line}`;
  findings.refuse({
    file,
    line: rows[below]!.line,
    found: `${quote(rows[below]!.labels[0]!)} seems to stand beside rows ${beside}`,
    wanted: "repeat it on each row, or put it above them",
  });
}

/** The heading of each row; undefined where lines among the rows head none. */
function settleHeadings({ file, rows }: ReadTable, findings: Findings): string[] | undefined {
  const own = rows.map(({ labels }) => labels[0]!);
  const distinct = [...new Set(own)].filter((heading) => heading !== "");
  // One that stands above all rows names a unit, or the whole table.
  if (distinct.length === 0 || distinct.length === 1 && own.every((heading) => heading !== "")) {
    return undefined;
  }
  const isCertain = distinct.length > 1 &&
    rows.every(({ labels }) => labels[0] !== "" || isTotalLabel(labels[1]!));
  const notes = distinct.filter((heading) =>
    findings.decide({
      flag: "heading",
      name: heading,
      file,
      line: rows[own.indexOf(heading)]!.line,
      choices: ["yes", "no"],
      isCertain,
      say: (value) => SAY.heading(heading, value !== "no"),
      question: `does “${heading}”, which has no counts, head the rows below it?`,
    }) === "no"
  );
  let last = "";
  const settled = own.map((heading) => last = notes.includes(heading) ? last : heading);
  return settled.some((heading) => heading !== "") ? settled : undefined;
}

/** Rows whose labels come again after a gap are in groups. */
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
    for (const row of repeated) {
      const labels = row.labels.map(quote).join(" · ");
      const found = `repeats the row ${labels} of line ${first.get(key(row))!.line}`;
      findings.refuse({ file, line: row.line, found, wanted: "each row has labels of its own" });
    }
    return table;
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
