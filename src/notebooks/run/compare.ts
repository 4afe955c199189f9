/** Comparing what a notebook was saved with and what it shows now: data, drawings, tables and text, not bytes. */
import type { MimeBundle, Notebook, Output } from "../ipynb/format.ts";
import { DOMParser, parseHTML } from "linkedom";

/** One thing that is no longer as it was. */
export interface Difference {
  /** One-based, counted over all cells, as a reader counts them. */
  readonly cell: number;
  readonly id: string;
  /** The figure or table, as a reader would find it; empty for any other output. */
  readonly subject: string;
  /** What changed, with the old and the new. */
  readonly what: string;
}

const MOST = 20;
/** Characters that are quoted of a text, and those of them before what differs. */
const QUOTED = 80;
const CONTEXT = 20;

/**
 * What differs between the outputs of two runs of one notebook, in the order of its cells. Counts, times and the order
 * of keys do not matter.
 */
export function compareOutputs(saved: Notebook, now: Notebook): Difference[] {
  return now.cells.flatMap((cell, index): Difference[] => {
    const before = saved.cells[index];
    if (cell.cell_type !== "code" || before?.cell_type !== "code") return [];
    const most = Math.max(before.outputs.length, cell.outputs.length);
    return Array.from({ length: most }, (_, at) => {
      const [a, b] = [readOutput(before.outputs[at]), readOutput(cell.outputs[at])];
      const subject = b?.subject || a?.subject || "";
      const place = { cell: index + 1, id: cell.id ?? "", subject };
      return compareOutput(a, b).map((what) => ({ ...place, what }));
    }).flat();
  });
}

interface ReadOutput {
  readonly output: Output;
  readonly html: Element | undefined;
  /** Which figure or table it is: its caption and its id. */
  readonly subject: string;
}

function readOutput(output: Output | undefined): ReadOutput | undefined {
  if (output === undefined) return undefined;
  const source = "data" in output ? output.data["text/html"] : undefined;
  const html = typeof source === "string"
    ? parseHTML(`<!doctype html><html><body>${source}</body></html>`).document.body
    : undefined;
  return { output, html, subject: subjectOf(html) };
}

function compareOutput(before: ReadOutput | undefined, now: ReadOutput | undefined): string[] {
  if (before === undefined) return [`new output: ${describe(now!.output)}`];
  if (now === undefined) return [`gone: ${describe(before.output)}`];
  if ("data" in before.output && "data" in now.output) {
    const mimes = compareTypes(before.output.data, now.output.data);
    return mimes.length > 0 ? mimes : compareFacts(before, now);
  }
  const [a, b] = [describe(before.output), describe(now.output)];
  return a === b ? [] : [fromTo(a, b)];
}

function compareTypes(before: MimeBundle, now: MimeBundle): string[] {
  const come = Object.keys(now).filter((mime) => !(mime in before));
  const gone = Object.keys(before).filter((mime) => !(mime in now));
  return [
    ...come.map((mime) => `it now has ${mime}`),
    ...gone.map((mime) => `it no longer has ${mime}`),
  ];
}

/** What readers see comes first: the rest mostly says the same in other words. */
function compareFacts(before: ReadOutput, now: ReadOutput): string[] {
  const found = differences(factsOfPages(before), factsOfPages(now));
  const all = found.length > 0 ? found : differences(factsOfRest(before), factsOfRest(now));
  const more = all.length - MOST;
  return more > 0 ? [...all.slice(0, MOST), `and ${more} more`] : all;
}

function differences(before: Facts, now: Facts): string[] {
  const said = changes(before.said, now.said).map(([place, a, b]) => {
    if (a === undefined) return `${place}: new, ${excerpt(b!)}`;
    return `${place}: ${b === undefined ? `gone, was ${excerpt(a)}` : fromTo(a, b)}`;
  });
  return [...said, ...changes(before.shown, now.shown).map(([place]) => `${place} changed`)];
}

function changes(before: Map<string, string>, now: Map<string, string>) {
  return [...new Set([...before.keys(), ...now.keys()])]
    .map((place) => [place, before.get(place), now.get(place)] as const)
    .filter(([, a, b]) => a !== b);
}

/** `“65” → “66”`, each shortened around what differs. */
function fromTo(before: string, now: string): string {
  let start = 0;
  while (start < before.length && before[start] === now[start]) start++;
  const from = Math.max(0, before.lastIndexOf(" ", Math.max(0, start - 1)) - CONTEXT);
  return `${excerpt(before, from)} → ${excerpt(now, from)}`;
}

function excerpt(text: string, from = 0): string {
  if (text.length <= QUOTED) return `“${text}”`;
  const end = Math.min(text.length, from + QUOTED);
  return `“${from > 0 ? "…" : ""}${text.slice(from, end)}${end < text.length ? "…" : ""}”`;
}

function subjectOf(html: Element | undefined): string {
  const named = html?.querySelector("figure[id], table[id], figure, table");
  if (!named) return "";
  const title = plain(named.querySelector("figcaption, caption")?.firstChild?.textContent);
  const kind = named.localName === "figure" ? "figure" : "table";
  return [kind, title && `“${title}”`, named.id && `(${named.id})`].filter(Boolean).join(" ");
}

function describe(output: Output): string {
  if (output.output_type === "stream") return `${output.name}: ${plain(output.text)}`;
  if (output.output_type === "error") return `${output.ename}: ${plain(output.evalue)}`;
  return Object.keys(output.data).sort().join(", ");
}
interface Facts {
  /** Words and numbers: a table's cells by their row and column, a value of JSON by its path. */
  readonly said: Map<string, string>;
  /** Drawings and pictures: only that they changed can be told. */
  readonly shown: Map<string, string>;
}

const SVG = "image/svg+xml";
/** Decimals below which a drawing looks the same. */
const DECIMALS = 2;

function plain(text: string | null | undefined): string {
  return (text ?? "").replaceAll(/\s+/g, " ").trim();
}

/** What stands in HTML, of which nothing is left to read again, and in drawings. */
function factsOfPages({ output, html: root }: ReadOutput): Facts {
  const facts: Facts = { said: new Map(), shown: new Map() };
  const svg = "data" in output && output.data[SVG];
  const drawings = typeof svg === "string" ? [svg] : [];
  if (root !== undefined) {
    drawings.push(...takeDrawings(root));
    for (const table of root.querySelectorAll("table")) {
      addTable(facts.said, table);
      table.replaceWith(table.querySelector("caption")?.textContent ?? "");
    }
    facts.said.set("text", plain(root.textContent));
  }
  drawings.forEach((drawing) => addDrawing(facts, drawing));
  return facts;
}

/** What stands in everything else, which mostly says the same in other words. */
function factsOfRest({ output }: ReadOutput): Facts {
  const facts: Facts = { said: new Map(), shown: new Map() };
  for (const [mime, value] of Object.entries("data" in output ? output.data : {})) {
    if (mime === "text/html" || mime === SVG) continue;
    if (typeof value !== "string") addJson(facts.said, value, "");
    else if (mime.startsWith("image/")) facts.shown.set(mime, value);
    else facts.said.set(mime, plain(value));
  }
  return facts;
}

function addJson(facts: Map<string, string>, value: unknown, path: string): void {
  const items = typeof value === "object" && value !== null ? Object.entries(value) : [];
  if (items.length === 0) return add(facts, path, JSON.stringify(value));
  for (const [key, item] of items) {
    const step = Array.isArray(value) ? `[${key}]` : path === "" ? key : `.${key}`;
    addJson(facts, item, `${path}${step}`);
  }
}

/** Adds a fact; a place that is there already gets a number. */
function add(facts: Map<string, string>, place: string, value: string): void {
  let key = place || "value";
  for (let n = 2; facts.has(key); n++) key = `${place || "value"} (${n})`;
  facts.set(key, value);
}

function addTable(facts: Map<string, string>, table: Element): void {
  const rows = [...table.querySelectorAll("tr")].map((row) => [...row.children]);
  const isHead = (cell: Element) => cell.localName === "th";
  const heads = rows.filter((row) => row.every(isHead));
  const width = Math.max(0, ...rows.map((row) => row.length));
  let group: string[] = [];
  for (const row of rows) {
    if (heads.includes(row)) continue;
    const labels = row.filter(isHead).map((cell) => plain(cell.textContent));
    // A label that spans rows stands in the first of them only.
    group = [...group.slice(0, Math.max(0, group.length - labels.length)), ...labels];
    const missing = width - row.length;
    row.forEach((cell, index) => {
      if (isHead(cell)) return;
      const columns = heads.map((head) => plain(head[index + missing]?.textContent));
      add(facts, [...group, ...columns].filter(Boolean).join(" · "), plain(cell.textContent));
    });
  }
}

/** The drawings that HTML carries as pictures, for wide windows and narrow; what they are said to show takes their place. */
function takeDrawings(root: Element): string[] {
  return [...root.querySelectorAll("picture > source, img")].flatMap((picture) => {
    const address = picture.getAttribute("srcset") ?? picture.getAttribute("src") ?? "";
    const [, data] = /^data:image\/svg\+xml;base64,(.*)/.exec(address) ?? [];
    picture.replaceWith(
      picture.localName === "img" ? ` [${picture.getAttribute("alt") ?? ""}] ` : "",
    );
    return data === undefined ? [] : [new TextDecoder().decode(Uint8Array.fromBase64(data))];
  });
}

/** Whatever order its attributes stand in, and however its ids were drawn. */
function addDrawing({ said, shown }: Facts, svg: string): void {
  const ids = new Map<string, string>();
  const shapes: string[] = [];
  const texts: string[] = [];
  const walk = (element: Element) => {
    const attributes = [...element.attributes]
      .map(({ name, value }) => `${name}=${normal(value, ids)}`).sort();
    shapes.push([element.localName, ...attributes].join(" "));
    for (const child of element.childNodes) {
      if (child.nodeType === child.ELEMENT_NODE) walk(child as Element);
      else if (plain(child.textContent) !== "") texts.push(plain(child.textContent));
    }
  };
  walk(new DOMParser().parseFromString(svg, SVG).documentElement as unknown as Element);
  add(shown, "the drawing", shapes.join("\n"));
  add(said, "the drawing’s text", texts.join(", "));
}

/** Numbers rounded; generated ids by the order in which they come. */
function normal(value: string, ids: Map<string, string>): string {
  return value
    .replaceAll(/\bplot-[0-9a-z]+(-\d+)?\b/g, (id) => {
      if (!ids.has(id)) ids.set(id, `id-${ids.size + 1}`);
      return ids.get(id)!;
    })
    .replaceAll(/-?\d+\.\d+/g, (number) => String(Number(Number(number).toFixed(DECIMALS))));
}
