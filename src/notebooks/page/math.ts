/**
 * Formulas: LaTeX to MathML, which browsers lay out and screen readers speak, without a script. In Markdown a formula is
 * read before anything else, so that `_` in it is no emphasis.
 */
import type temml from "temml";
import MarkdownIt from "markdown-it";
import type { Cell, Notebook } from "../ipynb/format.ts";
import { htm, type Html, trusted } from "./dom.ts";

let toMathml: typeof temml.renderToString | undefined;

/** Loads what reads LaTeX, unless no cell of these notebooks may hold any: a page without formulas starts sooner. */
export async function loadMath(notebooks: readonly Notebook[]): Promise<void> {
  if (!notebooks.some(({ cells }) => cells.some(mayHoldMath))) return;
  const loaded = (await import("temml")).default as unknown as typeof temml;
  toMathml = loaded.renderToString;
}

function mayHoldMath(cell: Cell): boolean {
  if (cell.cell_type !== "code") return /\$|\\begin|\\\\[[(]|ref\{/.test(cell.source);
  return cell.outputs.some((output) =>
    "data" in output && ("text/latex" in output.data || "text/markdown" in output.data)
  );
}

/** Longer LaTeX is shown as it is. */
const LONGEST_FORMULA = 10_000;
/** The largest space that a formula may ask for, in em and in points. */
const LARGEST: [number, number] = [40, 400];
/** Limits on a command: its words, the arguments in it, and the words still to be read when it is used. */
const MOST = { words: 500, places: 8, waiting: 20_000 };

interface Token {
  readonly text: string;
}

/** Commands that a notebook defines for all its formulas, as Jupyter lets it: `$\newcommand{\R}{\mathbb{R}}$`. */
export class Macros {
  /** Characters of MathML that formulas may still take up. */
  spare = 3_000_000;
  /** Equations numbered so far, as MathJax numbers them: those of environments without a star. */
  equations = 0;
  /** As temml keeps them, each bounded when it is defined: commands made of commands multiply. */
  readonly commands: Record<string, unknown> = new Proxy({}, {
    set: (commands, name, definition) => Reflect.set(commands, name, bounded(definition)),
  });
}

/** A definition that throws where it is too long, or would make its formula too long. */
function bounded(definition: unknown): unknown {
  const { tokens } = Object(definition) as { tokens?: readonly Token[] };
  if (tokens === undefined) return definition;
  const places = tokens.filter(({ text }) => text === "#").length;
  if (tokens.length > MOST.words || places > MOST.places) {
    throw new Error(`Defines a command of more than ${MOST.words} words or ${MOST.places} places`);
  }
  return ({ stack }: { readonly stack: readonly Token[] }) => {
    if (stack.length > MOST.waiting) throw new Error("Commands make it too long");
    return definition;
  };
}

/**
 * LaTeX as temml reads it: definitions are global and replace earlier ones, and `eqnarray`, which SymPy writes, is an array.
 */
function prepare(latex: string): string {
  return latex.replace(
    /\\DeclareMathOperator(\*?)\s*\{?\s*(\\[A-Za-z]+)\s*\}?\s*\{((?:[^{}]|\{[^{}]*\})*)\}/g,
    "\\gdef$2{\\operatorname$1{$3}}",
  ).replace(
    /\\(?:(?:re)?newcommand|providecommand)\*?\s*\{?\s*(\\[A-Za-z]+)\s*\}?\s*(?:\[(\d)\]\s*)?(?=\{)/g,
    (_, command: string, count = 0) =>
      `\\gdef${command}${"#1#2#3#4#5#6#7#8#9".slice(0, 2 * count)}`,
  ).replace(/\\def(?=\s*\\)/g, "\\gdef")
    .replace(/\\begin\{eqnarray\*?\}/g, "\\begin{array}{rcl}")
    .replace(/\\end\{eqnarray\*?\}/g, "\\end{array}");
}

interface RenderedMath {
  /** MathML for the sanitiser, or the LaTeX itself where it is faulty. */
  readonly markup: Html;
  /** Why the LaTeX is shown as it is. */
  readonly fault?: string;
}

/**
 * One formula. The LaTeX goes along as its alternative text. Faulty LaTeX is shown, and never throws. Commands that the
 * formula defines are added to the macros; one that does nothing else shows nothing.
 */
export function renderMath(latex: string, display: boolean, macros = new Macros()): RenderedMath {
  const source = latex.trim();
  try {
    if (source.length > LONGEST_FORMULA) {
      throw new Error(`It is longer than ${LONGEST_FORMULA} characters`);
    }
    if (macros.spare <= 0) throw new Error("Formulas take up too much of the page already");
    if (toMathml === undefined) throw new Error("Nothing that reads LaTeX is loaded");
    const mathml = toMathml(prepare(source), {
      macros: macros.commands as Record<string, string>,
      // As MathJax takes them, between single dollars too.
      displayMode: display || /^\\begin\{(?:align|alignat|gather|equation)\*?\}/.test(source),
      throwOnError: true,
      trust: false,
      maxExpand: 500,
      maxSize: LARGEST,
    });
    if (/^<math[^>]*>(?:<mrow><\/mrow>)?<\/math>$/.test(mathml)) return { markup: htm`` };
    macros.spare -= mathml.length;
    return {
      markup: trusted(
        mathml.replace("<math", () => String(htm`<math alttext="${source}"`))
          .replaceAll('<span class="tml-eqn"></span>', () => `(${++macros.equations})`)
          // "(1)" and "1", once all equations have their numbers.
          .replaceAll('class="tml-ref tml-eqref"', 'class="eqref"')
          .replaceAll('class="tml-ref"', 'class="ref"'),
      ),
    };
  } catch (error) {
    const classes = display ? "math math-block" : "math";
    return { markup: htm`<code class="${classes}">${source}</code>`, fault: faultOf(error) };
  }
}

/** Temml's message without the place, which it marks with combining characters. */
function faultOf(error: unknown): string {
  const [message = ""] = (error as Error).message.split(/ at (?:position|end of input)/);
  return message.normalize("NFD").replace(/\p{M}/gu, "").trim();
}

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
  const start = text.slice(position, position + 120);
  const [reference] = /^\\(?:eq)?ref\{[^{}\n]{1,100}\}/.exec(start) ?? [];
  if (reference !== undefined) return formulaOf(reference, false, reference.length);
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
interface MathEnvironment {
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
