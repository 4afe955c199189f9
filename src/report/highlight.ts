/** Code with its kinds of words in short classes: done once, when the page is made. */
import type { HighlighterCore } from "shiki/core";
import { escapeHtml, htm, Html, trusted, withoutControls } from "./html.ts";

/** A class by the scopes of its words: shiki gives each token the colour of its scope, which is read back as a class. */
const SCOPES: Readonly<Record<string, string>> = {
  c: "comment, punctuation.definition.comment",
  s: "string, punctuation.definition.string, string.template",
  n: "constant.numeric, constant.language, variable.language",
  k: "keyword, storage, keyword.operator.new, keyword.operator.expression",
  f: "entity.name.function, support.function",
  t: "entity.name.type, entity.name.class, support.type, support.class, entity.name.namespace",
  "": "keyword.operator, meta.template.expression, variable, meta.embedded",
};

const NAMES = new Set(["typescript", "ts", "javascript", "js", "mts", "mjs", "deno"]);

/** Characters of a line beyond which it is left as it is. */
const LONGEST_LINE = 5_000;

let highlighter: HighlighterCore | undefined;
/** Code that was highlighted before: a report in two languages has most of its cells twice. */
const known = new Map<string, Html>();
/** Characters that are kept at most. */
const MOST_KEPT = 1_000_000;
let kept = 0;

/** Loads what knows TypeScript: once, before the first code of a page. Without it code is plain. */
export async function loadHighlighter(): Promise<void> {
  if (highlighter !== undefined) return;
  const [{ createHighlighterCoreSync }, { createJavaScriptRegexEngine }, typescript] = await Promise
    .all([
      import("shiki/core"),
      import("shiki/engine/javascript"),
      import("shiki/langs/typescript.mjs"),
    ]);
  highlighter = createHighlighterCoreSync({
    themes: [theme()],
    langs: [typescript.default],
    engine: createJavaScriptRegexEngine(),
  });
}

/** A block of code. */
export function renderCode(source: string, language: string): Html {
  return htm`<pre class="code" translate="no"><code>${highlight(source, language)}</code></pre>`;
}

/** Highlights TypeScript and JavaScript; leaves other languages as they are. */
export function highlight(source: string, language: string): Html {
  const code = withoutControls(source);
  if (!NAMES.has(language.toLowerCase())) return htm`${code}`;
  const earlier = known.get(code);
  if (earlier) return earlier;
  const highlighted = inProportion(highlightTypeScript(code), code);
  if ((kept += code.length) <= MOST_KEPT) known.set(code, highlighted);
  return highlighted;
}

/** Code of hardly anything but words of one letter would grow by the dozen: it stays plain. */
function inProportion(highlighted: Html, code: string): Html {
  return String(highlighted).length > 6 * code.length + 2_000 ? htm`${code}` : highlighted;
}

function highlightTypeScript(code: string): Html {
  if (highlighter === undefined) return htm`${code}`;
  const lines = highlighter.codeToTokensBase(code, {
    lang: "typescript",
    theme: "classes",
    // A limit in time would give another page on a busier machine; one in length gives the same everywhere.
    tokenizeTimeLimit: 0,
    tokenizeMaxLineLength: LONGEST_LINE,
  });
  return trusted(
    lines.map((line) => writeLine(line.map(({ content, color }) => [classOf(color), content])))
      .join("\n"),
  );
}

function theme() {
  return {
    name: "classes",
    type: "light" as const,
    fg: "#000000",
    bg: "#ffffff",
    settings: Object.entries(SCOPES).map(([name, scopes]) => ({
      scope: scopes.split(", "),
      settings: { foreground: `#0000${name === "" ? "00" : name.charCodeAt(0).toString(16)}` },
    })),
  };
}

function classOf(colour = "#000000"): string {
  const code = parseInt(colour.slice(5, 7), 16);
  return code === 0 ? "" : String.fromCharCode(code);
}

/** Neighbours of one class share a span, white space between them included. */
function writeLine(tokens: readonly (readonly [string, string])[]): string {
  const runs: [string, string][] = [];
  for (const [name, content] of tokens) {
    const last = runs.at(-1);
    if (last && (last[0] === name || content.trim() === "")) last[1] += content;
    else runs.push([name, content]);
  }
  return runs.map(([name, content]) =>
    name === "" ? escapeHtml(content) : `<span class="${name}">${escapeHtml(content)}</span>`
  ).join("");
}
