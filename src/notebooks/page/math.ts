/** Formulas: LaTeX to MathML, which browsers lay out and screen readers speak, without a script. */
import type temml from "temml";
import type { Cell, Notebook } from "../ipynb/format.ts";
import { htm, type Html, trusted } from "./html.ts";

let toMathml: typeof temml.renderToString | undefined;

/** Loads what reads LaTeX, unless no cell of these notebooks may hold any: a page without formulas starts sooner. */
export async function loadMath(notebooks: readonly Notebook[]): Promise<void> {
  if (!notebooks.some(({ cells }) => cells.some(mayHoldMath))) return;
  const loaded = (await import("temml")).default as unknown as typeof temml;
  toMathml = loaded.renderToString;
}

function mayHoldMath(cell: Cell): boolean {
  if (cell.cell_type !== "code") return /\$|\\begin|\\\\[[(]/.test(cell.source);
  return cell.outputs.some((output) =>
    "data" in output && ("text/latex" in output.data || "text/markdown" in output.data)
  );
}

/** Longer LaTeX is shown as it is: no formula that a person reads comes near. */
export const LONGEST_FORMULA = 10_000;
/** The largest space that a formula may ask for, in em and in points. */
const LARGEST: [number, number] = [40, 400];
/** Words of LaTeX that a command stands for, places in it where an argument goes, and words that wait to be read. */
const MOST = { words: 500, places: 8, waiting: 20_000 };

interface Token {
  readonly text: string;
}

/** Commands that a notebook defines for all its formulas, as Jupyter lets it: `$\newcommand{\R}{\mathbb{R}}$`. */
export class Macros {
  /** Characters of MathML that formulas may still take up: a line of commands can ask for any number. */
  spare = 3_000_000;
  /** As temml keeps them: each is bounded as it is defined, since a command of commands grows by their product. */
  readonly commands: Record<string, unknown> = new Proxy({}, {
    set: (commands, name, definition) => Reflect.set(commands, name, bounded(definition)),
  });
}

/** A definition that ends the formula where it would make it too long; what is no list of words stays as it is. */
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
 * LaTeX as temml reads it: what a formula defines is for all that follow, in place of an earlier definition, and an old
 * environment, which SymPy and many lessons use, is the array that it is.
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

export interface RenderedMath {
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
      displayMode: display,
      throwOnError: true,
      trust: false,
      maxExpand: 500,
      maxSize: LARGEST,
    });
    if (/^<math[^>]*>(?:<mrow><\/mrow>)?<\/math>$/.test(mathml)) return { markup: htm`` };
    macros.spare -= mathml.length;
    return {
      markup: trusted(mathml.replace("<math", () => String(htm`<math alttext="${source}"`))),
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
