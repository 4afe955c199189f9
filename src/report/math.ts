/** Formulas: LaTeX to MathML, which browsers lay out and screen readers speak, without a script. */
import type temml from "temml";
import { htm, type Html, trusted } from "./html.ts";
import { Macros, takeDefinitions } from "./math_macros.ts";

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
const LONGEST = 10_000;
/** The largest space that a formula may ask for, in em and in points. */
const LARGEST: [number, number] = [40, 400];

/**
 * One formula. The LaTeX goes along as its alternative text. Faulty LaTeX is shown, and never throws. Commands that the
 * formula defines are added to the macros; one that does nothing else shows nothing.
 */
export function renderMath(latex: string, display: boolean, macros = new Macros()): RenderedMath {
  const source = latex.trim();
  try {
    if (source.length > LONGEST) throw new Error(`It is longer than ${LONGEST} characters`);
    if (macros.spare <= 0) throw new Error("Formulas take up too much of the page already");
    const formula = takeDefinitions(withoutEqnarray(source), macros);
    if (formula.trim() === "") return { markup: htm`` };
    if (toMathml === undefined) throw new Error("Nothing that reads LaTeX is loaded");
    const mathml = toMathml(formula, {
      macros: { ...macros.commands },
      displayMode: display,
      throwOnError: true,
      trust: false,
      maxExpand: 500,
      maxSize: LARGEST,
    });
    macros.spare -= mathml.length;
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

/**
 * Finds the formulas of one text, between delimiters as Jupyter reads them: a dollar before a space, or with a digit
 * behind the second, is a dollar, and code is code. A delimiter that is known not to come again is not sought again.
 */
export class FormulaReader {
  readonly #missing = new Set<string>();
  constructor(private readonly text: string) {}

  /** The formula that begins at a place, if one does. */
  at(position: number): Formula | undefined {
    const { text } = this;
    if (text[position] === "$") {
      if (text[position + 1] !== "$") return matchAt(BETWEEN_ONE, text, position, false);
      return this.#isMissing("$$", position + 2)
        ? undefined
        : matchAt(BETWEEN_TWO, text, position, true);
    }
    const start = text.slice(position, position + 60);
    const [opener, name] = /^\\(?:\\[[(]|begin\{([a-zA-Z]{1,40}\*?)\})/.exec(start) ?? [];
    if (opener === undefined) return undefined;
    const isDisplay = !opener.endsWith("(");
    const closer = name ? `\\end{${name}}` : isDisplay ? "\\\\]" : "\\\\)";
    if (!name && this.#isMissing(closer, position)) return undefined;
    const end = text.slice(position, position + LONGEST).indexOf(closer, opener.length);
    if (end < 0) return undefined;
    const length = end + closer.length;
    const latex = name
      ? text.slice(position, position + length)
      : text.slice(position + opener.length, position + end);
    return latex.trim() === "" ? undefined : { latex, display: isDisplay, length };
  }

  /** True where a delimiter does not come again. */
  #isMissing(closer: string, position: number): boolean {
    if (!this.#missing.has(closer) && !this.text.includes(closer, position)) {
      this.#missing.add(closer);
    }
    return this.#missing.has(closer);
  }
}

const BETWEEN_TWO = /\$\$((?:\\[^]|[^\\$]|\$(?!\$))+?)\$\$/y;
const BETWEEN_ONE = /\$(?![\s$])((?:\\[^]|[^$\\`])*?(?:\\[^]|[^\s$\\`]))\$(?!\d)/y;

function matchAt(
  pattern: RegExp,
  text: string,
  position: number,
  display: boolean,
): Formula | undefined {
  pattern.lastIndex = position;
  const match = pattern.exec(text);
  if (match === null || match[0].length > LONGEST || match[1]!.trim() === "") return undefined;
  return { latex: match[1]!, display, length: match[0].length };
}

/** A text of LaTeX, as an output gives it: one formula, or words with formulas among them. */
export function renderLatex(
  source: string,
  macros = new Macros(),
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
    const formulas = new FormulaReader(text);
    for (let position = 0; position < text.length;) {
      const formula = formulas.at(position);
      if (formula === undefined) plain += text[position++];
      else {
        add(formula.latex, formula.display || formula.length === text.length);
        position += formula.length;
      }
    }
  }
  return { markup: htm`<p>${parts}${plain}</p>`, faults };
}
