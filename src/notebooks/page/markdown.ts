/** Markdown cells as safe content: CommonMark with tables, footnotes, task lists and formulas. */
import MarkdownIt from "markdown-it";
import footnote from "markdown-it-footnote";
import type { CellContext } from "./context.ts";
import { renderCode } from "./highlight.ts";
import { addMath } from "./math_markdown.ts";
import { sanitizeMarkup } from "./sanitize.ts";

const markdown = new MarkdownIt({
  html: true,
  linkify: true,
  highlight: (code, language) => String(renderCode(code.replace(/\n$/, ""), language)),
}).use(footnote).use(addMath);
// Only what says it is an address: "deno.json" and "01_outcomes.ipynb" are no links.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
// Which links are safe is the sanitiser's to say, once and for all kinds of HTML.
markdown.validateLink = () => true;
// An address that is defined once may be used a thousand times: together they stay within the cell's own size.
markdown.core.ruler.push("bounded_links", ({ tokens, src }) => {
  let spare = 4 * src.length + 10_000;
  for (const token of tokens.flatMap(({ children }) => children ?? [])) {
    for (const [, value] of token.attrs ?? []) spare -= String(value).length;
    if (spare < 0) token.attrs = token.type === "image" ? [["src", ""], ["alt", ""]] : null;
  }
});

/** What a cell may hold so many of; where there are more, they stay as they are written. */
const COUNTED = [
  // Setting footnotes takes time by the square of their number.
  {
    name: "footnotes",
    sign: /\[\^|\^\[/g,
    most: 10_000,
    rules: ["footnote_def", "footnote_inline", "footnote_ref", "footnote_tail"],
  },
  {
    name: "formulas",
    sign: /\$\$?|\\\\[[(]|\\begin\{/g,
    most: 30_000,
    rules: ["math", "math_block"],
  },
];

/**
 * A cell's or an output's Markdown as content; what was left out of it, and formulas that could not be read, are found.
 * The id tells its footnotes from another's.
 */
export function readMarkdown(source: string, noteId: string, context: CellContext): Element {
  const { findings, place, macros } = context;
  const faults: string[] = [];
  const tooMany = COUNTED.filter(({ sign, most }) => (source.match(sign)?.length ?? 0) > most);
  findings.add("removed", place, tooMany.map(({ name }) => `${name}: there are too many`));
  const rules = tooMany.flatMap(({ rules }) => rules);
  markdown.disable(rules);
  const markup = markdown.render(source, { docId: noteId, faults, macros });
  markdown.enable(rules);
  findings.add("faulty-formula", place, faults);
  return sanitizeMarkup(markup, context);
}
