/**
 * Markdown as safe content (CommonMark with tables, footnotes, task lists and formulas), and code highlighted. Formulas are
 * read before anything else, so that `_` in one is no emphasis and `|` ends no cell.
 */
import MarkdownIt from "markdown-it";
import footnote from "markdown-it-footnote";
import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import cpp from "highlight.js/lib/languages/cpp";
import csharp from "highlight.js/lib/languages/csharp";
import json from "highlight.js/lib/languages/json";
import julia from "highlight.js/lib/languages/julia";
import python from "highlight.js/lib/languages/python";
import r from "highlight.js/lib/languages/r";
import sql from "highlight.js/lib/languages/sql";
import typescript from "highlight.js/lib/languages/typescript";
import type { CellContext } from "./context.ts";
import { sanitizeMarkup } from "./sanitize.ts";
import { htm, type Html, trusted, withoutControls } from "./dom.ts";
import { formulaAt, Macros, renderMath } from "./math.ts";

type Markdown = InstanceType<typeof MarkdownIt>;
type BlockRule = Parameters<Markdown["block"]["ruler"]["before"]>[2];
type InlineRule = Parameters<Markdown["inline"]["ruler"]["before"]>[2];

/** What a markdown-it with formulas is handed for each text, and hands back. */
interface MathEnvironment {
  readonly macros: Macros;
  readonly faults: string[];
}

/** A markdown-it plugin, whose environment is a `MathEnvironment`. */
export function addMath(markdown: Markdown): void {
  markdown.block.ruler.before("fence", "math_block", readBlock, {
    alt: ["paragraph", "reference", "blockquote", "list"],
  });
  markdown.inline.ruler.before("escape", "math", readInline);
  // As Jupyter, which takes formulas out before it reads Markdown: no cell of a table ends in one.
  markdown.core.ruler.before("block", "hide_bars", (state) => {
    state.src = hideBars(state.src);
  });
  markdown.core.ruler.after("block", "show_bars", ({ tokens }) => {
    for (const token of tokens) token.content = token.content.replaceAll(BAR, "|");
  });
  markdown.renderer.rules.html_block = (tokens, index, _, environment) =>
    renderInHtml(tokens[index]!.content, environment as unknown as MathEnvironment);
  markdown.renderer.rules.math = (tokens, index, _, environment) => {
    const { content, meta, block } = tokens[index]!;
    const { macros, faults } = environment as unknown as MathEnvironment;
    const { markup, fault } = renderMath(content, Boolean(meta?.display), macros);
    if (fault !== undefined) faults.push(fault);
    return block && String(markup) !== "" ? `<p>${markup}</p>\n` : String(markup);
  };
}

/** Stands for a bar in a formula of a table: no text holds it. */
const BAR = "\ufdd0";
const IN_ROW = /(\$\$?)(?!\s)(?:\\.|[^$\\`])+?(?<!\s)\1(?!\d)/g;

function hideBars(source: string): string {
  if (!source.includes("$") || !source.includes("|")) return source;
  let isTable = false;
  return source.split("\n").map((line, at, lines) => {
    const next = lines[at + 1] ?? "";
    const isHead = /^[ \t>|:-]+$/.test(next) && next.includes("-") && next.includes("|");
    isTable = isHead || isTable && line.trim() !== "";
    if (!isTable) return line;
    return line.replace(IN_ROW, (formula) => formula.replace(/(?<!\\)\|/g, BAR));
  }).join("\n");
}

/** What holds no formula: text without a sign of one, code, tags. */
const NO_FORMULA =
  /[^<$\\]+|<(pre|code|script|style|textarea|svg|math)\b[^]*?(?:<\/\1\s*>|$)|<!--[^]*?(?:-->|$)|<\/?[a-z][^<>]*>/iy;
const ENTITIES: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

/** HTML with its formulas, as Jupyter shows it, but for those that would reach over a tag. */
export function renderInHtml(html: string, { macros, faults }: MathEnvironment): string {
  if (!/[$\\]/.test(html) || /\b(?:tex2jax|mathjax)_ignore\b/.test(html)) return html;
  let rendered = "";
  for (let at = 0; at < html.length;) {
    NO_FORMULA.lastIndex = at;
    const [skipped] = NO_FORMULA.exec(html) ?? [];
    const formula = skipped === undefined ? formulaAt(html, at, true) : undefined;
    if (formula === undefined || /<[a-z/][^<]*>/i.test(formula.latex)) {
      const kept = skipped ?? html[at]!;
      rendered += kept;
      at += kept.length;
      continue;
    }
    const latex = formula.latex.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity]!);
    const { markup, fault } = renderMath(latex, formula.display, macros);
    if (fault !== undefined) faults.push(fault);
    rendered += markup;
    at += formula.length;
  }
  return rendered;
}

const readInline: InlineRule = (state, silent) => {
  const { src, pos } = state;
  if (src[pos] !== "$" && src[pos] !== "\\") return false;
  const formula = formulaAt(src, pos);
  if (formula === undefined) return false;
  if (!silent) {
    Object.assign(state.push("math", "", 0), { content: formula.latex, meta: formula });
  }
  state.pos += formula.length;
  return true;
};

const MOST_LINES = 200;

/** A formula on lines of its own, with no blank line in it. */
const readBlock: BlockRule = (state, startLine, endLine, silent) => {
  const { src, bMarks, tShift, sCount, blkIndent } = state;
  const start = bMarks[startLine]! + tShift[startLine]!;
  if (sCount[startLine]! - blkIndent >= 4) return false;
  if (!/^(?:\$\$|\\\\\[|\\begin\{)/.test(src.slice(start, start + 7))) return false;
  const last = Math.min(endLine, startLine + MOST_LINES);
  let end = startLine + 1;
  while (end < last && !state.isEmpty(end) && sCount[end]! >= blkIndent) end++;
  const text = state.getLines(startLine, end, blkIndent, false).trimStart();
  const formula = formulaAt(text, 0);
  if (formula === undefined || !/^[ \t]*(?:\n|$)/.test(text.slice(formula.length))) return false;
  if (silent) return true;
  const lines = text.slice(0, formula.length).split("\n").length;
  Object.assign(state.push("math", "", 0), {
    content: formula.latex,
    meta: { display: true },
    block: true,
    map: [startLine, startLine + lines],
  });
  state.line = startLine + lines;
  return true;
};

const markdown = new MarkdownIt({
  html: true,
  linkify: true,
  highlight: (code, language) => String(renderCode(code.replace(/\n$/, ""), language)),
}).use(footnote).use(addMath);
// Only what begins with a scheme: "deno.json" is no link.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
// Which links are safe is the sanitiser's to say, once and for all kinds of HTML.
markdown.validateLink = () => true;
// An address defined once may be used a thousand times: all together are bounded by the cell's size.
markdown.core.ruler.push("bounded_links", ({ tokens, src }) => {
  let spare = 4 * src.length + 10_000;
  for (const token of tokens.flatMap(({ children }) => children ?? [])) {
    for (const [, value] of token.attrs ?? []) spare -= String(value).length;
    if (spare < 0) token.attrs = token.type === "image" ? [["src", ""], ["alt", ""]] : null;
  }
});

/** Limits a cell; past them, footnotes or formulas are shown as they are written. */
const COUNTED = [
  // The time for footnotes grows with the square of their number.
  {
    name: "footnotes",
    sign: /\[\^|\^\[/g,
    most: 10_000,
    rules: ["footnote_def", "footnote_inline", "footnote_ref", "footnote_tail"],
  },
  {
    name: "formulas",
    sign: /\$\$?|\\\\[[(]|\\begin\{|ref\{/g,
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

const LANGUAGES = { bash, cpp, csharp, json, julia, python, r, sql, typescript };
for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language);
hljs.registerAliases(["deno"], { languageName: "typescript" });
hljs.registerAliases(["js", "javascript", "mjs"], { languageName: "typescript" });

/** Longer code stays plain, as does code with a long gap: some patterns look over these again and again. */
const MOST_CHARACTERS = 20_000;
const MOST_OF_CSHARP = 5_000;
const LONG_GAP = /\s{200}/;

/** The style sheet's class for a kind of token; other kinds look like plain text. */
const CLASS_OF: Readonly<Record<string, string>> = {
  comment: "c",
  keyword: "k",
  string: "s",
  regexp: "s",
  number: "n",
  literal: "n",
  "title function_": "f",
  "title class_": "t",
  built_in: "t",
  type: "t",
  // An expression in a template: as the text around the string.
  subst: "e",
};

export function renderCode(source: string, language: string): Html {
  return htm`<pre class="code" translate="no"><code>${highlight(source, language)}</code></pre>`;
}

/** Highlights TypeScript, JavaScript and a few others; leaves the rest as it is. */
export function highlight(source: string, language: string): Html {
  const code = withoutControls(source);
  const { name } = hljs.getLanguage(language) ?? {};
  const isPlain = name === undefined || LONG_GAP.test(code) ||
    code.length > (name === "C#" ? MOST_OF_CSHARP : MOST_CHARACTERS);
  if (isPlain) return htm`${code}`;
  const { value } = hljs.highlight(code, { language, ignoreIllegals: true });
  const short = value.replace(/<span class="hljs-([\w ]+)">/g, (_, kind: string) => {
    const name = CLASS_OF[kind];
    return name === undefined ? "<span>" : `<span class="${name}">`;
  });
  // Highlighting would make some code many times longer.
  return short.length > 6 * code.length + 2_000 ? htm`${code}` : trusted(short);
}

const words = new MarkdownIt("zero").use(addMath);

/** Longer LaTeX of an output is shown as it is. */
const LONGEST_TEXT = 200_000;

/** A text of LaTeX, as an output gives it: one formula, or words with formulas among them. */
export function renderLatex(
  source: string,
  macros = new Macros(),
): { markup: Html; faults: string[] } {
  const text = source.trim();
  if (text.length > LONGEST_TEXT) {
    const fault = `It is longer than ${LONGEST_TEXT} characters`;
    return { markup: htm`<p>${text}</p>`, faults: [fault] };
  }
  const whole = /[$]|\\begin\{/.test(text)
    ? formulaAt(text, 0)
    : { latex: text.replace(/^\\\[|\\\]$/g, ""), length: text.length };
  if (whole?.length === text.length) {
    const { markup, fault } = renderMath(whole.latex, true, macros);
    return { markup: htm`<p>${markup}</p>`, faults: fault === undefined ? [] : [fault] };
  }
  const faults: string[] = [];
  return { markup: htm`<p>${trusted(words.renderInline(text, { macros, faults }))}</p>`, faults };
}
