/** Tables as a notebook shows them: HTML with caption and scope, plain text, and a data resource. */
import { escapeHtml } from "./html.ts";

/** One cell of a table. `abbreviation` says in words what a mark such as x stands for. */
export interface TableCell {
  readonly text: string;
  readonly kind: "text" | "number" | "suppressed" | "withheld";
  readonly abbreviation?: string;
  /** What follows the mark, e.g. the range it can take. */
  readonly note?: string;
  /** The datum for machines; null where there is none. */
  readonly value?: string | number | null;
}

export interface TableColumn {
  /** For machines. */
  readonly name: string;
  readonly heading: string;
  readonly type: "string" | "integer" | "number";
}

/** A table before it is written: the first `headColumns` cells of each row name the row. */
export interface TableModel {
  readonly id: string;
  readonly caption: string;
  /** Smaller words under the caption: marks, periods, source. */
  readonly notes?: readonly string[];
  readonly columns: readonly TableColumn[];
  readonly headColumns: number;
  readonly rows: readonly (readonly TableCell[])[];
}

/** MIME type to value, as Jupyter takes it. */
export type MimeBundle = Record<string, unknown>;

/** The `<table>` alone, with caption, scope and `<abbr>`. */
export function tableHtml(model: TableModel): string {
  const notes = (model.notes ?? []).filter((note) => note !== "");
  const caption = escapeHtml(model.caption) +
    (notes.length > 0 ? ` <small>${notes.map(escapeHtml).join(" ")}</small>` : "");
  const head = model.columns.map((column, index) =>
    `<th scope="col"${isText(model, index) ? "" : ' class="num"'}>${
      escapeHtml(column.heading)
    }</th>`
  ).join("");
  const groups = rowGroups(model).map((rows) =>
    `<tbody>\n${
      rows.map((row, index) => `<tr>${rowHtml(model, row, index, rows.length)}</tr>`).join("\n")
    }\n</tbody>`
  );
  return `<table class="counts" id="${escapeHtml(model.id)}">\n<caption>${caption}</caption>\n` +
    `<thead>\n<tr>${head}</tr>\n</thead>\n${groups.join("\n")}\n</table>`;
}

/** True for a column of words; figures and marks stand to the right, and so does what heads them. */
function isText(model: TableModel, index: number): boolean {
  return index < model.headColumns || model.rows.every((row) => row[index]!.kind === "text");
}

/** Rows that share their first head, where a row has more than one. */
function rowGroups(model: TableModel): (readonly TableCell[])[][] {
  if (model.headColumns < 2) return [[...model.rows]];
  const groups: (readonly TableCell[])[][] = [];
  for (const row of model.rows) {
    const last = groups.at(-1);
    if (last && last[0]![0]!.text === row[0]!.text) last.push(row);
    else groups.push([row]);
  }
  return groups;
}

function rowHtml(
  model: TableModel,
  row: readonly TableCell[],
  indexInGroup: number,
  groupSize: number,
): string {
  return row.map((cell, index) => {
    if (index >= model.headColumns) {
      const className = {
        text: "",
        number: "num",
        suppressed: "num suppressed",
        withheld: "num withheld",
      };
      const name = className[cell.kind];
      return `<td${name ? ` class="${name}"` : ""}>${cellHtml(cell)}</td>`;
    }
    if (index > 0 || model.headColumns < 2) return `<th scope="row">${cellHtml(cell)}</th>`;
    if (indexInGroup > 0) return "";
    return `<th scope="rowgroup" rowspan="${groupSize}">${cellHtml(cell)}</th>`;
  }).join("");
}

/** A mark is seen as it is and heard as what it stands for: few screen readers say a title, all say a label. */
function cellHtml(cell: TableCell): string {
  const words = escapeHtml(cell.abbreviation ?? "");
  const mark = escapeHtml(cell.text);
  const text = words
    ? `<abbr title="${words}"><span role="img" aria-label="${words}">${mark}</span></abbr>`
    : mark;
  return cell.note ? `${text} <small>${escapeHtml(cell.note)}</small>` : text;
}

/** The table as aligned lines of text; a mark is followed by what it stands for. */
export function tableText(model: TableModel): string {
  const words = (cell: TableCell) =>
    [cell.text, cell.abbreviation ? `(${cell.abbreviation})` : "", cell.note ?? ""]
      .filter((part) => part !== "").join(" ");
  const lines = [
    model.columns.map((column) => column.heading),
    ...model.rows.map((row) => row.map(words)),
  ];
  const widths = model.columns.map((_, index) =>
    Math.max(...lines.map((line) => line[index]!.length))
  );
  const aligned = lines.map((line) =>
    line.map((text, index) =>
      index < model.headColumns ? text.padEnd(widths[index]!) : text.padStart(widths[index]!)
    ).join("  ").trimEnd()
  );
  return [model.caption, ...(model.notes ?? []).filter((note) => note !== ""), "", ...aligned].join(
    "\n",
  );
}

/** The table for machines, as `application/vnd.dataresource+json`. */
export function tableResource(model: TableModel): MimeBundle {
  return {
    schema: { fields: model.columns.map(({ name, type }) => ({ name, type })) },
    data: model.rows.map((row) =>
      Object.fromEntries(
        row.map((
          cell,
          index,
        ) => [model.columns[index]!.name, cell.value === undefined ? cell.text : cell.value]),
      )
    ),
  };
}

/** What Jupyter calls to show a value that is the last expression of a cell. */
export const DISPLAY = Symbol.for("Jupyter.display");

/** Something that shows itself in a notebook. */
export interface Showable {
  [DISPLAY](): MimeBundle;
}

/** A sentence that shows itself, where a figure has nothing to draw. */
export class ShownNote implements Showable {
  constructor(readonly text: string) {}

  [DISPLAY](): MimeBundle {
    return { "text/html": `<p>${escapeHtml(this.text)}</p>`, "text/plain": this.text };
  }
}

/** A table that shows itself. */
export class ShownTable implements Showable {
  constructor(readonly model: TableModel) {}

  [DISPLAY](): MimeBundle {
    return {
      "text/html": tableHtml(this.model),
      "text/plain": tableText(this.model),
      "application/vnd.dataresource+json": tableResource(this.model),
    };
  }
}
