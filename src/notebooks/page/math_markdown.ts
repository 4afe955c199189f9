/** Formulas in Markdown: read before anything else, so that `_` in one is no emphasis and `|` ends no cell. */
import MarkdownIt from "markdown-it";
import { htm, type Html, trusted } from "./dom.ts";
import { formulaAt, Macros, renderMath } from "./math.ts";

type Markdown = InstanceType<typeof MarkdownIt>;
type BlockRule = Parameters<Markdown["block"]["ruler"]["before"]>[2];
type InlineRule = Parameters<Markdown["inline"]["ruler"]["before"]>[2];

/** What a markdown-it with formulas is handed for each text, and hands back. */
interface MathEnvironment {
  readonly macros: Macros;
  readonly faults: string[];
}

/** A markdown-it plugin, whose environment is a `MathEnvironment`. */
export function addMath(markdown: Markdown): void {
  markdown.block.ruler.before("fence", "math_block", readBlock, {
    alt: ["paragraph", "reference", "blockquote", "list"],
  });
  markdown.inline.ruler.before("escape", "math", readInline);
  // As Jupyter, which takes formulas out before it reads Markdown: no cell of a table ends in one.
  markdown.core.ruler.before("block", "hide_bars", (state) => {
    state.src = hideBars(state.src);
  });
  markdown.core.ruler.after("block", "show_bars", ({ tokens }) => {
    for (const token of tokens) token.content = token.content.replaceAll(BAR, "|");
  });
  markdown.renderer.rules.html_block = (tokens, index, _, environment) =>
    renderInHtml(tokens[index]!.content, environment as unknown as MathEnvironment);
  markdown.renderer.rules.math = (tokens, index, _, environment) => {
    const { content, meta, block } = tokens[index]!;
    const { macros, faults } = environment as unknown as MathEnvironment;
    const { markup, fault } = renderMath(content, Boolean(meta?.display), macros);
    if (fault !== undefined) faults.push(fault);
    return block && String(markup) !== "" ? `<p>${markup}</p>\n` : String(markup);
  };
}

/** Stands for a bar in a formula of a table: no text holds it. */
const BAR = "\ufdd0";
const IN_ROW = /(\$\$?)(?!\s)(?:\\.|[^$\\`])+?(?<!\s)\1(?!\d)/g;

function hideBars(source: string): string {
  if (!source.includes("$") || !source.includes("|")) return source;
  let isTable = false;
  return source.split("\n").map((line, at, lines) => {
    const next = lines[at + 1] ?? "";
    const isHead = /^[ \t>|:-]+$/.test(next) && next.includes("-") && next.includes("|");
    isTable = isHead || isTable && line.trim() !== "";
    if (!isTable) return line;
    return line.replace(IN_ROW, (formula) => formula.replace(/(?<!\\)\|/g, BAR));
  }).join("\n");
}

/** What holds no formula: text without a sign of one, code, tags. */
const NO_FORMULA =
  /[^<$\\]+|<(pre|code|script|style|textarea|svg|math)\b[^]*?(?:<\/\1\s*>|$)|<!--[^]*?(?:-->|$)|<\/?[a-z][^<>]*>/iy;
const ENTITIES: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

/** HTML with its formulas, as Jupyter shows it, but for those that would reach over a tag. */
export function renderInHtml(html: string, { macros, faults }: MathEnvironment): string {
  if (!/[$\\]/.test(html) || /\b(?:tex2jax|mathjax)_ignore\b/.test(html)) return html;
  let rendered = "";
  for (let at = 0; at < html.length;) {
    NO_FORMULA.lastIndex = at;
    const [skipped] = NO_FORMULA.exec(html) ?? [];
    const formula = skipped === undefined ? formulaAt(html, at, true) : undefined;
    if (formula === undefined || /<[a-z/][^<]*>/i.test(formula.latex)) {
      const kept = skipped ?? html[at]!;
      rendered += kept;
      at += kept.length;
      continue;
    }
    const latex = formula.latex.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity]!);
    const { markup, fault } = renderMath(latex, formula.display, macros);
    if (fault !== undefined) faults.push(fault);
    rendered += markup;
    at += formula.length;
  }
  return rendered;
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
