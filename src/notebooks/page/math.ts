/** Formulas: LaTeX to MathML, which browsers lay out and screen readers speak, without a script. */
import type temml from "temml";
import type { Cell, Notebook } from "../ipynb/format.ts";
import type { PageText } from "../words/page.ts";
import { createElement, htm, type Html, textOf, trusted } from "./dom.ts";

let toMathml: typeof temml.renderToString | undefined;

/** Loads what reads LaTeX, unless no cell of these notebooks may hold any: a page without formulas starts sooner. */
export async function loadMath(notebooks: readonly Notebook[]): Promise<void> {
  if (!notebooks.some(({ cells }) => cells.some(mayHoldMath))) return;
  const loaded = (await import("temml")).default as unknown as typeof temml;
  toMathml = loaded.renderToString;
}

function mayHoldMath(cell: Cell): boolean {
  if (cell.cell_type !== "code") return /\$|\\begin|\\[[(]|ref\{/.test(cell.source);
  return cell.outputs.some((output) =>
    "data" in output && ("text/latex" in output.data || "text/markdown" in output.data ||
      /\$[^$]+\$|\\(?:begin\{|[[(])/.test(String(output.data["text/html"] ?? "")))
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

/** LaTeX as temml reads it: definitions are global and replace earlier ones, and `eqnarray`, which SymPy writes, is an array. */
function prepare(latex: string): string {
  return latex.replace(
    /\\DeclareMathOperator(\*?)\s*\{?\s*(\\[A-Za-z]+)\s*\}?\s*\{((?:[^{}]|\{[^{}]*\})*)\}/g,
    "\\gdef$2{\\operatorname$1{$3}}",
  ).replace(
    /\\(?:(?:re)?newcommand|providecommand)\*?\s*\{?\s*(\\[A-Za-z]+)\s*\}?\s*(?:\[(\d)\]\s*)?(?=\{)/g,
    (_, command: string, count = 0) =>
      `\\gdef${command}${"#1#2#3#4#5#6#7#8#9".slice(0, 2 * count)}`,
  ).replace(/\\def(?=\s*\\)/g, "\\gdef")
    // MathJax loads a package by it.
    .replace(/\\require\s*\{[^{}]*\}/g, "")
    .replace(/\\mbox(?![A-Za-z])/g, "\\text")
    // A space in a command's name, at the end of a formula, is trimmed by whoever reads Markdown.
    .replace(/(?<!\\)((?:\\{2})*)\\$/, "$1\\ ")
    .replace(/\\begin\{eqnarray\*?\}/g, "\\begin{array}{rcl}")
    .replace(/\\end\{eqnarray\*?\}/g, "\\end{array}");
}

/**
 * One formula as MathML for the sanitiser. The LaTeX goes along as its alternative text. Faulty LaTeX is shown, with its
 * fault, and never throws. Commands that the formula defines are added to the macros; one that does nothing else shows nothing.
 */
export function renderMath(
  latex: string,
  display: boolean,
  macros = new Macros(),
): { markup: Html; fault?: string } {
  const source = latex.trim();
  try {
    if (source.length > LONGEST_FORMULA) {
      throw new Error(`It is longer than ${LONGEST_FORMULA} characters`);
    }
    // A faulty one takes time, too.
    macros.spare -= 100;
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

export interface Formula {
  readonly latex: string;
  readonly display: boolean;
  /** Characters that it takes up, delimiters included. */
  readonly length: number;
}

const BETWEEN_TWO = /\$\$((?:\\[^]|[^\\$]|\$(?!\$)){1,10000}?)\$\$/y;
const BETWEEN_ONE = /\$(?![\s$])((?:\\[^]|[^$\\`])*?(?:\\[^]|[^\s$\\`]))\$(?!\d)/y;

/**
 * The formula that begins at a place in a text, if one does: `$…$`, `$$…$$`, `\\(…\\)`, `\\[…\\]`, an environment or a reference. As in
 * Jupyter, `$ 5`, `$5$0` and dollars around code are none. In HTML one backslash before a bracket is enough; in Markdown it takes
 * two, since one only escapes the bracket.
 * @param position where it would begin; no more is read from there than the longest formula
 */
export function formulaAt(text: string, position: number, isHtml = false): Formula | undefined {
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
  const [opener, name] = /^\\(?:\\?[[(]|begin\{([a-zA-Z]{1,40}\*?)\})/.exec(start) ?? [];
  if (opener === undefined || opener.length === 2 && !isHtml) return undefined;
  const isDisplay = !opener.endsWith("(");
  const closer = name ? `\\end{${name}}` : opener.slice(0, -1) + (isDisplay ? "]" : ")");
  const end = text.slice(position, position + LONGEST_FORMULA).indexOf(closer, opener.length);
  if (end < 0) return undefined;
  const whole = text.slice(position, position + end + closer.length);
  return formulaOf(name ? whole : whole.slice(opener.length, end), isDisplay, whole.length);
}

function formulaOf(latex: string, display: boolean, length: number): Formula | undefined {
  return latex.trim() === "" || length > LONGEST_FORMULA ? undefined : { latex, display, length };
}

/** A formula of so many signs fits on a 320 px screen. */
const NARROW_FORMULA = 14;
/** Longer formulas are printed smaller: paper does not scroll. */
const LONG_FORMULAS: readonly (readonly [more: number, name: string])[] = [
  [100, "r-longer"],
  [60, "r-long"],
];

/** Puts wide formulas in boxes that scroll, and displayed ones on a line of their own. */
export function boxFormulas(roots: readonly Element[], text: PageText): void {
  for (const formula of roots.flatMap((root) => [...root.querySelectorAll("math")])) {
    const isBlock = formula.getAttribute("display") === "block";
    const { length } = textOf(formula);
    const isWide = length > NARROW_FORMULA || formula.querySelector("mtable, mspace, mpadded");
    if (!isBlock && !isWide) continue;
    const long = LONG_FORMULAS.find(([more]) => length > more)?.[1];
    const names = ["r-formula", isBlock && "r-block", long].filter(Boolean).join(" ");
    const reached = isWide ? { tabindex: "0", role: "group", "aria-label": text.formula } : {};
    const box = createElement("span", { class: names, ...reached });
    formula.replaceWith(box);
    box.append(formula);
  }
}
