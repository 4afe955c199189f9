/** Formulas between dollar signs, as Jupyter reads them, kept whole: Markdown must not take `_` in them for emphasis. */
import type MarkdownIt from "markdown-it";
import { htm, type Html } from "./html.ts";

/** A formula as the page shows it: its LaTeX. */
export function renderMath(latex: string, display: boolean): Html {
  return htm`<code class="${display ? "math math-block" : "math"}">${latex.trim()}</code>`;
}

/** `$$…$$`, and `$a_1$`; a dollar before a space, or with a digit behind the second, is a dollar. */
const DISPLAY = /\$\$((?:\\.|[^\\$]|\$(?!\$))+?)\$\$/y;
const INLINE = /\$(?![\s$])((?:\\.|[^$\\])*?[^\s$\\])\$(?!\d)/y;

/** A markdown-it plugin. */
export function addMath(markdown: InstanceType<typeof MarkdownIt>): void {
  markdown.inline.ruler.before("escape", "math", (state, silent) => {
    if (state.src[state.pos] !== "$") return false;
    for (const pattern of [DISPLAY, INLINE]) {
      pattern.lastIndex = state.pos;
      const match = pattern.exec(state.src);
      if (!match) continue;
      if (!silent) {
        const token = state.push("math", "code", 0);
        token.content = match[1]!;
        token.meta = { display: pattern === DISPLAY };
      }
      state.pos += match[0].length;
      return true;
    }
    return false;
  });
  markdown.renderer.rules.math = (tokens, index) => {
    const { content, meta } = tokens[index]!;
    return renderMath(content, Boolean(meta?.display)).toString();
  };
}
