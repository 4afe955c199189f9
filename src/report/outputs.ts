/** A code cell's outputs as parts of the page: of each bundle the richest type that a page can show. */
import { isJsonMime, type MimeBundle, type Output } from "../notebook/format.ts";
import type { CellContext } from "./context.ts";
import { createElement, createSlot, textOf } from "./dom.ts";
import { foldLong } from "./fold.ts";
import { htm } from "./html.ts";
import { drawInline, inlineFigures, renderDrawing, renderRaster } from "./images.ts";
import { renderMarkdown } from "./markdown.ts";
import { renderLatex } from "./math.ts";
import { sanitizeMarkup } from "./sanitize.ts";
import { offerFiles } from "./take_along.ts";
import { byteLength, FOLD_BYTES, LONGEST, renderAnsi, renderText } from "./text_output.ts";

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
  const { text, place } = context;
  if (output.output_type === "stream") {
    const isError = output.name === "stderr";
    return slot(renderText(output.text, {
      text,
      label: isError ? text.errorOutput(place.cell) : text.output(place.cell),
      ...(isError ? { mark: text.warning, kind: "error" } : {}),
    }));
  }
  if (output.output_type === "error") return renderError(output, context);
  return renderBundle(output.data, output.metadata, context);
}

function renderError(
  { ename, evalue, traceback }: Extract<Output, { output_type: "error" }>,
  context: CellContext,
): Element[] {
  const { text, place } = context;
  const trace = renderText(traceback.join("\n"), {
    text,
    label: text.errorOutput(place.cell),
    kind: "error",
  });
  return slot(
    htm`<div class="r-error"><p class="r-mark">${text.error(ename)}</p><p>${
      renderAnsi(evalue)
    }</p>${
      trace && htm`<details class="r-fold"><summary>${text.traceback}</summary>${trace}</details>`
    }</div>`,
  );
}

type Renderer = (
  bundle: MimeBundle,
  mime: string,
  metadata: MimeBundle,
  context: CellContext,
) => Element[];

/** Types a page can show, richest first. A renderer that finds nothing to show leaves it to the next. */
const RENDERERS: readonly (readonly [(mime: string) => boolean, Renderer])[] = [
  [is("text/html"), renderHtml],
  [
    is("image/svg+xml"),
    (bundle, mime, metadata, context) =>
      renderDrawing(asText(bundle[mime]), description(metadata, mime), context),
  ],
  [
    is("image/png", "image/jpeg", "image/gif", "image/webp"),
    (bundle, mime, metadata, context) =>
      renderRaster(
        mime,
        asText(bundle[mime]),
        metadata[mime],
        description(metadata, mime),
        context,
      ),
  ],
  [is("text/markdown"), renderMarkdownOutput],
  [is("text/latex"), renderLatexOutput],
  [(mime) => isJsonMime(mime) && !isMessage(mime), renderJson],
  [
    is("text/plain"),
    (bundle, mime, _, { text, place }) =>
      slot(renderText(asText(bundle[mime]), { text, label: text.output(place.cell) })),
  ],
];

function renderBundle(bundle: MimeBundle, metadata: MimeBundle, context: CellContext): Element[] {
  const types = Object.keys(bundle).sort();
  const chart = types.find((mime) => /^application\/vnd\.vega/.test(mime));
  if (chart !== undefined) context.findings.add("undrawn-chart", context.place, chart);
  // JSON made for a renderer that a page does not have stands back where there is plain text.
  const ranked = "text/plain" in bundle
    ? types.filter((mime) => mime === "application/json" || !isJsonMime(mime))
    : types;
  for (const [shows, render] of RENDERERS) {
    for (const mime of ranked.filter(shows)) {
      const parts = render(bundle, mime, metadata, context);
      if (parts.length > 0) return offerFiles(parts, bundle, context);
    }
  }
  if (types.every((mime) => asText(bundle[mime]).trim() === "" && !isJsonMime(mime))) return [];
  context.findings.add("unknown-output", context.place, types.join(", "));
  return slot(htm`<p class="r-mark">${context.text.unknownOutput(types)}</p>`);
}

function renderHtml(
  bundle: MimeBundle,
  mime: string,
  _: MimeBundle,
  context: CellContext,
): Element[] {
  const { root, removed } = sanitizeMarkup(asText(bundle[mime]), drawInline(context));
  if (textOf(root) === "" && !root.querySelector("img, hr, r-slot")) return [];
  for (const subject of removed) context.findings.add("removed", context.place, subject);
  inlineFigures(root, context);
  return [foldLong(createElement("div", { class: "r-html" }, [...root.childNodes]), context)];
}

function renderMarkdownOutput(
  bundle: MimeBundle,
  mime: string,
  _: MimeBundle,
  context: CellContext,
): Element[] {
  const { root, removed, faults } = renderMarkdown(asText(bundle[mime]), {
    noteId: context.ids.claim(`out-${context.place.cell}`),
    macros: context.macros,
  });
  for (const subject of removed) context.findings.add("removed", context.place, subject);
  for (const fault of faults) context.findings.add("faulty-formula", context.place, fault);
  return root.childNodes.length === 0
    ? []
    : [foldLong(createElement("div", { class: "r-html" }, [...root.childNodes]), context)];
}

function renderLatexOutput(
  bundle: MimeBundle,
  mime: string,
  _: MimeBundle,
  context: CellContext,
): Element[] {
  const source = asText(bundle[mime]);
  if (source.trim() === "") return [];
  const { markup, faults } = renderLatex(source, context.macros);
  for (const fault of faults) context.findings.add("faulty-formula", context.place, fault);
  return [...sanitizeMarkup(String(markup)).root.children];
}

function renderJson(
  bundle: MimeBundle,
  mime: string,
  _: MimeBundle,
  { text, place }: CellContext,
): Element[] {
  // Some tools fill a type of their own with nothing, for a script that is not here.
  if (bundle[mime] === "") return [];
  const whole = writeJson(bundle[mime]);
  if (whole === undefined) return [];
  const content = whole.slice(0, LONGEST);
  const bytes = byteLength(whole);
  const isShort = bytes < FOLD_BYTES && content.split("\n").length <= 12;
  const size = htm`<span class="r-size">(${text.foldedData(mime, bytes)})</span>`;
  const rest = whole.length > LONGEST &&
    htm`<p class="r-mark">${text.notShown(whole.length - LONGEST)}</p>`;
  return slot(
    htm`<details class="r-fold"${isShort && htm` open`}><summary>${
      text.output(place.cell)
    } ${size}</summary><pre class="r-text">${content}</pre>${rest}</details>`,
  );
}

/** JSON on lines of its own; in one line where it is nested deep; undefined where it is too deep to be written. */
function writeJson(value: unknown): string | undefined {
  try {
    const line = JSON.stringify(value) ?? "";
    if (line.length > LONGEST || /[[{]{20}/.test(line)) return line;
    const lines = JSON.stringify(value, null, 2) ?? "";
    return lines.length > 6 * line.length + 1_000 ? line : lines;
  } catch {
    return undefined;
  }
}

/** Messages between a front end and its kernel: nothing for a reader. */
function isMessage(mime: string): boolean {
  return mime.startsWith("application/vnd.jupyter.widget");
}

/** The text alternative that an output's metadata may carry, for all types or for one. */
function description(metadata: MimeBundle, mime: string): string | undefined {
  const own = metadata[mime] as { alt?: unknown } | undefined;
  const alt = own?.alt ?? metadata.alt;
  return typeof alt === "string" && alt.trim() !== "" ? alt.trim() : undefined;
}

function is(...types: readonly string[]): (mime: string) => boolean {
  return (mime) => types.includes(mime);
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : writeJson(value) ?? "";
}

function slot(markup: ReturnType<typeof htm> | undefined): Element[] {
  return markup === undefined ? [] : [createSlot(markup)];
}
