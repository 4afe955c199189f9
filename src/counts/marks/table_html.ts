/** Tables as HTML with caption and scope, and as plain text. */
import { escapeHtml } from "./html.ts";

/** One cell of a table. */
export interface TableCell {
  readonly text: string;
  readonly kind: "text" | "number" | "suppressed" | "withheld";
  /** What a mark such as x stands for, in words. */
  readonly words?: string;
}

/** A table before it is written: the first `headColumns` cells of each row name the row. */
export interface TableModel {
  readonly id: string;
  readonly caption: string;
  /** Smaller words under the caption: marks, periods, source. */
  readonly notes: readonly string[];
  readonly headings: readonly string[];
  readonly headColumns: number;
  readonly rows: readonly (readonly TableCell[])[];
}

/** The `<table>` alone, with caption, scope and `<abbr>`. */
export function tableHtml(model: TableModel): string {
  const notes = escapeHtml(model.notes.join(" "));
  const head = model.headings.map((heading, index) =>
    `<th scope="col"${isText(model, index) ? "" : ' class="num"'}>${escapeHtml(heading)}</th>`
  ).join("");
  const groups = rowGroups(model).map((rows) =>
    `<tbody>\n${
      rows.map((row, index) => `<tr>${rowHtml(model, row, index, rows.length)}</tr>`).join("\n")
    }\n</tbody>`
  );
  return `<table class="counts" id="${escapeHtml(model.id)}">\n` +
    `<caption>${escapeHtml(model.caption)}${notes && ` <small>${notes}</small>`}</caption>\n` +
    `<thead>\n<tr>${head}</tr>\n</thead>\n${groups.join("\n")}\n</table>`;
}

/** True for a column of words; figures and marks stand to the right, and so does what heads them. */
function isText(model: TableModel, index: number): boolean {
  return index < model.headColumns || model.rows.every((row) => row[index]!.kind === "text");
}

/** Rows that share their first head, where a row has more than one. */
function rowGroups(model: TableModel): (readonly TableCell[])[][] {
  const groups: (readonly TableCell[])[][] = [];
  for (const row of model.rows) {
    const last = groups.at(-1);
    const isOne = model.headColumns < 2 || last?.[0]?.[0]?.text === row[0]!.text;
    if (last && isOne) last.push(row);
    else groups.push([row]);
  }
  return groups;
}

const CLASSES = { text: "", number: "num", suppressed: "num suppressed", withheld: "num withheld" };

function rowHtml(
  { headColumns }: TableModel,
  row: readonly TableCell[],
  indexInGroup: number,
  groupSize: number,
): string {
  return row.map((cell, index) => {
    const html = cellHtml(cell);
    if (index >= headColumns) {
      const name = CLASSES[cell.kind];
      return `<td${name && ` class="${name}"`}>${html}</td>`;
    }
    if (index > 0 || headColumns < 2) return `<th scope="row">${html}</th>`;
    return indexInGroup > 0 ? "" : `<th scope="rowgroup" rowspan="${groupSize}">${html}</th>`;
  }).join("");
}

/** A mark is seen as it is and heard as what it stands for: few screen readers say a title, all say a label. */
function cellHtml(cell: TableCell): string {
  const mark = escapeHtml(cell.text);
  if (cell.words === undefined) return mark;
  const words = escapeHtml(cell.words);
  return `<abbr title="${words}"><span role="img" aria-label="${words}">${mark}</span></abbr>`;
}

/** The table as aligned lines of text; a mark is followed by what it stands for. */
export function tableText(model: TableModel): string {
  const words = (cell: TableCell) => cell.words ? `${cell.text} (${cell.words})` : cell.text;
  const lines = [model.headings, ...model.rows.map((row) => row.map(words))];
  const widths = model.headings.map((_, index) =>
    Math.max(...lines.map((line) => line[index]!.length))
  );
  const aligned = lines.map((line) =>
    line.map((text, index) =>
      index < model.headColumns ? text.padEnd(widths[index]!) : text.padStart(widths[index]!)
    ).join("  ").trimEnd()
  );
  return [model.caption, ...model.notes, "", ...aligned].join("\n");
}
