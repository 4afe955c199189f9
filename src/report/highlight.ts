/** Code with its kinds of words in short classes: done once, when the page is made. */
import { escapeHtml, htm, Html, trusted, withoutControls } from "./html.ts";

const LANGUAGES = new Set(["typescript", "ts", "javascript", "js", "mts", "mjs", "deno"]);

/** What a piece of code is: its class is the group's name. A word is looked at once more. */
const PIECE = new RegExp(
  [
    /(?<c>\/\/.*|\/\*[^]*?(?:\*\/|$))/u,
    /(?<s>"(?:[^"\\\n]+|\\[^])*"?|'(?:[^'\\\n]+|\\[^])*'?)/u,
    // A slash that follows a value divides; the others open a regular expression.
    /(?<r>(?=\/)(?<=(?:^|[-(,=:[!&|?{};+*%<>~\n]|\breturn)[ \t]*)\/(?![*/\s])(?:[^\\/\n]|\\.){1,200}\/[dgimsuvy]*)/u,
    /(?<n>0[xob][\da-f_]+n?|\d[\d_]*(?:\.[\d_]*)?(?:e[+-]?\d+)?n?)/u,
    /(?<w>[\p{ID_Start}$_#][\p{ID_Continue}$]*)/u,
    /(?<k>=>)|[ \t]+|[^]/u,
  ].map(({ source }) => source).join("|"),
  "uy",
);
/** The text of a template, to its end or to an expression. */
const TEMPLATE = /(?:[^`\\$]+|\\[^]|\$(?!\{))*`?/y;

const VALUES = words("true false null undefined NaN Infinity this super");
const KEYWORDS = words(
  "await break case catch class const continue debugger default delete do else enum export extends finally for " +
    "function if implements import in instanceof interface let new private protected public return static switch " +
    "throw try typeof var void while with yield",
);
/** Keywords only before another word, a string or a bracket. */
const SOMETIMES = words(
  "abstract as async asserts declare from get infer is keyof namespace of readonly satisfies set type",
);
const TYPES = words("any bigint boolean never number object string symbol unknown");

/** A block of code. */
export function renderCode(source: string, language: string): Html {
  return htm`<pre class="code" translate="no"><code>${highlight(source, language)}</code></pre>`;
}

/** Highlights TypeScript and JavaScript; leaves other languages as they are. */
export function highlight(source: string, language: string): Html {
  const code = withoutControls(source);
  if (!LANGUAGES.has(language.toLowerCase())) return htm`${code}`;
  const highlighted = writePieces(readPieces(code));
  // Code of hardly anything but words of one letter would grow by the dozen: it stays plain.
  return highlighted.length > 6 * code.length + 2_000 ? htm`${code}` : trusted(highlighted);
}

/** Class and text of each piece, in order; no class is "". */
function* readPieces(code: string): Generator<readonly [string, string]> {
  /** For each expression in a template that is being read: how many braces are open in it. */
  const open: number[] = [];
  let before = "";
  for (let at = 0; at < code.length;) {
    PIECE.lastIndex = at;
    const { 0: text, groups } = PIECE.exec(code)!;
    at += text.length;
    if (text === "`" || (text === "}" && open.at(-1) === 0)) {
      if (text === "}") {
        open.pop();
        yield ["", text];
      }
      TEMPLATE.lastIndex = at;
      const [rest] = TEMPLATE.exec(code)!;
      at += rest.length;
      yield ["s", text === "`" ? text + rest : rest];
      if (!code.startsWith("${", at)) continue;
      at += 2;
      open.push(0);
      yield ["", "${"];
    } else {
      if (open.length > 0 && text === "{") open[open.length - 1]!++;
      if (open.length > 0 && text === "}") open[open.length - 1]!--;
      yield [
        groups!.w ? classOfWord(text, before, code.slice(at, at + 100)) : classOf(groups!),
        text,
      ];
    }
    if (text.trim() !== "") before = text;
  }
}

function classOf({ c, s, r, n, k }: Record<string, string>): string {
  if (c) return "c";
  if (n) return "n";
  if (k) return "k";
  return s || r ? "s" : "";
}

/** @param before the piece before it @param after what follows it */
function classOfWord(word: string, before: string, after: string): string {
  if (before !== ".") {
    if (VALUES.has(word)) return "n";
    if (KEYWORDS.has(word)) return "k";
    if (SOMETIMES.has(word) && /^\s+[\p{L}"'`{[($*]/u.test(after)) return "k";
  }
  if (/^\s*([(`]|[=:]\s*(async\s*)?(\w+|\([^()]*\))\s*=>)/.test(after)) return "f";
  if (TYPES.has(word) && /^([:<|&(]|as|satisfies)$/.test(before)) return "t";
  const isType = /^\p{Lu}\p{ID_Continue}*\p{Ll}/u.test(word) && !after.startsWith(".");
  return isType ? "t" : "";
}

/** Neighbours of one class share a span. */
function writePieces(pieces: Iterable<readonly [string, string]>): string {
  const runs: [string, string][] = [];
  for (const [name, text] of pieces) {
    const last = runs.at(-1);
    if (last?.[0] === name) last[1] += text;
    else runs.push([name, text]);
  }
  return runs.map(([name, text]) =>
    name === "" ? escapeHtml(text) : `<span class="${name}">${escapeHtml(text)}</span>`
  ).join("");
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}
