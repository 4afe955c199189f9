/** Formulas: LaTeX to MathML, which browsers lay out and screen readers speak, without a script. */
import type temml from "temml";
import { htm, type Html, trusted } from "./html.ts";
import { type Macros, takeDefinitions } from "./math_macros.ts";

let toMathml: typeof temml.renderToString | undefined;

/** Loads what reads LaTeX: once, before the first formula of a page. */
export async function loadMath(): Promise<void> {
  const loaded = (await import("temml")).default as unknown as typeof temml;
  toMathml = loaded.renderToString;
}

export interface RenderedMath {
  /** MathML for the sanitiser, or the LaTeX itself where it is faulty. */
  readonly markup: Html;
  /** Why the LaTeX is shown as it is. */
  readonly fault?: string;
}

/** Longer LaTeX is shown as it is: no formula that a person reads comes near. */
const LONGEST = 20_000;
/** The largest space that a formula may ask for, in em and in points. */
const LARGEST: [number, number] = [40, 400];

/**
 * One formula. The LaTeX goes along as its alternative text. Faulty LaTeX is shown, and never throws. Commands that the
 * formula defines are added to the macros; one that does nothing else shows nothing.
 */
export function renderMath(latex: string, display: boolean, macros: Macros = {}): RenderedMath {
  const source = latex.trim();
  try {
    if (source.length > LONGEST) throw new Error(`It is longer than ${LONGEST} characters`);
    const formula = takeDefinitions(withoutEqnarray(source), macros);
    if (formula.trim() === "") return { markup: htm`` };
    if (toMathml === undefined) throw new Error("Nothing that reads LaTeX is loaded");
    const mathml = toMathml(formula, {
      macros: { ...macros },
      displayMode: display,
      throwOnError: true,
      trust: false,
      maxExpand: 1000,
      maxSize: LARGEST,
    });
    return {
      markup: trusted(mathml.replace("<math", () => String(htm`<math alttext="${source}"`))),
    };
  } catch (error) {
    const classes = display ? "math math-block" : "math";
    return { markup: htm`<code class="${classes}">${source}</code>`, fault: faultOf(error) };
  }
}

/** An old environment, which SymPy and many lessons use, as the array that it is. */
function withoutEqnarray(latex: string): string {
  return latex.replace(/\\begin\{eqnarray\*?\}/g, "\\begin{array}{rcl}")
    .replace(/\\end\{eqnarray\*?\}/g, "\\end{array}");
}

/** Temml's message without the place, which it marks with combining characters. */
function faultOf(error: unknown): string {
  const [message = ""] = (error as Error).message.split(/ at (?:position|end of input)/);
  return message.normalize("NFD").replace(/\p{M}/gu, "").trim();
}

/** A formula in a text. */
export interface Formula {
  readonly latex: string;
  readonly display: boolean;
  /** Characters that it takes up, delimiters included. */
  readonly length: number;
}

/** Delimiters as Jupyter reads them; a dollar before a space, or with a digit behind the second, is a dollar, and code is code. */
const DELIMITED: readonly (readonly [RegExp, boolean])[] = [
  [/\$\$((?:\\[^]|[^\\$]|\$(?!\$))+?)\$\$/y, true],
  [/\$(?![\s$])((?:\\[^]|[^$\\`])*?(?:\\[^]|[^\s$\\`]))\$(?!\d)/y, false],
  [/(\\begin\{([a-zA-Z]+\*?)\}[^]+?\\end\{\2\})/y, true],
  [/\\\\\[([^]+?)\\\\\]/y, true],
  [/\\\\\(([^]+?)\\\\\)/y, false],
];

/** The formula that begins at a place of a text, if one does. */
export function readFormula(text: string, position: number): Formula | undefined {
  for (const [pattern, display] of DELIMITED) {
    pattern.lastIndex = position;
    const match = pattern.exec(text);
    if (match?.[1]?.trim()) return { latex: match[1], display, length: match[0].length };
  }
  return undefined;
}

/** A text of LaTeX, as an output gives it: one formula, or words with formulas among them. */
export function renderLatex(
  source: string,
  macros: Macros = {},
): { markup: Html; faults: string[] } {
  const faults: string[] = [];
  const parts: Html[] = [];
  let plain = "";
  const add = (latex: string, display: boolean) => {
    const { markup, fault } = renderMath(latex, display, macros);
    if (fault !== undefined) faults.push(fault);
    if (plain !== "") parts.push(htm`${plain}`);
    parts.push(markup);
    plain = "";
  };
  const text = source.trim();
  if (!/[$]|\\begin\{/.test(text)) add(text.replace(/^\\\[|\\\]$/g, ""), true);
  else {
    for (let position = 0; position < text.length;) {
      const formula = readFormula(text, position);
      if (formula === undefined) plain += text[position++];
      else {
        add(formula.latex, formula.display || formula.length === text.length);
        position += formula.length;
      }
    }
  }
  return { markup: htm`<p>${parts}${plain}</p>`, faults };
}
