/** Tables: numbers aligned; a wide one scrolls, and on narrow screens each row is a list under its head. */
import type { PageCell, PageContext } from "./context.ts";
import { createElement, lineOf, rename, textOf } from "./dom.ts";

/** Widths in characters of a table's type: what a phone shows, and what the page's column does. */
const PHONE = 40;
const COLUMN = 96;
/** Tables wider than these are printed smaller: paper does not scroll. */
const LONG = 115;
const LONGER = 150;
/** Longer words are no words, and may break anywhere on paper. */
const LONG_WORD = 30;
/** A table of more cells is too long to be read as lists: it scrolls. */
const MOST_LISTED = 20_000;

/** Aligns the numbers of every table, keeps its dates whole, and boxes it by how wide it is. */
export function mendTables(cells: readonly PageCell[], { text }: PageContext): void {
  for (const { root, place } of cells) {
    for (const short of root.querySelectorAll("th abbr[title], td abbr[title]")) spellOut(short);
    for (const head of root.querySelectorAll("th")) {
      // An empty corner cell is no heading.
      if (textOf(head) !== "" || head.querySelector("img, math, r-slot")) continue;
      rename(head, "td").removeAttribute("scope");
    }
    for (const head of root.querySelectorAll("thead th")) setSmall(head);
    for (const table of root.querySelectorAll("table")) {
      if (table.parentElement?.closest("table, .r-table")) continue;
      headFirstRow(table);
      const grid = layOutTable(table);
      if (grid.cells === 0) continue;
      alignNumbers(table, grid);
      const width = widthOf(grid);
      const reached = { tabindex: "0", role: "region", "aria-label": text.table(place.cell) };
      const scrolls = width > COLUMN || width > PHONE && grid.cells > MOST_LISTED;
      const box = createElement("div", { class: "r-table", ...scrolls && reached });
      table.replaceWith(box);
      box.append(table);
      if (width > LONG) printSmall(box, grid, width);
      if (width <= PHONE) continue;
      if (width > COLUMN) grid.head.forEach((row) => row.forEach(breakName));
      if (grid.cells > MOST_LISTED) continue;
      const isSingle = grid.body.every((row) =>
        row.filter((cell) => cell?.localName === "td").length < 2
      );
      if (isSingle || isShort(grid)) table.classList.add(isSingle ? "r-single" : "r-tiles");
      listRows(table, grid);
    }
  }
}

/** Makes a first row of heads alone the table's head, as Spark's and many written by hand mean it. */
function headFirstRow(table: Element): void {
  const [first, second] = table.querySelectorAll("tr");
  const heads = [...first?.children ?? []];
  if (!second || table.querySelector("thead") || heads.length === 0) return;
  if (heads.some((head) => head.localName !== "th" || head.hasAttribute("rowspan"))) return;
  if (second.children.length > 0 && [...second.children].every(isHeadCell)) return;
  const before = [...table.children].find((child) => !/^(?:caption|col)/.test(child.localName));
  const head = createElement("thead");
  before?.before(head);
  head.append(first!);
}

const isHeadCell = ({ localName }: Element) => localName === "th";

/** Prints a wide table smaller, and lets break what no column could hold, such as JSON. */
function printSmall(box: Element, { body }: TableLayout, width: number): void {
  box.classList.add(width > LONGER ? "r-longer" : "r-long");
  for (const cell of body.flat()) {
    if (cell && longestWord(textOf(cell)) > LONG_WORD) cell.classList.add("r-breaks");
  }
}

/** Says of each cell what its column is called, and keeps the table a table for those who hear it as a list. */
function listRows(table: Element, { heads, body }: TableLayout): void {
  table.classList.add("r-list");
  table.setAttribute("role", "table");
  // What has this role by its attribute may hold rows, but no link.
  const number = table.querySelector("caption > a.r-number");
  if (number) rename(number, "span").removeAttribute("href");
  for (const [parts, role] of ROLES) {
    for (const part of table.querySelectorAll(parts)) part.setAttribute("role", role);
  }
  for (const row of body) {
    for (const [column, cell] of row.entries()) {
      const head = heads[column];
      // A row head that is a bare number says what it counts.
      const isNamed = cell?.localName === "td" || cell && /^\d+$/.test(textOf(cell));
      if (head && isNamed) cell.setAttribute("data-head", head);
    }
  }
}

const ROLES = [
  ["thead, tbody, tfoot", "rowgroup"],
  ["tr", "row"],
  ["th", "rowheader"],
  ["thead th", "columnheader"],
  ["td", "cell"],
] as const;

/** A table's width in characters: columns as wide as their longest word, and at most 22 for text that wraps. */
function widthOf({ heads, body }: TableLayout): number {
  const widths = heads.map((head, column) => {
    const texts = body.map((row) => row[column]).map((cell) => cell ? shownText(cell) : "");
    const isWhole = body.some((row) => /\b(?:num|r-date)\b/.test(row[column]?.className ?? ""));
    const needs = [
      longestWord(head),
      ...texts.map((text) =>
        isWhole ? text.length : Math.max(longestWord(text), Math.min(text.length, 22))
      ),
    ];
    return Math.max(...needs.slice(0, 2000)) + 3;
  });
  return widths.reduce((sum, width) => sum + width, 0);
}

/** At most so many characters in a value, and in a word of its head, fit four to a row on a phone. */
const TILE = 9;
const TILE_WORD = 10;

function isShort({ heads, body }: TableLayout): boolean {
  return heads.slice(1).every((head) => longestWord(head.replaceAll(NBSP, " ")) <= TILE_WORD) &&
    body.every((row) =>
      row.every((cell) => cell?.localName !== "td" || shownText(cell).length <= TILE)
    );
}

const NBSP = "\u00a0";

function longestWord(text: string): number {
  return Math.max(0, ...text.split(/ /).map((word) => word.length));
}

/** The text of a cell that is seen: without the words for screen readers, and of a head without its small print. */
function shownText(cell: Element, without = ".r-hidden", read = textOf): string {
  const others = [...cell.querySelectorAll(without)].map(read);
  return others.reduce((text, words) => text.replace(words, ""), read(cell));
}

/** Sets what a head says in brackets at its end on a line of its own: `2023 (365 days)`. */
function setSmall(head: Element): void {
  const [, words, bracket] = /^(.+?)\s*\(([^()]+)\)$/.exec(lineOf(head)) ?? [];
  if (words === undefined || head.children.length > 0) return;
  head.replaceChildren(
    words,
    " ",
    createElement("small", bracket!.length > 12 ? {} : { class: "r-date" }, [bracket!]),
  );
}

/** Lets a name of code break: `flipper_length_mm` would make its column as wide as itself. */
function breakName(head: Element | undefined): void {
  const [only, ...others] = head?.childNodes ?? [];
  if (only?.nodeType !== 3 || others.length > 0 || only.textContent!.length > 200) return;
  const parts = only.textContent!.split(/(?<=[\p{L}\d][_./])(?=[\p{L}\d])/u);
  head!.replaceChildren(
    ...parts.flatMap((part, at) => at === 0 ? [part] : [createElement("wbr"), part]),
  );
}

/** Lets an abbreviation in a table be heard as what it means: few screen readers say a title. */
function spellOut(short: Element): void {
  const shown = createElement("span", { "aria-hidden": "true" }, [textOf(short)]);
  const heard = createElement("span", { class: "r-hidden" }, [short.getAttribute("title")!]);
  short.replaceChildren(shown, " ", heard);
}

const NUMBER =
  /^[-+\u2212]?\p{Sc}?\s?[-+\u2212]?(?:\p{Nd}[\p{Nd}.,\u00a0\u202f\u066b\u066c ]*(?:e[-+]?\d+)?|nan|inf)\s?[%\u066a\p{Sc}]?$/iu;
const NOTHING =
  /^(?:|null|None|NaN|nan|<NA>|N\/?A|n\/?a|n\.?[ad]\.?|NaT|missing|[-–—xX*]|\.{1,3}|…|\[[a-z]\])$/;
const DATE = /^\d{4}-\d\d(?:-\d\d)?(?:[T ][\d:.]+Z?)?$|^\d{1,2}(?:er)?\s\p{L}+\s\d{4}$/u;

/** Sets columns of numbers flush right, as the cells of our own tables say by class, and lets no date break. */
function alignNumbers(table: Element, { heads, body, head }: TableLayout): void {
  for (const cell of table.querySelectorAll("td, th")) {
    if (DATE.test(textOf(cell))) cell.classList.add("r-date");
  }
  if (table.querySelector("table, td.r-right, td.r-center")) return;
  for (const column of heads.keys()) {
    const cells = body.map((row) => row[column]).filter((cell) => cell !== undefined);
    if (cells.some(isHeadCell)) continue;
    const texts = cells.map((cell) => shownText(cell));
    const isNumeric = texts.some((text) => NUMBER.test(text)) &&
      texts.every((text) => NUMBER.test(text) || NOTHING.test(text));
    if (!isNumeric) {
      // Right-align placeholders under right-aligned heads.
      const isRight = head.some((row) => row[column]?.classList.contains("num"));
      for (const cell of isRight ? cells : []) {
        if (NOTHING.test(shownText(cell))) cell.classList.add("num");
      }
      continue;
    }
    for (const cell of [...cells, ...head.flatMap((row) => row[column] ?? [])]) {
      cell.classList.add("num");
    }
  }
}

interface TableLayout {
  /** What each column is called: its heads from top to bottom; empty where it has none. */
  readonly heads: readonly string[];
  /** Rows of heads alone. */
  readonly head: readonly (readonly (Element | undefined)[])[];
  /** Rows with a cell: by column, and only where the cell begins. */
  readonly body: readonly (readonly (Element | undefined)[])[];
  readonly cells: number;
}

/** More columns or rows than these are not counted for one cell. */
const MOST_SPANNED = 1000;

/** Lays out a table's own rows, not those of a table inside. */
function layOutTable(table: Element): TableLayout {
  const head: (Element | undefined)[][] = [];
  const body: (Element | undefined)[][] = [];
  const heads: string[] = [];
  // Where there is a head, a row of heads in the body names the rows below it.
  const hasHead = [...table.children].some(({ localName }) => localName === "thead");
  let cells = 0;
  /** Rows that each column is still taken up for, by a cell above. */
  const taken: number[] = [];
  for (const row of table.querySelectorAll("tr")) {
    if (row.closest("table") !== table) continue;
    const isHead = row.closest("thead") !== null ||
      (!hasHead && body.length === 0 && [...row.children].every(isHeadCell));
    const line: (Element | undefined)[] = [];
    let column = 0;
    for (const cell of row.children) {
      cells++;
      while ((taken[column] ?? 0) > 0) column++;
      line[column] = cell;
      const words = isHead ? shownText(cell, "small, .r-hidden", lineOf).trim() : "";
      const [across, down] = [spanOf(cell, "colspan"), spanOf(cell, "rowspan")];
      const end = column + across;
      for (; column < end; column++) {
        taken[column] = down;
        if (words !== "") heads[column] = heads[column] ? `${heads[column]} · ${words}` : words;
        heads[column] ??= "";
      }
    }
    for (const at of taken.keys()) taken[at] = Math.max(0, (taken[at] ?? 0) - 1);
    (isHead ? head : body).push(line);
  }
  return { heads: Array.from(heads, (words) => words ?? ""), head, body, cells };
}

/** How many rows or columns a cell takes up, within reason. */
function spanOf(cell: Element, attribute: "rowspan" | "colspan"): number {
  const span = Number(cell.getAttribute(attribute) ?? 1);
  return Number.isInteger(span) && span > 0 ? Math.min(span, MOST_SPANNED) : 1;
}
