/** Formulas in Markdown, kept whole: it must not take `_` in them for emphasis, nor `+` at a line's start for a list. */
import type MarkdownIt from "markdown-it";
import { readFormula, renderMath } from "./math.ts";
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

const readInline: InlineRule = (state, silent) => {
  const { src, pos } = state;
  if (src[pos] !== "$" && src[pos] !== "\\") return false;
  const formula = readFormula(src, pos);
  if (formula === undefined) return false;
  if (!silent) {
    const token = state.push("math", "math", 0);
    token.content = formula.latex;
    token.meta = { display: formula.display };
  }
  state.pos += formula.length;
  return true;
};

/** A formula on lines of its own, which a blank line ends. */
const readBlock: BlockRule = (state, startLine, endLine, silent) => {
  const lineText = (line: number) =>
    state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]);
  if (state.sCount[startLine]! - state.blkIndent >= 4) return false;
  const [, opener, environment] =
    /^(\$\$|\\\\\[|\\begin\{([a-zA-Z]+\*?)\})/.exec(lineText(startLine)) ??
      [];
  if (opener === undefined) return false;
  const closer = environment === undefined ? opener.replace("[", "]") : `\\end{${environment}}`;
  let text = "";
  for (let line = startLine; line < endLine && !state.isEmpty(line); line++) {
    if (line > startLine && state.sCount[line]! < state.blkIndent) return false;
    text += `${line > startLine ? "\n" : ""}${lineText(line).trimEnd()}`;
    if (!text.endsWith(closer) || text.length < opener.length + closer.length) continue;
    const formula = readFormula(text, 0);
    if (formula?.length !== text.length) continue;
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
