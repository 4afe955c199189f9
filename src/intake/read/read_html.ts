/** The tables of a web page as a browser saves it: one grid a table, with its caption or the heading above it as a title, and the notes below it. */
import { isNoteLine } from "../fields/fields.ts";
import { type Grid, gridLines, type Unreadable } from "./grid.ts";

interface PageCell {
  text: string;
  readonly width: number;
  readonly height: number;
}

interface PageTable {
  title: string;
  readonly rows: PageCell[][];
  /** Paragraphs and items after it that begin as notes do. */
  readonly notes: string[];
}

export async function readHtml(
  text: string,
  file: string,
  name: string,
): Promise<Grid[] | Unreadable> {
  const tables = (await tablesOf(text)).filter(({ rows }) => rows.length > 1);
  if (tables.length === 0) {
    return {
      found: "is a web page without a table",
      wanted: "its table is there when it is saved",
      hint: "copy the table and paste it: --from - reads what is pasted",
    };
  }
  return tables.map(({ title, rows, notes }, at): Grid => {
    const titled = title ? [{ line: 1, fields: [title] }, { line: 1, fields: [""] }] : [];
    const lines = [...spread(rows), ...notes.map((note) => [note])]
      .map((fields, row) => ({ line: row + titled.length, fields }));
    return {
      file: tables.length > 1 ? `${file}, table ${at + 1}` : file,
      name,
      format: "web page",
      ...gridLines([...titled, ...lines]),
    };
  });
}

/** Characters of a note; more are the page's own prose. */
const LONGEST = 400;

/** The tables in their order, those inside others left out. */
async function tablesOf(text: string): Promise<PageTable[]> {
  const { Parser } = await import("htmlparser2");
  const reader = new PageReader();
  new Parser({
    onopentag: (tag, attributes) => reader.open(tag, attributes),
    ontext: (text) => reader.text(text),
    onclosetag: (tag, isImplied) => reader.close(tag, isImplied),
  }).end(text);
  return reader.tables;
}

class PageReader {
  readonly tables: PageTable[] = [];
  #heading = { text: "" };
  #caption = { text: "" };
  /** What the text that comes belongs to: a heading, a caption, a note, a cell. */
  #into: { text: string; readonly isNote?: boolean } | undefined;
  #depth = 0;
  /** How many elements are open whose text is not read. */
  #skipped = 0;
  /** A tag that closes too early, as a stray </div> in a table does, ends no table: the next rows or table do. */
  #isTorn = false;

  open(tag: string, attributes: Readonly<Record<string, string>>): void {
    if (isSkipped(tag)) this.#skipped++;
    if (tag === "table" && this.#isTorn) this.#depth = 0;
    if (tag === "table") this.#isTorn = false;
    if (tag === "table" && this.#depth++ === 0) {
      this.tables.push({ title: this.#heading.text, rows: [], notes: [] });
      this.#heading.text = "";
    }
    if (this.#depth === 0) {
      if (/^h[1-6]$/.test(tag)) this.#into = this.#heading = { text: "" };
      if (/^(?:p|li)$/.test(tag)) this.#into = { text: "", isNote: true };
    }
    const table = this.tables.at(-1);
    if (this.#depth !== 1 || !table) return;
    if (tag === "caption") this.#into = this.#caption = { text: "" };
    if (tag === "tr") table.rows.push([]);
    const last = table.rows.at(-1)?.at(-1);
    if (tag === "br" && last) last.text += " ";
    if (tag !== "td" && tag !== "th") return;
    const span = (name: string) => Math.min(500, Math.max(1, Number(attributes[name]) || 1));
    const cell = { text: "", width: span("colspan"), height: span("rowspan") };
    if (table.rows.length === 0) table.rows.push([]);
    table.rows.at(-1)!.push(cell);
    this.#into = cell;
  }

  text(text: string): void {
    if (this.#skipped === 0 && this.#into) this.#into.text += text;
  }

  close(tag: string, isImplied: boolean): void {
    if (isSkipped(tag)) this.#skipped--;
    if (tag === "table" && isImplied) this.#isTorn = true;
    else if (tag === "table") this.#depth--;
    const { text = "", isNote = false } = this.#into ?? {};
    if (tag === "caption" && this.#depth === 1) {
      this.tables.at(-1)!.title = this.#caption.text;
    }
    if (isNote && /^(?:p|li)$/.test(tag)) {
      const said = text.trim().replaceAll(/\s+/g, " ");
      if (said.length < LONGEST && isNoteLine(said)) this.tables.at(-1)?.notes.push(said);
    }
    if (/^(?:h[1-6]|caption|td|th|p|li)$/.test(tag) && this.#depth < 2) this.#into = undefined;
  }
}

const isSkipped = (tag: string) => /^(?:script|style|sup|template|noscript)$/.test(tag);

/** Rows of fields; what spans several holds the text in each, but for a number, and a line that is one cell. */
function spread(rows: readonly (readonly PageCell[])[]): string[][] {
  const grid: string[][] = rows.map(() => []);
  for (const [row, cells] of rows.entries()) {
    let at = 0;
    for (const { text, width, height } of cells) {
      while (grid[row]![at] !== undefined) at++;
      const isAlone = cells.length === 1 && height === 1;
      const isNumber = height > 1 && /^[\d\s.,]+$/.test(text);
      for (let down = 0; down < height && row + down < rows.length; down++) {
        for (let right = 0; right < width; right++) {
          const isFirst = down === 0 && right === 0;
          grid[row + down]![at + right] = isFirst || !isAlone && !isNumber ? text : "";
        }
      }
      at += width;
    }
  }
  return grid.map((fields) => Array.from(fields, (field) => field ?? ""));
}
