/** A code cell's outputs as parts of the page: of each bundle the richest type that a page can show. */
import { isJsonMime, type MimeBundle, type Output } from "../notebook/format.ts";
import type { CellContext } from "./context.ts";
import { createElement, createSlot, textOf } from "./dom.ts";
import { foldLong } from "./fold.ts";
import { htm } from "./html.ts";
import { renderDrawing, renderRaster } from "./images.ts";
import { readMarkdown } from "./markdown.ts";
import { renderLatex } from "./math_markdown.ts";
import { sanitizeMarkup } from "./sanitize.ts";
import { offerFiles } from "./take_along.ts";
import { LONGEST, renderAnsi, renderText } from "./text_output.ts";

/** All outputs of a cell, in order; neighbouring streams of one name are one text. */
export function renderOutputs(outputs: readonly Output[], context: CellContext): Element[] {
  return joinStreams(outputs).flatMap((output) => renderOutput(output, context));
}

function joinStreams(outputs: readonly Output[]): Output[] {
  const joined: Output[] = [];
  for (const output of outputs) {
    const last = joined.at(-1);
    if (
      last?.output_type === "stream" && output.output_type === "stream" && last.name === output.name
    ) {
      joined[joined.length - 1] = { ...last, text: last.text + output.text };
    } else joined.push(output);
  }
  return joined;
}

function renderOutput(output: Output, context: CellContext): Element[] {
  if (output.output_type === "stream") {
    return output.name === "stderr"
      ? showText(output.text, context, context.text.warning)
      : showText(output.text, context);
  }
  if (output.output_type === "error") return renderError(output, context);
  return renderBundle(output.data, output.metadata, context);
}

/** Text as a terminal shows it; with a mark, error output that it names. */
function showText(content: string, { text, place }: CellContext, mark?: string): Element[] {
  const markup = mark === undefined
    ? renderText(content, { text, label: text.output(place.cell) })
    : renderText(content, { text, label: text.errorOutput(place.cell), kind: "error", mark });
  return markup === undefined ? [] : [createSlot(markup)];
}

function renderError(
  { ename, evalue, traceback }: Extract<Output, { output_type: "error" }>,
  { text, place }: CellContext,
): Element[] {
  const label = text.errorOutput(place.cell);
  const trace = renderText(traceback.join("\n"), { text, label, kind: "error" });
  return [createSlot(
    htm`<div class="r-error"><p class="r-mark">${text.error(ename)}</p><p>${
      renderAnsi(evalue.slice(0, LONGEST))
    }</p>${
      trace && htm`<details class="r-fold"><summary>${text.traceback}</summary>${trace}</details>`
    }</div>`,
  )];
}

/** What there is to show of one type of a bundle. */
interface Shown {
  readonly value: unknown;
  readonly mime: string;
  /** Of the output, by type or for all. */
  readonly metadata: MimeBundle;
  readonly context: CellContext;
}

/** Types a page can show, richest first. A renderer that finds nothing to show leaves it to the next. */
const RENDERERS: readonly (readonly [RegExp, (shown: Shown) => Element[]])[] = [
  [/^text\/html$/, renderHtml],
  [
    /^image\/svg\+xml$/,
    (shown) => renderDrawing(asText(shown.value), altOf(shown), shown.context),
  ],
  [/^image\/(?:png|jpeg|gif|webp)$/, (shown) => {
    const { value, mime, metadata, context } = shown;
    return renderRaster(mime, asText(value), metadata[mime], altOf(shown), context);
  }],
  [/^text\/markdown$/, renderMarkdownOutput],
  [/^text\/latex$/, renderLatexOutput],
  // A widget's messages to its front end say nothing to a reader.
  [/^application\/(?:json|(?!vnd\.jupyter\.widget).*\+json)$/, renderJson],
  [/^text\/plain$/, ({ value, context }) => showText(asText(value), context)],
];

function renderBundle(bundle: MimeBundle, metadata: MimeBundle, context: CellContext): Element[] {
  const types = Object.keys(bundle).sort();
  const chart = types.find((mime) => /^application\/vnd\.vega/.test(mime));
  if (chart !== undefined) context.findings.add("undrawn-chart", context.place, chart);
  // JSON made for a renderer that a page does not have stands back where there is plain text.
  const ranked = "text/plain" in bundle
    ? types.filter((mime) => mime === "application/json" || !isJsonMime(mime))
    : types;
  for (const [pattern, render] of RENDERERS) {
    for (const mime of ranked.filter((type) => pattern.test(type))) {
      const parts = render({ value: bundle[mime], mime, metadata, context });
      if (parts.length > 0) return offerFiles(parts, bundle, context);
    }
  }
  if (types.every((mime) => asText(bundle[mime]).trim() === "" && !isJsonMime(mime))) return [];
  context.findings.add("unknown-output", context.place, types.join(", "));
  return [createSlot(htm`<p class="r-mark">${context.text.unknownOutput(types)}</p>`)];
}

function renderHtml({ value, context }: Shown): Element[] {
  const root = sanitizeMarkup(asText(value), context);
  if (textOf(root) === "" && !root.querySelector("img, hr, r-slot")) return [];
  return [foldLong(createElement("div", { class: "r-html" }, [...root.childNodes]), context)];
}

function renderMarkdownOutput({ value, context }: Shown): Element[] {
  const noteId = context.ids.claim(`out-${context.place.cell}`);
  const root = readMarkdown(asText(value), noteId, context);
  return root.childNodes.length === 0
    ? []
    : [foldLong(createElement("div", { class: "r-html" }, [...root.childNodes]), context)];
}

function renderLatexOutput({ value, context }: Shown): Element[] {
  const source = asText(value);
  if (source.trim() === "") return [];
  const { markup, faults } = renderLatex(source, context.macros);
  context.findings.add("faulty-formula", context.place, ...faults);
  return [...sanitizeMarkup(String(markup), context).children];
}

/** Some tools fill a type of their own with nothing, for a script that is not here. */
function renderJson({ value, context }: Shown): Element[] {
  return value === "" ? [] : showText(writeJson(value), context);
}

/** JSON on lines of its own; in one line where it is nested deep; nothing where it is too deep to be written. */
function writeJson(value: unknown): string {
  try {
    const line = JSON.stringify(value) ?? "";
    if (line.length > LONGEST || /[[{]{20}/.test(line)) return line;
    const lines = JSON.stringify(value, null, 2) ?? "";
    return lines.length > 6 * line.length + 1_000 ? line : lines;
  } catch {
    return "";
  }
}

/** The text alternative that an output's metadata may carry, for all types or for one. */
function altOf({ metadata, mime }: Shown): string | undefined {
  const own = metadata[mime] as { alt?: unknown } | undefined;
  const alt = own?.alt ?? metadata.alt;
  return typeof alt === "string" && alt.trim() !== "" ? alt.trim() : undefined;
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : writeJson(value);
}
