/** The tables of a web page as a browser saves it: one grid a table, with its caption or the heading above it as a title, and the notes below it. */
import { isNoteLine } from "../fields/fields.ts";
import { type Grid, gridLines, type Unreadable } from "./grid.ts";

interface PageCell {
  text: string;
  readonly width: number;
  readonly height: number;
}

interface PageTable {
  readonly title: string;
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
  const tables: PageTable[] = [];
  let [heading, caption, note] = ["", "", ""];
  let into: "heading" | "caption" | "cell" | "note" | undefined;
  let depth = 0;
  let skipped = 0;
  /** A tag that closes too early, as a stray </div> in a table does, ends no table: the next rows or table do. */
  let isTorn = false;
  const isSkipped = (tag: string) => /^(?:script|style|sup|template|noscript)$/.test(tag);
  const parser = new Parser({
    onopentag(tag, attributes) {
      if (isSkipped(tag)) skipped++;
      if (tag === "table" && isTorn) depth = 0;
      if (tag === "table") isTorn = false;
      if (tag === "table" && depth++ === 0) {
        tables.push({ title: heading, rows: [], notes: [] });
        heading = "";
      }
      const table = tables.at(-1);
      if (/^h[1-6]$/.test(tag) && depth === 0) [heading, into] = ["", "heading"];
      if (/^(?:p|li)$/.test(tag) && depth === 0) [note, into] = ["", "note"];
      if (depth !== 1 || !table) return;
      if (tag === "caption") [caption, into] = ["", "caption"];
      if (tag === "tr") table.rows.push([]);
      if (tag !== "td" && tag !== "th") {
        if (tag === "br") table.rows.at(-1)?.at(-1) && (table.rows.at(-1)!.at(-1)!.text += " ");
        return;
      }
      const span = (name: string) => Math.min(500, Math.max(1, Number(attributes[name]) || 1));
      if (table.rows.length === 0) table.rows.push([]);
      table.rows.at(-1)!.push({ text: "", width: span("colspan"), height: span("rowspan") });
      into = "cell";
    },
    ontext(one) {
      if (skipped > 0) return;
      if (into === "heading") heading += one;
      else if (into === "caption") caption += one;
      else if (into === "note") note += one;
      else if (into === "cell") tables.at(-1)!.rows.at(-1)!.at(-1)!.text += one;
    },
    onclosetag(tag, isImplied) {
      if (isSkipped(tag)) skipped--;
      if (tag === "table" && isImplied) isTorn = true;
      else if (tag === "table") depth--;
      if (tag === "caption" && depth === 1) {
        tables[tables.length - 1] = { ...tables.at(-1)!, title: caption };
      }
      const said = note.trim().replaceAll(/\s+/g, " ");
      if (into === "note" && /^(?:p|li)$/.test(tag) && said.length < LONGEST && isNoteLine(said)) {
        tables.at(-1)?.notes.push(said);
      }
      if (/^(?:h[1-6]|caption|td|th|p|li)$/.test(tag) && depth < 2) into = undefined;
    },
  });
  parser.end(text);
  return tables;
}

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
