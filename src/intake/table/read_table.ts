/** One table as it is understood: its columns by kind, its rows as labels and cells; and what keeps these from being read. */
import { quote } from "@crosses/text";
import { SAY } from "../words/words.ts";
import { columnsOf } from "./columns.ts";
import { refuseSideBySide } from "./headers.ts";
import { meaningOf } from "./legend.ts";
import { isFault } from "./guesses.ts";
import { askOfPercentages, isMeasure, measuredRows, rowsSay } from "./measures.ts";
import { isSentinel, isWhole } from "./numbers.ts";
import {
  areTwo,
  type Field,
  hintFor,
  type Reader,
  readField,
  type SourceMark,
} from "../fields/fields.ts";
import { isPlainTotal, NAMES } from "../fields/names.ts";
import { flagOf } from "../inferences/answers.ts";
import type { Findings } from "../inferences/inferences.ts";
import type { Block, GridLine } from "../read/grid.ts";
import { areSpansUneven, withLabels } from "./labels.ts";
import { namesFlag } from "./column_names.ts";
import type { ReadCell, ReadColumn, ReadRow, ReadTable } from "./model.ts";

const EMPTY: SourceMark = { value: "" };
/** A few texts that come again may be marks; many that differ are none. */
const MOST_TEXTS = 8;

/** Reads a block; what no answer mends is refused. */
export const readTable = (block: Block, read: Reader, findings: Findings): ReadTable =>
  new TableReader(block, read, findings).table();

class TableReader {
  readonly #columns: readonly ReadColumn[];
  readonly #labels: readonly ReadColumn[];
  readonly #counts: readonly ReadColumn[];
  constructor(readonly block: Block, readonly read: Reader, readonly findings: Findings) {
    this.#columns = columnsOf(block, read, findings);
    this.#labels = this.#columns.filter(({ kind }) => kind === "label");
    this.#counts = this.#columns.filter(({ kind }) => kind === "count");
  }

  table(): ReadTable {
    const { file, name, titles, notes } = this.block;
    const [columns, labels, counts] = [this.#columns, this.#labels, this.#counts];
    const table = {
      file,
      name,
      titles,
      notes,
      labels,
      counts,
      columns,
      aside: [],
      rowsAside: [],
      rows: [],
    };
    this.#checkHeaders();
    refuseSideBySide(this.block, columns, this.findings);
    if (counts.length === 0 || labels.length === 0) {
      this.#refuseColumns(counts.length === 0 ? "counts" : "labels");
      return table;
    }
    this.#askOfSpans();
    askOfPercentages(this.block, this.#columns, this.read, this.findings);
    const { rows, aside } = this.#readRows();
    const isEmpty = ({ cells }: ReadRow) =>
      aside.length > 0 && cells.every((cell) => "mark" in cell && !cell.mark.value);
    if (rows.every(isEmpty)) {
      const found = "holds no row that counts something";
      const hint = 'if its rows count something, say so: --row "*=count"';
      this.findings.refuseUncounted({ file, found, wanted: "a table has rows of counts", hint });
    }
    if (aside.length > 0) this.findings.note(file, SAY.rowsAside(aside));
    const others = columns.filter(({ kind }) => kind !== "label" && kind !== "count");
    const left = [...others.map(({ name }) => name), ...aside];
    return withLabels({ ...table, aside: left, rowsAside: aside, rows }, this.findings);
  }

  /** No column of counts, or none of labels. */
  #refuseColumns(lacking: "counts" | "labels"): void {
    const { file, header } = this.block;
    const kinds = this.findings.list.filter((one) =>
      one.flag === "column" && one.file === file && one.value !== "label"
    ).map(({ said, supports }) => `${said.en} (${supports[0]?.en})`).join("; ");
    const other = this.#columns.findLast(({ kind }) => kind !== "label" && kind !== "ignore") ??
      this.#columns[0];
    const name = other?.name || `column ${(other?.at ?? 0) + 1}`;
    const flag = flagOf({ flag: "column", name, value: lacking.slice(0, -1) });
    this.findings.refuse({
      file,
      line: header[0]?.line,
      found: `names no column of ${lacking}${kinds && `: ${kinds}`}`,
      wanted: "a table has labels and counts",
      hint: `if one holds ${lacking}, say so: ${flag}`,
    });
  }

  /** Heads that repeat, or are not there. */
  #checkHeaders(): void {
    const { file, header, rows, hasCommas } = this.block;
    const seen = new Map<string, number>();
    const rowsAlone = `--lines ${rows[0]?.line}-${rows.at(-1)?.line} --header 0`;
    const named = namesFlag(this.#columns);
    const nameless = this.#columns.filter(({ name, kind }) => name === "" && kind === "count");
    for (const { name, at, kind } of this.#columns) {
      if (kind !== "count" && kind !== "label") continue;
      const place = { file, line: header.at(-1)?.line, column: at + 1 };
      if (at === nameless[0]?.at && header.length > 0) {
        const split = rows.find(({ fields }) =>
          /^\d{1,3}$/.test(fields[at - 1] ?? "") && /^\d{3}$/.test(fields[at]!)
        );
        this.findings.refuse({
          ...place,
          found: `names no column${
            nameless.length > 1 ? `, as in ${nameless.length - 1} more` : ""
          }, and counts stand below`,
          wanted: "each column of counts has a header",
          hint: split && hasCommas
            ? `line ${split.line} may hold a number that its comma splits in two`
            : `say which lines name them, as --header 1-3 does; or name them all: ${named}; or none: ${rowsAlone}`,
        });
      }
      if (name !== "" && seen.has(name)) {
        this.findings.refuse({
          ...place,
          found: `repeats the header ${quote(name)} of column ${seen.get(name)}`,
          wanted: "each column has a header of its own",
          hint:
            `of tables side by side, --range A1:C9 reads one; or say which lines name the columns, as --header 5-6 does; or name them all: ${named}`,
        });
      }
      seen.set(name, at + 1);
    }
  }

  /** Which columns a heading spans is a guess where the groups differ in width. */
  #askOfSpans(): void {
    const { file, header } = this.block;
    // Where each column has all its heads, as where cells are merged, nothing is guessed.
    const isWhole = header.every(({ fields }) => this.#counts.every(({ at }) => fields[at] !== ""));
    const isAsked = this.findings.list.some(({ flag, line }) =>
      flag === "names" && line === header[0]?.line
    );
    if (isWhole || isAsked || !areSpansUneven(this.#counts, header)) return;
    const heads = this.#counts.map(({ name }) => name).slice(0, 8).join(", ");
    const last = header.at(-1)!.line;
    this.findings.decide({
      flag: "header",
      file,
      line: header[0]!.line,
      choices: [`${header[0]!.line}-${last}`, `${last}-${last}`],
      say: () => SAY.header(header.length),
      question: `headings over several columns are read as ${heads}: are they?`,
    });
  }

  /** The rows that count something, and the names of those that measure something. */
  #readRows(): { rows: ReadRow[]; aside: string[] } {
    const { file, rows: all } = this.block;
    const notes = this.#columns.filter(({ kind }) => kind === "note");
    const measured = measuredRows(all, this.read, this.#columns);
    const said = rowsSay(all, this.#labels);
    const aside: string[] = [];
    const fields: Field[] = [];
    const rows = all.flatMap((row): ReadRow[] => {
      // "Total" in a column of notes is said of the whole row.
      const whole = notes.map(({ at }) => row.fields[at]!).find(isPlainTotal) ?? "";
      // A dash in the place of a name is none.
      const own = this.#labels.map(({ at }) =>
        /^[-–—]{2,}$/.test(row.fields[at]!) ? whole : row.fields[at] || whole
      );
      const counts = this.#counts.map(({ at }) => this.read(row.fields[at]!));
      if (isMeasure(row, own, counts, measured.has(row), said, this.findings, file)) {
        aside.push(own.filter(Boolean).join(" · "));
        return [];
      }
      fields.push(...counts);
      return [{ ...row, labels: [row.heading, ...own], cells: this.#readCells(row, counts) }];
    });
    this.#refuseWords(rows);
    const shares = fields.filter((field) => "share" in field && field.share).length;
    if (shares > 0) this.findings.note(file, SAY.share(shares));
    const suffixes = fields.flatMap((field) => "suffix" in field ? field.suffix || [] : []);
    for (const [suffix, all] of Map.groupBy(suffixes, (suffix) => suffix)) {
      this.findings.note(file, SAY.suffix(suffix, all.length));
    }
    return { rows, aside };
  }

  #readCells(row: Block["rows"][number], fields: readonly Field[]): ReadCell[] {
    const { rows, header } = this.block;
    const areWords = fields.length > 1 && fields.every(({ kind }) => kind === "text");
    const isHeader = row === rows[0] && header.length > 0 && areWords;
    return fields.map((field, at): ReadCell => {
      const column = this.#counts[at]!;
      const text = row.fields[column.at]!;
      if (field.kind === "count") return { digits: field.digits };
      if (isWhole(text)) return { digits: text.replace(/\D0+$/, "") };
      if (field.kind === "mark") return { mark: field.mark };
      if (field.kind === "empty") return { mark: this.#statusMark(column, row.fields) ?? EMPTY };
      const isText = field.kind === "text" && !isHeader && !areTwo(text);
      const mayBeMark = isText && (text === "#N/A" || !isFault(text)) ||
        field.kind === "negative" && isSentinel(text);
      if (mayBeMark) return { mark: { value: text } };
      this.#refuseCell(row, column, field, isHeader);
      return { mark: EMPTY };
    });
  }

  #refuseCell(
    { line, fields }: GridLine,
    { at, name }: ReadColumn,
    field: Field,
    isHeader: boolean,
  ): void {
    const { file, header } = this.block;
    this.findings.refuse({
      file,
      line,
      column: at + 1,
      columnName: name,
      found: `holds ${quote(fields[at]!)}`,
      wanted:
        "in a column of counts each cell is a whole number, or a short mark for a missing one, such as x or <5",
      hint: isHeader
        ? `if this line names columns too, say so: --header ${header.length + 1}`
        : hintFor(field, fields[at]!, name),
    });
  }

  #refuseWords(rows: readonly ReadRow[]): void {
    const unknown = rows.flatMap(({ line, cells }) =>
      cells.flatMap((cell, at) =>
        "mark" in cell && readField(cell.mark.value).kind === "text" &&
          this.findings.answers.take("mark", cell.mark.value) === undefined
          ? [{ line, text: cell.mark.value, column: this.#counts[at]! }]
          : []
      )
    );
    const distinct = [...new Set(unknown.map(({ text }) => text))];
    if (distinct.length <= MOST_TEXTS) return;
    const { line, column } = unknown[0]!;
    const some = distinct.slice(0, 4).map(quote).join(", ");
    this.findings.refuse({
      file: this.block.file,
      line,
      column: column.at + 1,
      columnName: column.name,
      found: `holds words in the place of counts, as ${unknown.length} cells do: ${some}…`,
      wanted: "a column of counts holds whole numbers, and the same few marks for missing ones",
      hint:
        `say what the column holds, or where the table is: --column "${column.name}=label", --lines, --range, --header`,
    });
  }

  /** The mark that a column of its own gives for a count that is left empty: the one beside it, or one for all. */
  #statusMark({ at }: ReadColumn, fields: readonly string[]): SourceMark | undefined {
    const isStatus = ({ name }: ReadColumn) => NAMES.status.test(name);
    const notes = this.#columns.filter((one) =>
      one.kind === "note" && (meaningOf(fields[one.at]!) || isStatus(one))
    );
    const beside = this.#columns[at + 1]?.kind === "note" ? [this.#columns[at + 1]!] : notes;
    const said = beside.find((column) => fields[column.at]);
    if (said === undefined) return undefined;
    const text = fields[said.at]!;
    const field = readField(text);
    if (field.kind === "mark") return field.mark;
    // Comments that differ from row to row are no marks.
    return text.length < 4 || meaningOf(text) || isStatus(said) ? { value: text } : undefined;
  }
}
