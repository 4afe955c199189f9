/** The data of each figure as a file to take along: what its table in the page shows, and nothing else. */
import { Buffer } from "node:buffer";
import type { ReportLanguage } from "../locale/report.ts";
import type { PageChapter, PageContext } from "./context.ts";
import { createElement, textOf } from "./dom.ts";

/** Puts a link to a CSV file behind the table of each figure that has one; before tables are boxed and marks spelled out. */
export function offerFigureData(chapters: readonly PageChapter[], context: PageContext): void {
  for (const chapter of chapters) {
    for (
      const figure of chapter.cells.flatMap(({ root }) => [...root.querySelectorAll("figure")])
    ) {
      const table = figure.querySelector("table");
      if (table === null) continue;
      const csv = tableToCsv(table, context.lang);
      if (csv === "") continue;
      const fileName = `${figure.getAttribute("id") ?? chapter.name}.csv`;
      const bytes = Buffer.from(csv);
      const link = createElement("a", {
        href: `data:text/csv;charset=utf-8;base64,${bytes.toString("base64")}`,
        download: fileName,
      }, [fileName]);
      const size = createElement("span", { class: "r-size" }, [context.text.bytes(bytes.length)]);
      table.after(createElement("p", { class: "r-download" }, [link, " ", size]));
    }
  }
}

/**
 * A table as CSV (RFC 4180; UTF-8 with a byte order mark, which spreadsheets ask for): a row of the table a line, spans
 * repeated, marks as they stand, numbers without the language's grouping and with a point.
 */
export function tableToCsv(table: Element, lang: ReportLanguage): string {
  const rows = layOut([...table.querySelectorAll("tr")], lang).filter((row) => row.length > 0);
  if (rows.length === 0) return "";
  return "\ufeff" + rows.map((row) => row.map(quoteField).join(",") + "\r\n").join("");
}

/** The texts of cells by row and column, those of cells that span several repeated. */
function layOut(rows: readonly Element[], lang: ReportLanguage): string[][] {
  const grid: string[][] = rows.map(() => []);
  for (const [rowIndex, row] of rows.entries()) {
    let column = 0;
    for (const cell of row.children) {
      while (grid[rowIndex]![column] !== undefined) column++;
      const text = plainNumber(textOf(cell), lang);
      for (let down = 0; down < spanOf(cell, "rowspan"); down++) {
        for (let across = 0; across < spanOf(cell, "colspan"); across++) {
          const line = grid[rowIndex + down];
          if (line !== undefined) line[column + across] = text;
        }
      }
    }
  }
  return grid.map((row) => Array.from(row, (text) => text ?? ""));
}

/** How many rows or columns a cell takes up, within reason. */
function spanOf(cell: Element, attribute: "rowspan" | "colspan"): number {
  const span = Number(cell.getAttribute(attribute) ?? 1);
  return Number.isInteger(span) && span > 0 ? Math.min(span, 1000) : 1;
}

const GROUPED: Record<ReportLanguage, RegExp> = {
  en: /^[-\u2212]?\d{1,3}(?:,\d{3})*(?:\.\d+)?$/,
  fr: /^[-\u2212]?\d{1,3}(?:[\u00a0\u202f ]\d{3})*(?:,\d+)?$/,
};

/** A number as machines read it; any other text as it is. */
function plainNumber(text: string, lang: ReportLanguage): string {
  if (!GROUPED[lang].test(text)) return text;
  const digits = text.replace("\u2212", "-");
  return lang === "fr"
    ? digits.replace(/[\u00a0\u202f ]/g, "").replace(",", ".")
    : digits.replaceAll(",", "");
}

function quoteField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
