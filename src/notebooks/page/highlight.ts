/** Code with its kinds of words in short classes: done once, when the page is made. */
import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import sql from "highlight.js/lib/languages/sql";
import typescript from "highlight.js/lib/languages/typescript";
import { htm, type Html, trusted, withoutControls } from "./html.ts";

const LANGUAGES = { bash, json, python, sql, typescript };
for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language);
hljs.registerAliases(["deno"], { languageName: "typescript" });
hljs.registerAliases(["js", "javascript", "mjs"], { languageName: "typescript" });

/** Longer code stays plain, as does code with a long gap: some patterns look over these again and again. */
const MOST_CHARACTERS = 20_000;
const LONG_GAP = /\s{200}/;

/** The style sheet's class of a kind of words; kinds that are not listed look like the text. */
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

/** A block of code. */
export function renderCode(source: string, language: string): Html {
  return htm`<pre class="code" translate="no"><code>${highlight(source, language)}</code></pre>`;
}

/** Highlights TypeScript, JavaScript and a few others; leaves the rest as it is. */
export function highlight(source: string, language: string): Html {
  const code = withoutControls(source);
  const isPlain = !hljs.getLanguage(language) || code.length > MOST_CHARACTERS ||
    LONG_GAP.test(code);
  if (isPlain) return htm`${code}`;
  const { value } = hljs.highlight(code, { language, ignoreIllegals: true });
  const short = value.replace(/<span class="hljs-([\w ]+)">/g, (_, kind: string) => {
    const name = CLASS_OF[kind];
    return name === undefined ? "<span>" : `<span class="${name}">`;
  });
  // Code of hardly anything but words of one letter would grow by the dozen.
  return short.length > 6 * code.length + 2_000 ? htm`${code}` : trusted(short);
}
