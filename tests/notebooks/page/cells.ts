/** Cells made by hand, pages of them, and what a cell's content is rendered with. */
import { parseNotebook } from "../../../src/notebooks/ipynb/format.ts";
import { type CellContext, createContext } from "../../../src/notebooks/page/context.ts";
import { innerHtml } from "../../../src/notebooks/page/dom.ts";
import { Macros } from "../../../src/notebooks/page/math.ts";
import {
  type PageInput,
  type RenderedPage,
  renderPage,
} from "../../../src/notebooks/page/render_page.ts";
import { sanitizeMarkup } from "../../../src/notebooks/page/sanitize.ts";

export type Cell = Record<string, unknown>;

export const markdown = (source: string, attachments = {}): Cell => ({
  cell_type: "markdown",
  metadata: {},
  source,
  attachments,
});
export const code = (outputs: readonly unknown[], source = "x"): Cell => ({
  cell_type: "code",
  metadata: {},
  source,
  execution_count: 1,
  outputs,
});
export const bundle = (data: Record<string, unknown>, metadata = {}): Cell =>
  code([{ output_type: "display_data", data, metadata }]);
export const stream = (text: string, name = "stdout"): Cell =>
  code([{ output_type: "stream", name, text }]);

/** A notebook's JSON. */
export const notebookOf = (cells: readonly unknown[], metadata = {}): string =>
  JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata, cells });

/** A page of these cells alone, in English. */
export function renderCells(
  cells: readonly unknown[],
  options: Partial<PageInput> = {},
): Promise<RenderedPage> {
  return renderPage({
    lang: "en",
    chapters: [{ name: "a.ipynb", notebook: parseNotebook(notebookOf(cells), "a.ipynb") }],
    provenance: { rows: [] },
    generatedAt: new Date(0),
    brokenLinks: "report",
    ...options,
  });
}

/** What the first cell of a notebook is rendered with. */
export function cellContext(): CellContext {
  const place = { notebook: "a.ipynb", cell: 1 };
  const theme = { className: "figure-svg", dark: {} };
  return { ...createContext("en", [], theme), place, drawings: new Map(), macros: new Macros() };
}

/** HTML by anyone as the page holds it, and what was found on the way, in the order of the kinds of findings. */
export function sanitized(markup: string): { html: string; removed: string[] } {
  const context = cellContext();
  const html = String(innerHtml(sanitizeMarkup(markup, context)));
  const removed = context.findings.all.filter(({ kind }) => kind === "removed");
  return { html, removed: removed.map(({ subject }) => subject) };
}
