/** Markdown as safe content (CommonMark with tables, footnotes, task lists and formulas), and code highlighted. */
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
import { addMath } from "./math_markdown.ts";
import { sanitizeMarkup } from "./sanitize.ts";
import { htm, type Html, trusted, withoutControls } from "./dom.ts";

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
