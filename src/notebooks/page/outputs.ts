/** A code cell's outputs as parts of the page: of each bundle the richest type that a page can show. */
import { isJsonMime, type MimeBundle, type Output } from "../ipynb/format.ts";
import type { CellContext } from "./context.ts";
import { createElement, createSlot, foldOf, htm, innerHtml, isBlank, textOf } from "./dom.ts";
import { placeDrawing, renderRaster } from "./images.ts";
import { readMarkdown, renderInHtml, renderLatex } from "./markdown.ts";
import { sanitizeMarkup } from "./sanitize.ts";
import { LONGEST, renderAnsi, renderText, type Run } from "./text_output.ts";
import { Buffer } from "node:buffer";
import { defuseCsv } from "./links.ts";
import { readDrawing, writeInline } from "./svg.ts";

type Stream = Extract<Output, { output_type: "stream" }>;

/** All outputs of a cell, in order; neighbouring streams are one text. */
export function renderOutputs(outputs: readonly Output[], context: CellContext): Element[] {
  return joinStreams(outputs).flatMap((output) => {
    if (Array.isArray(output)) return showStreams(output, context);
    return output.output_type === "error"
      ? renderError(output, context)
      : renderBundle(output.data, output.metadata, context);
  });
}

/** Streams that follow one another, together; those of one name among them as one. */
function joinStreams(outputs: readonly Output[]): (Stream[] | Exclude<Output, Stream>)[] {
  const joined: (Stream[] | Exclude<Output, Stream>)[] = [];
  for (const output of outputs) {
    const before = joined.at(-1);
    if (output.output_type !== "stream") joined.push(output);
    else if (!Array.isArray(before)) joined.push([output]);
    else if (before.at(-1)!.name !== output.name) before.push(output);
    else before.push({ ...output, text: before.pop()!.text + output.text });
  }
  return joined;
}

function showStreams(streams: readonly Stream[], context: CellContext): Element[] {
  const { warning } = context.text;
  const [first] = streams as [Stream];
  if (streams.length === 1) {
    return showText(first.text, context, first.name === "stderr" ? warning : undefined);
  }
  const runs = streams.map(({ name, text }) =>
    name === "stderr" ? { content: text, mark: warning } : { content: text }
  );
  return showText(runs, context);
}

/** Text as a terminal shows it; with a mark, error output that it names. */
function showText(
  content: string | readonly Run[],
  context: CellContext,
  mark?: string,
): Element[] {
  const markup = renderText(content, context, mark);
  return markup === undefined ? [] : [createSlot(markup)];
}

function renderError(
  { ename, evalue, traceback }: Extract<Output, { output_type: "error" }>,
  context: CellContext,
): Element[] {
  const { text } = context;
  const trace = renderText(traceback.join("\n"), context, undefined, true);
  const said = htm`<p class="r-mark">${text.error(ename)}</p><p>${
    renderAnsi(evalue.slice(0, LONGEST))
  }</p>`;
  const fold = trace && foldOf(text.traceback, trace);
  return [createSlot(htm`<div class="r-error">${said}${fold}</div>`)];
}

/** What a type of a bundle holds, as parts of the page; the output's metadata speak of one type or of all. */
type Renderer = (
  content: string,
  context: CellContext,
  mime: string,
  metadata: MimeBundle,
) => Element[];

/** Types a page can show, richest first. A renderer that finds nothing to show leaves it to the next. */
const RENDERERS: readonly (readonly [RegExp, Renderer])[] = [
  [/^text\/html$/, (content, context) => {
    const faults: string[] = [];
    const markup = renderInHtml(content, { macros: context.macros, faults });
    context.findings.add("faulty-formula", context.place, faults);
    const root = sanitizeMarkup(markup, context);
    return isBlank(root) ? [] : boxHtml(root, context);
  }],
  [/^image\/svg\+xml$/, (content, context, mime, metadata) => {
    const drawing = placeDrawing(content, altOf(mime, metadata), context);
    return drawing.length > 0 ? [createElement("div", { class: "r-image" }, drawing)] : [];
  }],
  [/^image\/(?:png|jpeg|gif|webp)$/, (content, context, mime, metadata) => {
    const size = { ...metadata, ...Object(metadata[mime]) };
    return renderRaster(mime, content, size, altOf(mime, metadata), context);
  }],
  [/^text\/markdown$/, (content, context) => {
    const noteId = context.ids.claim(`out-${context.place.cell}`);
    const root = readMarkdown(content, noteId, context);
    return root.firstChild === null ? [] : boxHtml(root, context);
  }],
  [/^text\/latex$/, (content, context) => {
    if (content.trim() === "") return [];
    const { markup, faults } = renderLatex(content, context.macros);
    context.findings.add("faulty-formula", context.place, faults);
    return [...sanitizeMarkup(String(markup), context).children];
  }],
  // JSON, but for the state of widgets.
  [/^application\/(?:json|(?!vnd\.jupyter\.widget).*\+json)$|^text\/plain$/, (content, context) => {
    return showText(content, context);
  }],
];

function boxHtml(root: Element, context: CellContext): Element[] {
  root.setAttribute("class", "r-html");
  return [foldLong(root, context)];
}

function renderBundle(bundle: MimeBundle, metadata: MimeBundle, context: CellContext): Element[] {
  const types = Object.keys(bundle).sort();
  const chart = types.find((mime) => /^application\/vnd\.(?:vega|plotly)/.test(mime));
  if (chart !== undefined) context.findings.add("undrawn-chart", context.place, chart);
  // Plain text is preferred to JSON for a renderer that a page lacks.
  const ranked = "text/plain" in bundle || chart !== undefined
    ? types.filter((mime) => mime === "application/json" || !isJsonMime(mime))
    : types;
  for (const [pattern, render] of RENDERERS) {
    for (const mime of ranked.filter((type) => pattern.test(type))) {
      const parts = render(asText(bundle[mime]), context, mime, metadata);
      if (parts.length > 0) return offerFiles(parts, bundle, context);
    }
  }
  if (types.every((mime) => asText(bundle[mime]).trim() === "" && !isJsonMime(mime))) return [];
  context.findings.add("unknown-output", context.place, types.join(", "));
  return [createSlot(htm`<p class="r-mark">${context.text.unknownOutput(types)}</p>`)];
}

/** The text alternative that an output's metadata may carry, for all types or for one. */
function altOf(mime: string, metadata: MimeBundle): string | undefined {
  const own = metadata[mime] as { alt?: unknown } | undefined;
  const alt = own?.alt ?? metadata.alt;
  return typeof alt === "string" && alt.trim() !== "" ? alt.trim() : undefined;
}

/** JSON on lines of its own; in one line where it is nested deep; nothing where it is too deep to be written. */
function asText(value: unknown): string {
  if (typeof value === "string") return value;
  try {
    const line = JSON.stringify(value) ?? "";
    if (line.length > LONGEST || /[[{]{20}/.test(line)) return line;
    const lines = JSON.stringify(value, null, 2) ?? "";
    return lines.length > 6 * line.length + 1_000 ? line : lines;
  } catch {
    return "";
  }
}

/** A table of more rows is folded. */
const FOLD_ROWS = 100;
/** Words of more bytes are folded: about eight printed pages. */
const FOLD_TEXT_BYTES = 20_000;

/** An output's HTML, behind a fold where it is a long table or a long text. A figure folds its own numbers. */
function foldLong(output: Element, { text, place }: CellContext): Element {
  if (output.querySelector("figure") !== null) return output;
  const rows = [...output.querySelectorAll("tr")].filter((row) => !row.closest("thead")).length;
  if (rows <= FOLD_ROWS && Buffer.byteLength(textOf(output)) <= FOLD_TEXT_BYTES) return output;
  const bytes = Buffer.byteLength(String(innerHtml(output)));
  const size = rows > FOLD_ROWS ? text.foldedTable(rows, bytes) : text.bytes(bytes);
  const caption = output.querySelector("table > caption")?.firstChild?.textContent?.trim();
  const summary = createElement("summary", {}, [
    `${caption || text.output(place.cell)} `,
    createElement("span", { class: "r-size" }, [`(${size})`]),
  ]);
  return createElement("details", { class: "r-fold" }, [summary, output]);
}

/** Adds the links to an output: in its figure where it has one, before the folded numbers; else after it. */
function offerFiles(parts: Element[], bundle: MimeBundle, context: CellContext): Element[] {
  const owner = parts.map((part) => part.querySelector("figure, table")).find((found) => found);
  const name = owner?.getAttribute("id") || `cell-${context.place.cell}`;
  const links = [
    ...csvLink(bundle["text/csv"], name, context),
    ...svgLink(bundle["image/svg+xml"], name, context),
  ];
  if (links.length === 0) return parts;
  const spaced = links.flatMap((link, at) => at === 0 ? [link] : [" ", link]);
  const line = createElement("p", { class: "r-take" }, spaced);
  if (owner?.localName !== "figure") return [...parts, line];
  const numbers = [...owner.children].find(({ localName }) => localName === "details");
  if (numbers) numbers.before(line);
  else owner.append(line);
  return parts;
}

/** CSV with a byte order mark, as spreadsheets expect, and no cell that they would compute. */
function csvLink(csv: unknown, name: string, context: CellContext): Element[] {
  if (typeof csv !== "string" || csv.trim() === "") return [];
  const safe = "\ufeff" + defuseCsv(csv.replace(/^\ufeff/, ""));
  return [link("csv", `${name}.csv`, "text/csv", safe, context)];
}

/** Only a drawing that may stand in the page is offered. */
function svgLink(svg: unknown, name: string, context: CellContext): Element[] {
  if (typeof svg !== "string") return [];
  const drawing = readDrawing(svg, context.drawings);
  if (drawing === undefined || drawing.fault !== undefined || drawing.needsPicture) return [];
  const { markup } = writeInline(drawing, { claim: (id) => id, name });
  const alone = markup.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"');
  return [link("svg", `${name}.svg`, "image/svg+xml", alone, context)];
}

function link(
  kind: "csv" | "svg",
  fileName: string,
  type: string,
  content: string,
  { text }: CellContext,
): Element {
  const bytes = Buffer.from(content);
  const href = `data:${type};charset=utf-8;base64,${bytes.toString("base64")}`;
  return createElement("a", { href, download: fileName }, [text.take(kind, bytes.length)]);
}
