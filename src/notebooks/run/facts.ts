/** What an output says and shows, as facts by which two runs can be compared: no bytes, no order of keys. */
import { DOMParser, parseHTML } from "linkedom";
import type { MimeBundle } from "../ipynb/format.ts";

/** Facts by their place in an output. */
export interface Facts {
  /** Words and numbers: a table's cells by their row and column, a value of JSON by its path. */
  readonly said: Map<string, string>;
  /** Drawings and pictures: only that they changed can be told. */
  readonly shown: Map<string, string>;
}

const SVG = "image/svg+xml";
/** Decimals below which a drawing looks the same. */
const DECIMALS = 2;

/** HTML as a tree. */
export function parseFragment(html: string): Element {
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  return document.body as unknown as Element;
}

/** Runs of white space as one space. */
export function plain(text: string | null | undefined): string {
  return (text ?? "").replaceAll(/\s+/g, " ").trim();
}

/** What stands in HTML and in drawings. */
export function factsOfPages(bundle: MimeBundle): Facts {
  const facts: Facts = { said: new Map(), shown: new Map() };
  const { "text/html": html, [SVG]: svg } = bundle;
  const drawings = typeof svg === "string" ? [svg] : [];
  if (typeof html === "string") {
    const root = parseFragment(html);
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
export function factsOfRest(bundle: MimeBundle): Facts {
  const facts: Facts = { said: new Map(), shown: new Map() };
  for (const [mime, value] of Object.entries(bundle)) {
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
