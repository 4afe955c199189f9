/** Formulas in Markdown, kept whole: it must not take `_` in them for emphasis, nor `+` at a line's start for a list. */
import MarkdownIt from "markdown-it";
import { htm, type Html, trusted } from "./html.ts";
import { LONGEST_FORMULA, Macros, renderMath } from "./math.ts";

type Markdown = InstanceType<typeof MarkdownIt>;
type BlockRule = Parameters<Markdown["block"]["ruler"]["before"]>[2];
type InlineRule = Parameters<Markdown["inline"]["ruler"]["before"]>[2];

/** A formula in a text. */
export interface Formula {
  readonly latex: string;
  readonly display: boolean;
  /** Characters that it takes up, delimiters included. */
  readonly length: number;
}

const BETWEEN_TWO = /\$\$((?:\\[^]|[^\\$]|\$(?!\$)){1,10000}?)\$\$/y;
const BETWEEN_ONE = /\$(?![\s$])((?:\\[^]|[^$\\`])*?(?:\\[^]|[^\s$\\`]))\$(?!\d)/y;

/**
 * The formula that begins at a place in a text, if one does, between delimiters as Jupyter reads them: a dollar before a
 * space, or with a digit behind the second, is a dollar, and code is code. No more is read than a formula may have.
 */
export function formulaAt(text: string, position: number): Formula | undefined {
  if (text[position] === "$") {
    const isDisplay = text[position + 1] === "$";
    const pattern = isDisplay ? BETWEEN_TWO : BETWEEN_ONE;
    pattern.lastIndex = position;
    const [whole = "", latex = ""] = pattern.exec(text) ?? [];
    return formulaOf(latex, isDisplay, whole.length);
  }
  const start = text.slice(position, position + 60);
  const [opener, name] = /^\\(?:\\[[(]|begin\{([a-zA-Z]{1,40}\*?)\})/.exec(start) ?? [];
  if (opener === undefined) return undefined;
  const isDisplay = !opener.endsWith("(");
  const closer = name ? `\\end{${name}}` : isDisplay ? "\\\\]" : "\\\\)";
  const end = text.slice(position, position + LONGEST_FORMULA).indexOf(closer, opener.length);
  if (end < 0) return undefined;
  const whole = text.slice(position, position + end + closer.length);
  return formulaOf(name ? whole : whole.slice(opener.length, end), isDisplay, whole.length);
}

function formulaOf(latex: string, display: boolean, length: number): Formula | undefined {
  return latex.trim() === "" || length > LONGEST_FORMULA ? undefined : { latex, display, length };
}

/** What a markdown-it with formulas is handed for each text, and hands back. */
export interface MathEnvironment {
  readonly macros: Macros;
  /** Why formulas could not be read. */
  readonly faults: string[];
}

/** A markdown-it plugin, whose environment is a `MathEnvironment`. */
export function addMath(markdown: Markdown): void {
  markdown.block.ruler.before("fence", "math_block", readBlock, {
    alt: ["paragraph", "reference", "blockquote", "list"],
  });
  markdown.inline.ruler.before("escape", "math", readInline);
  markdown.renderer.rules.math = (tokens, index, _, environment) => {
    const { content, meta, block } = tokens[index]!;
    const { macros, faults } = environment as unknown as MathEnvironment;
    const { markup, fault } = renderMath(content, Boolean(meta?.display), macros);
    if (fault !== undefined) faults.push(fault);
    return block && String(markup) !== "" ? `<p>${markup}</p>\n` : String(markup);
  };
}

const readInline: InlineRule = (state, silent) => {
  const { src, pos } = state;
  if (src[pos] !== "$" && src[pos] !== "\\") return false;
  const formula = formulaAt(src, pos);
  if (formula === undefined) return false;
  if (!silent) {
    Object.assign(state.push("math", "", 0), { content: formula.latex, meta: formula });
  }
  state.pos += formula.length;
  return true;
};

/** A formula has no more lines. */
const MOST_LINES = 200;

/** A formula on lines of its own, with no blank line in it. */
const readBlock: BlockRule = (state, startLine, endLine, silent) => {
  const { src, bMarks, tShift, sCount, blkIndent } = state;
  const start = bMarks[startLine]! + tShift[startLine]!;
  if (sCount[startLine]! - blkIndent >= 4) return false;
  if (!/^(?:\$\$|\\\\\[|\\begin\{)/.test(src.slice(start, start + 7))) return false;
  const last = Math.min(endLine, startLine + MOST_LINES);
  let end = startLine + 1;
  while (end < last && !state.isEmpty(end) && sCount[end]! >= blkIndent) end++;
  const text = state.getLines(startLine, end, blkIndent, false).trimStart();
  const formula = formulaAt(text, 0);
  if (formula === undefined || !/^[ \t]*(?:\n|$)/.test(text.slice(formula.length))) return false;
  if (silent) return true;
  const lines = text.slice(0, formula.length).split("\n").length;
  Object.assign(state.push("math", "", 0), {
    content: formula.latex,
    meta: { display: true },
    block: true,
    map: [startLine, startLine + lines],
  });
  state.line = startLine + lines;
  return true;
};

const words = new MarkdownIt("zero").use(addMath);

/** Longer LaTeX of an output is shown as it is. */
const LONGEST_TEXT = 200_000;

/** A text of LaTeX, as an output gives it: one formula, or words with formulas among them. */
export function renderLatex(
  source: string,
  macros = new Macros(),
): { markup: Html; faults: string[] } {
  const text = source.trim();
  if (text.length > LONGEST_TEXT) {
    const fault = `It is longer than ${LONGEST_TEXT} characters`;
    return { markup: htm`<p>${text}</p>`, faults: [fault] };
  }
  const whole = /[$]|\\begin\{/.test(text)
    ? formulaAt(text, 0)
    : { latex: text.replace(/^\\\[|\\\]$/g, ""), length: text.length };
  if (whole?.length === text.length) {
    const { markup, fault } = renderMath(whole.latex, true, macros);
    return { markup: htm`<p>${markup}</p>`, faults: fault === undefined ? [] : [fault] };
  }
  const faults: string[] = [];
  return { markup: htm`<p>${trusted(words.renderInline(text, { macros, faults }))}</p>`, faults };
}
