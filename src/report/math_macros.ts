/** Commands that a notebook defines for all its formulas, as Jupyter lets it: `$\newcommand{\R}{\mathbb{R}}$`. */

/** The commands of one notebook, and what its formulas may still take up. */
export class Macros {
  /** LaTeX by the command that stands for it; arguments as `#1`. */
  readonly commands: Record<string, string> = {};
  /** Characters of MathML: a line of commands can ask for any number. */
  spare = 3_000_000;
}

/** A command stands for no more LaTeX than this, and there are no more commands than these. */
const LONGEST = 500;
const MOST = 500;

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
    if (body.length > LONGEST || Object.keys(macros.commands).length >= MOST) {
      throw new Error(
        `Defines more than ${MOST} commands, or one of more than ${LONGEST} characters`,
      );
    }
    macros.commands[command!] = operator === undefined ? body : `\\operatorname{${body}}`;
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
