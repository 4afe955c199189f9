/** A notebook as a chapter of the page: its cells as trees, before headings, links and numbers are mended. */
import {
  type Cell,
  type CodeCell,
  type Notebook,
  type Output,
  readFrontMatter,
  type TextCell,
} from "../ipynb/format.ts";
import type { CellContext, PageCell, PageChapter, PageContext } from "./context.ts";
import {
  createElement,
  createSlot,
  htm,
  type Html,
  innerHtml,
  isBlank,
  rename,
  textOf,
} from "./dom.ts";
import { readMarkdown, renderCode } from "./markdown.ts";
import { findAttachments, openImages } from "./images.ts";
import { renderOutputs } from "./outputs.ts";
import { sanitizeMarkup } from "./sanitize.ts";
import { Macros } from "./math.ts";
import { renderText } from "./text_output.ts";

export interface ChapterInput {
  /** The notebook's file name or path: what errors call it, and what other notebooks link to. */
  readonly name: string;
  readonly notebook: Notebook;
  /** The notebook's folder, whose image files it may show. Without it, there are none. */
  readonly folder?: string;
  /** Another folder, whose images it may show, too. */
  readonly images?: string | undefined;
}

/** Renders the cells of a notebook that its tags do not leave out; `title` is for one without a heading of its own. */
export function renderChapter(
  input: ChapterInput,
  context: PageContext,
  title?: string,
): PageChapter {
  const name = input.name.replace(/^.*[\\/]/, "").replace(/\.ipynb$/i, "");
  const id = context.ids.claim(name);
  const { notebook, title: named, lang } = readFrontMatter(input.notebook);
  const language = languageOf(notebook);
  const findFile = input.folder === undefined ? undefined : openImages(input.folder, input.images);
  const macros = new Macros();
  const cells = notebook.cells.flatMap((cell, index) => {
    const place = { notebook: input.name, cell: index + 1 };
    const findImage = findAttachments(cell, findFile);
    const own = { ...context, place, findImage, drawings: new Map(), macros };
    return renderCell(cell, own, language);
  });
  return {
    name,
    id,
    cells,
    title: takeTitle(cells, (title ?? named) !== undefined) ??
      createElement("h1", {}, [title ?? named ?? name]),
    language: {
      ...(lang !== undefined && lang !== context.lang && { lang }),
      ...(isRightToLeft(notebook) && { dir: "rtl" }),
    },
    anchors: new Map(),
  };
}

function renderCell(cell: Cell, context: CellContext, language: string): PageCell[] {
  const tags = tagsOf(cell);
  if (tags.includes("remove-cell")) return [];
  const { place, limits: { images } } = context;
  const parts = cell.cell_type === "code"
    ? renderResults(cell, tags, context)
    : cell.cell_type === "markdown"
    ? renderTextCell(cell.source, context)
    : renderRawCell(cell, context);
  const code = codeOf(cell, tags, language);
  if (parts.length === 0 && code === undefined) return [];
  const root = keepProportion(createElement("div", {}, parts), cell, images, context);
  mendTaskLists(root, context);
  const kind = cell.cell_type === "code" ? "code" : "text";
  const { short_title: short } = cell.metadata;
  const named = typeof short === "string" && { short };
  return [{ place, kind, tags, root, ...(code && { code }), ...named }];
}

/** Writes `[x]` and `[ ]` of task lists as ☑ and ☐, each with its word for who hears the page. */
function mendTaskLists(root: Element, { text }: PageContext): void {
  for (const item of root.querySelectorAll("li")) {
    const start = item.firstElementChild?.localName === "p" ? item.firstElementChild : item;
    const first = start.firstChild;
    const [mark, state] =
      /^\s*\[([ xX])\]\s+/.exec(first?.nodeType === 3 ? first.textContent! : "") ?? [];
    if (mark === undefined) continue;
    const [sign, word] = state === " " ? ["☐", text.taskOpen] : ["☑", text.taskDone];
    first!.textContent = first!.textContent!.slice(mark.length);
    start.prepend(
      createElement("span", { class: "r-task", "aria-hidden": "true" }, [sign]),
      createElement("span", { class: "r-hidden" }, [word]),
      " ",
    );
    item.setAttribute("class", "r-task-item");
  }
}

/** The source of a code cell, highlighted, unless a tag leaves it out. */
function codeOf(cell: Cell, tags: readonly string[], language: string): Html | undefined {
  if (cell.cell_type !== "code" || tags.includes("remove-input")) return undefined;
  const { code } = splitOptions(cell.source);
  return code.trim() === "" ? undefined : renderCode(code, language);
}

function renderTextCell(source: string, context: CellContext): Element[] {
  return flow(readMarkdown(source, String(context.place.cell), context));
}

/** The root's content; loose text gets a paragraph, and an empty paragraph goes. */
function flow(root: Element): Element[] {
  if (isBlank(root)) return [];
  return [...root.childNodes].flatMap((node): Element[] => {
    if (node.nodeType === 1) {
      const element = node as Element;
      const isEmpty = element.children.length === 0 && textOf(element) === "";
      return element.localName === "p" && isEmpty ? [] : [element];
    }
    const text = node.textContent?.trim();
    return text ? [createElement("p", {}, [text])] : [];
  });
}

/** Raw cells are for one format: HTML and Markdown are ours, plain text is anybody's, LaTeX and others are not. */
function renderRawCell(cell: TextCell, context: CellContext): Element[] {
  const format = String(cell.metadata.raw_mimetype ?? cell.metadata.format ?? "text/plain");
  if (format === "text/markdown") return renderTextCell(cell.source, context);
  if (format === "text/html") return flow(sanitizeMarkup(cell.source, context));
  if (format === "text/plain" || format === "") {
    const shown = renderText(cell.source, context);
    return shown ? [createSlot(shown)] : [];
  }
  context.findings.add("raw-cell", context.place, format);
  return [];
}

function renderResults(cell: CodeCell, tags: readonly string[], context: CellContext): Element[] {
  if (tags.includes("remove-output")) return [];
  const { text, place } = context;
  if (ASKS.test(cell.source)) context.findings.add("asks", place, cell.source.match(ASKS)![0]);
  const outputs = addCaptions(cell, renderOutputs(cell.outputs, context));
  const isFolded = tags.includes("hide-output") || tags.includes("hide-cell");
  if (!isFolded || outputs.length === 0) return outputs;
  const summary = createElement("summary", {}, [text.output(place.cell)]);
  return [createElement("details", { class: "r-fold" }, [summary, ...outputs])];
}

/** Gives the last picture and the first table the caption, and the name, that Quarto's options say. */
function addCaptions({ source }: CodeCell, outputs: Element[]): Element[] {
  const { options } = splitOptions(source);
  const caption = (kind: string) =>
    options.get(`${kind}-cap`)?.replace(/^(["'])(.*)\1$/, "$2").replace(/^[|>][+-]?$/, "");
  const [onFigure, onTable] = [caption("fig"), caption("tbl")];
  const named = options.has("label") ? { id: options.get("label")! } : {};
  const table = outputs.map((output) => output.querySelector("table")).find((found) => found);
  if (onTable && table && !table.querySelector("caption")) {
    table.prepend(createElement("caption", {}, [onTable]));
    if (named.id && !table.id) table.id = named.id;
  }
  const at = outputs.findLastIndex(({ className }) => className === "r-image");
  if (!onFigure || at < 0) return outputs;
  const words = createElement("figcaption", {}, [onFigure]);
  return outputs.with(at, createElement("figure", named, [outputs[at]!, words]));
}

/** What waits for somebody at the keyboard; a kernel without one answers for them with nothing. */
const ASKS = /(?<![.\w$])(?:prompt|confirm)\((?=[^)])/;

function languageOf({ metadata }: Notebook): string {
  const { language_info: info, kernelspec } = metadata as Record<
    string,
    { name?: unknown; language?: unknown } | undefined
  >;
  return String(info?.name ?? kernelspec?.language ?? "typescript");
}

/**
 * Takes the title's heading out of its cell: a heading with which the notebook begins, of a level of its own or the first,
 * or its only one of the first level. A section keeps its heading. In a cell tagged `hero`, what stands before it is the
 * kicker, and what follows the deck.
 */
function takeTitle(cells: readonly PageCell[], isNamed: boolean): Element | undefined {
  const headings = cells.filter(({ kind }) => kind === "text")
    .flatMap(({ root }) => [...root.querySelectorAll("h1, h2, h3, h4, h5, h6")]);
  const [first] = headings;
  const cell = cells.find(({ root }) => first && root.contains(first));
  if (first === undefined || cell === undefined || textOf(first) === "") return undefined;
  const isHero = cell.tags.includes("hero");
  const isFirst = cell === cells.find(({ root }) => root.firstChild !== null);
  const level = first.localName;
  const isAlone = headings.every((other) => other === first || other.localName > level);
  const isTitle = level === "h1"
    ? isFirst || isHero || isAlone && !isNamed
    : isFirst && isAlone && !isNamed && first === cell.root.firstElementChild;
  if (!isTitle) return undefined;
  if (isHero) {
    let at = first.previousElementSibling;
    for (; at !== null; at = at.previousElementSibling) at.setAttribute("class", "r-kicker");
  }
  first.remove();
  return rename(first, "h1");
}

/** A first line of code that Quarto reads: `#| echo: false`, `//| output: false`. */
const OPTION = /^[ \t]*(?:#|\/\/)\|[ \t]*([\w-]+)[ \t]*:[ \t]*(.*?)[ \t]*$/;

/** A cell's code and the options that stand before it. */
function splitOptions(source: string): { code: string; options: Map<string, string> } {
  const options = new Map<string, string>();
  const lines = source.split("\n");
  let at = 0;
  for (; at < lines.length; at++) {
    const [, key, value] = OPTION.exec(lines[at]!) ?? [];
    if (key === undefined) break;
    options.set(key, value!);
  }
  return { code: at === 0 ? source : lines.slice(at).join("\n"), options };
}

/** Tags as Jupyter Book knows them, and those that other ways of hiding mean. */
function tagsOf(cell: Cell): string[] {
  const { tags, hide_input, nbsphinx, collapsed, jupyter } = cell.metadata;
  const own = Array.isArray(tags)
    ? tags.filter((tag) => typeof tag === "string").map((tag) => tag.replaceAll("_", "-"))
    : [];
  if (cell.cell_type !== "code") return own;
  const { options } = splitOptions(cell.source);
  const isOff = (key: string) => options.get(key) === "false";
  const meant: [boolean, string][] = [
    [hide_input === true || isOff("echo"), "remove-input"],
    [isOff("output"), "remove-output"],
    [isOff("include") || nbsphinx === "hidden", "remove-cell"],
    [collapsed === true || Object(jupyter).outputs_hidden === true, "hide-output"],
  ];
  return [...own, ...meant.flatMap(([isMeant, tag]) => isMeant ? [tag] : [])];
}

/** True where most letters of the text cells are of a script that is written from right to left. */
function isRightToLeft({ cells }: Notebook): boolean {
  const text = cells.filter(({ cell_type }) => cell_type === "markdown")
    .map(({ source }) => source.slice(0, 10_000)).join("\n");
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return 2 * count(/[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/gu) >
    count(/\p{L}/gu);
}

/** Characters of a box that scrolls, or of what leads to a heading. */
const BOX = 150;

/** A cell's content, or a note and its words where these would take up too much of the page. */
function keepProportion(
  root: Element,
  cell: Cell,
  imagesBefore: number,
  context: CellContext,
): Element {
  const { text, place, findings, limits } = context;
  // What gets a box of its own later takes up more.
  const boxes = root.querySelectorAll("math, table, h1, h2, h3, h4, h5, h6").length * BOX;
  const taken = String(innerHtml(root)).length + boxes;
  if (limits.admitCell(taken, cell, limits.images - imagesBefore)) return root;
  findings.add("too-large", place, text.bytes(taken));
  const words = cell.cell_type === "code" ? cell.outputs.map(wordsOf).join("\n") : cell.source;
  const shown = renderText(words, context);
  const slot = createSlot(htm`<p class="r-mark">${text.tooLarge(taken)}</p>${shown}`);
  return createElement("div", {}, [slot]);
}

function wordsOf(output: Output): string {
  if (!("data" in output)) return "";
  const { "text/plain": plain, "text/markdown": markdown, "text/latex": latex } = output.data;
  return [plain, markdown, latex].find((text) => typeof text === "string") as string ?? "";
}
