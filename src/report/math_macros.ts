/** Commands that a notebook defines for all its formulas, as Jupyter lets it: `$\newcommand{\R}{\mathbb{R}}$`. */

/** LaTeX by the command that stands for it; arguments as `#1`. */
export type Macros = Record<string, string>;

const DEFINITION =
  /\\(?:(?:re)?newcommand|providecommand|(DeclareMathOperator))\*?\s*\{?\s*(\\[A-Za-z]+)\s*\}?\s*(?:\[\d\]\s*)?(?=\{)/y;
const DEFINES = /\\(?:(?:re)?newcommand|providecommand|DeclareMathOperator)/;

/** Takes the definitions out of LaTeX and adds them to those that there are; the last one of a command counts. */
export function takeDefinitions(latex: string, macros: Macros): string {
  if (!DEFINES.test(latex)) return latex;
  let rest = "";
  for (let position = 0; position < latex.length;) {
    DEFINITION.lastIndex = position;
    const [head, operator, command] = DEFINITION.exec(latex) ?? [];
    const body = head === undefined ? undefined : readGroup(latex, position + head.length);
    if (head === undefined || body === undefined) {
      rest += latex[position++];
      continue;
    }
    macros[command!] = operator === undefined ? body : `\\operatorname{${body}}`;
    position += head.length + body.length + 2;
  }
  return rest;
}

/** What stands between a brace and the one that closes it. */
function readGroup(latex: string, start: number): string | undefined {
  let depth = 0;
  for (let position = start; position < latex.length; position++) {
    const character = latex[position];
    if (character === "\\") position++;
    else if (character === "{") depth++;
    else if (character === "}" && --depth === 0) return latex.slice(start + 1, position);
  }
  return undefined;
}
