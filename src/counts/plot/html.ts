/** What Jupyter takes, and tables as HTML, plain text and CSV. */
import { Buffer } from "node:buffer";
import { csvField, escapeHtml, slug } from "@crosses/text";

/** What Jupyter calls to show a value that is the last expression of a cell. */
export const DISPLAY: unique symbol = Symbol.for("Jupyter.display");

/** MIME type to value, as Jupyter takes it. */
export type MimeBundle = Record<string, unknown>;

/** Something that shows itself in a notebook. */
export interface Showable {
  /** Its forms, by MIME type. */
  [DISPLAY](): MimeBundle;
}

export function dataUrl(image: string | Uint8Array): string {
  const [type, bytes] = typeof image === "string"
    ? ["svg+xml", Buffer.from(image)]
    : ["png", Buffer.from(image)];
  return `data:image/${type};base64,${bytes.toString("base64")}`;
}

/** A drawing as an image, with a rim of its own paper: in a dark notebook its words would stand at the very edge. */
export function imageHtml(
  { svg, width, height }: { svg: string; width: number; height: number },
  alt: string,
  png?: Uint8Array,
): string {
  const [before, src] = png === undefined
    ? ["", dataUrl(svg)]
    : [`<source type="image/svg+xml" srcset="${dataUrl(svg)}">`, dataUrl(png)];
  return `${before}<img alt="${escapeHtml(alt)}" width="${width}" height="${height}"` +
    ` style="background:#fff;padding:12px" src="${src}">`;
}

/** Letters, digits and hyphens, for an id: accents are dropped. */
export function idOf(text: string): string {
  return slug(text.normalize("NFD").replace(/\p{M}/gu, "")).slice(0, 60).replace(/-$/, "");
}

export interface TableCell {
  readonly text: string;
  readonly kind: "text" | "number" | "suppressed" | "withheld";
  /** What a mark such as x stands for, in words. */
  readonly words?: string;
  /** A drawing under the text, which says the same. */
  readonly drawing?: { readonly svg: string; readonly width: number; readonly height: number };
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
  /** What stands over some rows that belong together, for each row; rows that share their first head belong together, if left out. */
  readonly groups?: readonly string[];
  readonly foot?: readonly TableCell[];
}

/** Words stand to the left: JupyterLab sets every cell to the right, and every caption in the middle. */
const LEFT = ' style="text-align:left"';
/** And every head of several rows in their middle. */
const TOP_LEFT = ' style="text-align:left;vertical-align:top"';

/** Texts that are broken into lines where they are written, each in one line. */
export function inOneLine<T extends object>(options: T): T {
  const unbroken = (value: unknown) =>
    typeof value === "string" ? value.replaceAll(/[ \t]*\n\s*/g, " ") : value;
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, unbroken(value)]),
  ) as T;
}

/** The `<table>` alone, with caption, scope and `<abbr>`. */
export function tableHtml(model: TableModel): string {
  const notes = escapeHtml(model.notes.join(" "));
  const caption = escapeHtml(model.caption) + (notes && ` <small>${notes}</small>`);
  const texts = model.headings.map((_, index) => isText(model, index));
  const head = model.headings.map((heading, index) =>
    `<th scope="col"${texts[index] ? LEFT : ' class="num"'}>${escapeHtml(heading)}</th>`
  ).join("");
  const groups = rowGroups(model).map(({ head, rows }) => {
    const lines = rows.map((row, at) => `<tr>${rowHtml(model, texts, row, at, rows.length)}</tr>`);
    if (head !== undefined) {
      const over = `scope="rowgroup" colspan="${model.headings.length}"${LEFT}`;
      lines.unshift(`<tr class="group"><th ${over}>${escapeHtml(head)}</th></tr>`);
    }
    return `<tbody>\n${lines.join("\n")}\n</tbody>`;
  });
  const { foot } = model;
  if (foot) groups.push(`<tfoot>\n<tr>${rowHtml(model, texts, foot, 0, 1)}</tr>\n</tfoot>`);
  return `<table class="counts" id="${escapeHtml(model.id)}">\n` +
    `<caption${LEFT}>${caption}</caption>\n` +
    `<thead>\n<tr>${head}</tr>\n</thead>\n${groups.join("\n")}\n</table>`;
}

/** True for a column of words; figures and marks stand to the right, and so does what heads them. */
function isText(model: TableModel, index: number): boolean {
  return index < model.headColumns || model.rows.every((row) => row[index]!.kind === "text");
}

interface RowGroup {
  readonly head?: string;
  readonly rows: (readonly TableCell[])[];
}

/** Rows under one head, or that share their first head, where a row has more than one. */
function rowGroups(model: TableModel): RowGroup[] {
  const groups: RowGroup[] = [];
  for (const [at, row] of model.rows.entries()) {
    const last = groups.at(-1);
    const head = model.groups?.[at];
    const isOne = model.groups
      ? last?.head === head
      : model.headColumns < 2 || last?.rows[0]?.[0]?.text === row[0]!.text;
    if (last && isOne) last.rows.push(row);
    else groups.push({ head, rows: [row] });
  }
  return groups;
}

const CLASSES = { text: "", number: "num", suppressed: "num suppressed", withheld: "num withheld" };

function rowHtml(
  { headColumns }: TableModel,
  texts: readonly boolean[],
  row: readonly TableCell[],
  indexInGroup: number,
  groupSize: number,
): string {
  return row.map((cell, index) => {
    const html = cellHtml(cell);
    if (index >= headColumns) {
      const name = CLASSES[cell.kind] || (texts[index] ? "" : "num");
      return `<td${name ? ` class="${name}"` : LEFT}>${html}</td>`;
    }
    if (index > 0 || headColumns < 2) return `<th scope="row"${LEFT}>${html}</th>`;
    return indexInGroup > 0
      ? ""
      : `<th scope="rowgroup" rowspan="${groupSize}"${TOP_LEFT}>${html}</th>`;
  }).join("");
}

/** A mark is seen as it is and heard as what it stands for: few screen readers say a title, all say a label. */
function cellHtml(cell: TableCell): string {
  const mark = escapeHtml(cell.text);
  if (cell.drawing) {
    const { svg, width, height } = cell.drawing;
    const size = `width="${width}" height="${height}"`;
    return `${mark} <img alt="" role="presentation" ${size} src="${dataUrl(svg)}">`;
  }
  if (cell.words === undefined) return mark;
  const words = escapeHtml(cell.words);
  return `<abbr title="${words}"><span role="img" aria-label="${words}">${mark}</span></abbr>`;
}

/** The table as aligned lines of text; a mark is followed by what it stands for. */
export function tableText(model: TableModel): string {
  const words = (cell: TableCell) => cell.words ? `${cell.text} (${cell.words})` : cell.text;
  const foot = model.foot ? [model.foot.map(words)] : [];
  const lines = [model.headings, ...model.rows.map((row) => row.map(words)), ...foot];
  const widths = model.headings.map((_, index) =>
    Math.max(...lines.map((line) => line[index]!.length))
  );
  const aligned = lines.map((line) =>
    line.map((text, index) =>
      index < model.headColumns ? text.padEnd(widths[index]!) : text.padStart(widths[index]!)
    ).join("  ").trimEnd()
  );
  const grouped = aligned.flatMap((line, at) => {
    const head = model.groups?.[at - 1];
    return head !== undefined && head !== model.groups?.[at - 2] ? [head, line] : [line];
  });
  return [model.caption, ...model.notes, "", ...grouped].join("\n");
}

/**
 * Comma-separated, CRLF, the columns' heads first; a null is an empty cell, a day ISO. Text that a spreadsheet would take for
 * a formula, since it begins with = + - or @ (full-width ones too), a tab or a carriage return, gets an apostrophe before it.
 */
export function toCsv(
  columns: readonly { readonly head: string; readonly values: readonly unknown[] }[],
): string {
  const height = Math.max(0, ...columns.map(({ values }) => values.length));
  const lines = [
    columns.map(({ head }) => field(head)),
    ...Array.from({ length: height }, (_, row) => columns.map(({ values }) => field(values[row]))),
  ];
  return lines.map((cells) => `${cells.join(",")}\r\n`).join("");
}

function field(value: unknown): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "";
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  const text = plainText(value);
  return csvField(/^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text);
}

/** A value as text: days as ISO, lists joined. */
export function plainText(value: unknown): string {
  if (value instanceof Date) {
    const isDay = !Number.isNaN(value.getTime());
    return isDay ? value.toISOString().replace("T00:00:00.000Z", "") : "";
  }
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return value.map(plainText).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
