/** Formulas in Markdown, kept whole: it must not take `_` in them for emphasis, nor `+` at a line's start for a list. */
import type MarkdownIt from "markdown-it";
import { FormulaReader, renderMath } from "./math.ts";
import type { Macros } from "./math_macros.ts";

type Markdown = InstanceType<typeof MarkdownIt>;
type BlockRule = Parameters<Markdown["block"]["ruler"]["before"]>[2];
type InlineRule = Parameters<Markdown["inline"]["ruler"]["before"]>[2];

/** A markdown-it plugin. Why formulas could not be read is added to its environment's list `faults`, and
 * commands that formulas define to its `macros`. */
export function addMath(markdown: Markdown): void {
  markdown.block.ruler.before("fence", "math_block", readBlock, {
    alt: ["paragraph", "reference", "blockquote", "list"],
  });
  markdown.inline.ruler.before("escape", "math", readInline);
  for (const name of ["math", "math_block"]) {
    markdown.renderer.rules[name] = (tokens, index, _, environment) => {
      const { content, meta, block } = tokens[index]!;
      const { markup, fault } = renderMath(
        content,
        Boolean(meta?.display),
        environment?.macros as Macros | undefined,
      );
      if (fault !== undefined) (environment?.faults as string[] | undefined)?.push(fault);
      return block && String(markup) !== "" ? `<p>${markup}</p>\n` : String(markup);
    };
  }
}

/** The reader of the text that is read at present: its formulas are sought once. */
let reader = new FormulaReader("");
let read = "";

const readInline: InlineRule = (state, silent) => {
  const { src, pos } = state;
  if (src[pos] !== "$" && src[pos] !== "\\") return false;
  if (src !== read) [read, reader] = [src, new FormulaReader(src)];
  const formula = reader.at(pos);
  if (formula === undefined) return false;
  if (!silent) {
    const token = state.push("math", "math", 0);
    token.content = formula.latex;
    token.meta = { display: formula.display };
  }
  state.pos += formula.length;
  return true;
};

/** A formula has no more lines. */
const MOST_LINES = 200;

/** A formula on lines of its own: the first line that ends with its closer ends it, and a blank line means there is none. */
const readBlock: BlockRule = (state, startLine, endLine, silent) => {
  const lineText = (line: number) =>
    state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]);
  if (state.sCount[startLine]! - state.blkIndent >= 4) return false;
  const [, opener, environment] =
    /^(\$\$|\\\\\[|\\begin\{([a-zA-Z]{1,40}\*?)\})/.exec(lineText(startLine)) ?? [];
  if (opener === undefined) return false;
  const closer = environment === undefined ? opener.replace("[", "]") : `\\end{${environment}}`;
  const last = Math.min(endLine, startLine + MOST_LINES);
  const lines: string[] = [];
  for (let line = startLine; line < last && !state.isEmpty(line); line++) {
    if (line > startLine && state.sCount[line]! < state.blkIndent) return false;
    const text = lineText(line).trimEnd();
    lines.push(text);
    if (!text.endsWith(closer) || (line === startLine && text.length < 2 * closer.length)) continue;
    const whole = lines.join("\n");
    const formula = new FormulaReader(whole).at(0);
    if (formula?.length !== whole.length) return false;
    if (silent) return true;
    const token = state.push("math_block", "math", 0);
    token.block = true;
    token.content = formula.latex;
    token.meta = { display: true };
    token.map = [startLine, line + 1];
    state.line = line + 1;
    return true;
  }
  return false;
};
