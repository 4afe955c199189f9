/** Comparing two outputs of HTML: the numbers of their tables, each with its place, and their words. */
import { parseHTML } from "linkedom";
import { fromTo, plain } from "./difference.ts";

/** A piece of HTML as a tree. */
export function parseFragment(html: string): Element {
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  return document.body as unknown as Element;
}

/** Which figure or table it is: its caption and its id. */
export function nameOf(root: Element): string | undefined {
  const figure = root.querySelector("figure[id], table[id], figure, table");
  if (figure === null) return undefined;
  const caption = figure.querySelector("figcaption, caption")?.firstChild?.textContent ?? "";
  const kind = figure.localName === "figure" ? "figure" : "table";
  const title = plain(caption);
  return [kind, title && `“${title}”`, figure.id && `(${figure.id})`].filter(Boolean).join(" ");
}

/** What differs in the tables of two outputs, a line for each cell. */
export function compareTables(before: Element, now: Element): string[] {
  const [tables, others] = [gridsOf(before), gridsOf(now)];
  if (tables.length !== others.length) return [`${tables.length} tables → ${others.length}`];
  return tables.flatMap((table, index) => compareGrids(table, others[index]!));
}

/** What differs outside their tables, in what is said and in what pictures are said to show. */
export function compareWords(before: Element, now: Element): string[] {
  const [words, others] = [wordsOf(before), wordsOf(now)];
  return words === others ? [] : [`text ${fromTo(words, others)}`];
}

/** Cells by the labels of their row and column. */
type Grid = ReadonlyMap<string, string>;

function gridsOf(root: Element): Grid[] {
  return [...root.querySelectorAll("table")].map(gridOf);
}

function gridOf(table: Element): Grid {
  const grid = new Map<string, string>();
  const rows = [...table.querySelectorAll("tr")].map(cellsOf);
  const heads = rows.filter((row) => row.every(({ isHead }) => isHead));
  const width = Math.max(0, ...rows.map((row) => row.length));
  const columns = Array.from(
    { length: width },
    (_, index) => heads.map((head) => head[index]?.text ?? "").filter(Boolean).join(" · "),
  );
  let group: string[] = [];
  for (const row of rows) {
    const labels = row.filter(({ isHead }) => isHead).map(({ text }) => text);
    if (labels.length === row.length && heads.length > 0 && heads.includes(row)) continue;
    // A label that spans rows stands in the first of them only.
    group = labels.length < group.length
      ? [...group.slice(0, group.length - labels.length), ...labels]
      : labels;
    const missing = width - row.length;
    row.forEach(({ isHead, text }, index) => {
      if (isHead) return;
      const place = [...group, columns[index + missing]].filter(Boolean).join(" · ");
      let key = place || `cell ${grid.size + 1}`;
      for (let n = 2; grid.has(key); n++) key = `${place} (${n})`;
      grid.set(key, text);
    });
  }
  return grid;
}

function cellsOf(row: Element): { isHead: boolean; text: string }[] {
  return [...row.children].map((cell) => ({
    isHead: cell.localName === "th",
    text: plain(cell.textContent ?? ""),
  }));
}

function compareGrids(before: Grid, now: Grid): string[] {
  const places = [...new Set([...before.keys(), ...now.keys()])];
  return places.flatMap((place) => {
    const [a, b] = [before.get(place), now.get(place)];
    if (a === b) return [];
    if (a === undefined) return [`${place}: new, “${b}”`];
    return [b === undefined ? `${place}: gone, was “${a}”` : `${place}: ${fromTo(a, b)}`];
  });
}

function wordsOf(root: Element): string {
  const copy = root.cloneNode(true) as Element;
  for (const table of copy.querySelectorAll("table")) {
    table.replaceWith(table.querySelector("caption")?.textContent ?? "");
  }
  for (const image of copy.querySelectorAll("img")) {
    image.replaceWith(` [${image.getAttribute("alt") ?? ""}] `);
  }
  return plain(copy.textContent ?? "");
}
