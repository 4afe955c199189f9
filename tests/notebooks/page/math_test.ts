import assert from "node:assert/strict";
import { innerHtml } from "../../../src/notebooks/page/dom.ts";
import { formulaAt, loadMath, Macros, renderMath } from "../../../src/notebooks/page/math.ts";
import { readMarkdown, renderLatex } from "../../../src/notebooks/page/markdown.ts";
import { parseNotebook } from "../../../src/notebooks/ipynb/format.ts";
import { bundle, cellContext, markdown as textCell, notebookOf, renderCells } from "./cells.ts";

await loadMath([parseNotebook(notebookOf([textCell("$a$")]), "a.ipynb")]);

const markdown = (source: string) => {
  const context = cellContext();
  const html = String(innerHtml(readMarkdown(source, "1", context)));
  return { html, faults: context.findings.all.map(({ subject }) => subject) };
};
/** Markdown's HTML with `[…]` for each formula, as its LaTeX. */
const formulas = (source: string) =>
  markdown(source).html.replace(/<math [^>]*alttext="([^"]*)"[^]*?<\/math>/g, "[$1]").trim();

for (
  const [what, source] of [
    ["a space in a command's name at the end", "$$ a\\ b\\  $$"],
    ["an \\mbox", "$x \\mbox{ if } y$"],
  ] as const
) {
  Deno.test(`a formula with ${what} is read`, () => {
    const { html, faults } = markdown(source);
    assert.deepEqual(faults, []);
    assert.match(html, /<\/math>/);
  });
}

Deno.test("renderMath() gives MathML that carries its LaTeX", () => {
  const { markup, fault } = renderMath(" a < b_1 ", false);
  assert.equal(
    String(markup),
    '<math alttext="a &lt; b_1"><mrow><mi>a</mi><mo>&lt;</mo><msub><mi>b</mi><mn>1</mn></msub></mrow></math>',
  );
  assert.equal(fault, undefined);
});

for (
  const [latex, fault] of [
    [String.raw`\frac{a`, /Unexpected end of input/],
    [String.raw`\nosuch`, /^Unsupported function name: \\nosuch$/],
    [String.raw`\def\a{\a\a}\a`, /Too many expansions/],
    [String.raw`\href{javascript:alert(1)}{x}`, /\\href/],
    [String.raw`\class{r-hidden}{x}`, /not trusted/],
    [String.raw`\htmlData{a=b}{x}`, /\\htmlData/],
    [String.raw`\includegraphics{http://e.example/a.png}`, /not trusted/],
    ["x".repeat(10_001), /longer than 10000 characters/],
  ] as const
) {
  Deno.test(`renderMath() shows ${latex.slice(0, 30)} as it is and says why`, () => {
    const rendered = renderMath(latex, false);
    assert.equal(String(rendered.markup), `<code class="math">${latex}</code>`);
    assert.match(rendered.fault!, fault);
  });
}

for (
  const [claim, source, wanted] of [
    ["dollars in prose", "It costs $5 and $6, or US$7.", "<p>It costs $5 and $6, or US$7.</p>"],
    ["a dollar before a digit", "$5-$6 each", "<p>$5-$6 each</p>"],
    ["an escaped dollar", "\\$x\\$", "<p>$x$</p>"],
    ["dollars in code", "`$a$` and $b", "<p><code>$a$</code> and $b</p>"],
    ["a dollar before code", "$2 and `$a$`", "<p>$2 and <code>$a$</code></p>"],
    [
      "emphasis beside a formula",
      "*a* $b_i*c_i*d$ *e*",
      "<p><em>a</em> [b_i*c_i*d] <em>e</em></p>",
    ],
    ["a formula on lines of its own", "$$\na\n+ b\n= c\n$$", "<p>[a\n+ b\n= c]</p>"],
    ["two formulas on one line", "$$a$$ and $$b$$", "<p>[a] and [b]</p>"],
    [
      "an environment without dollars",
      "\\begin{align}\na &= b \\\\\n- c\n\\end{align}",
      "<p>[\\begin{align}\na &amp;= b \\\\\n- c\n\\end{align}]</p>",
    ],
    ["a formula that a blank line ends", "$$\na\n\nb\n$$", "<p>$$\na</p>\n<p>b\n$$</p>"],
    ["Jupyter's double backslashes", "\\\\(a\\\\) \\\\[b\\\\]", "<p>[a] [b]</p>"],
    ["a formula in a list", "- a\n\n  $$b$$", "<ul>\n<li>\n<p>a</p>\n<p>[b]</p>\n</li>\n</ul>"],
    ["a formula in HTML", "<div>a $b$ c</div>", "<div>a [b] c</div>"],
    [
      "formulas in a table of HTML",
      "<table><td>$a$<td>$5<td>$6</table>",
      "<table><td>[a]</td><td>$5</td><td>$6</td></table>",
    ],
    ["a comparison in HTML", "<p>$a<b$, $c &lt; d$</p>", "<p>[a&lt;b], [c &lt; d]</p>"],
    [
      "code in HTML",
      "<div><pre>$a$</pre><code>$b$</code></div>",
      "<div><pre>$a$</pre><code>$b$</code></div>",
    ],
    [
      "bars in formulas of a table",
      "|a|b|\n|-|-|\n|$|x|$|$P(a|b)$|\n\n`|$a|$|`",
      "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n" +
      "<td>[|x|]</td>\n<td>[P(a|b)]</td>\n</tr>\n</tbody>\n</table>\n<p><code>|$a|$|</code></p>",
    ],
    [
      "a fence with a table as code",
      "```\na|b\n-|-\n$|$|\n```",
      '<pre class="code"><code>a|b\n-|-\n$|$|</code></pre>',
    ],
    ["an indented block as code", "    $$a$$", "<pre><code>$$a$$\n</code></pre>"],
  ] as const
) {
  Deno.test(`readMarkdown() reads ${claim}`, () => assert.equal(formulas(source), wanted));
}

Deno.test("readMarkdown() tells why a formula is shown as its LaTeX", () => {
  const { html, faults } = markdown("Here $\\nosuch$.");
  assert.equal(html, '<p>Here <code class="math">\\nosuch</code>.</p>\n');
  assert.deepEqual(faults, ["Unsupported function name: \\nosuch"]);
});

Deno.test("formulaAt() reads up to the delimiter that closes, and no further", () => {
  assert.deepEqual(formulaAt("a $b$ $c$", 2), { latex: "b", display: false, length: 3 });
  assert.deepEqual(formulaAt("$$b$$", 0), { latex: "b", display: true, length: 5 });
  assert.equal(formulaAt("$ b$", 0), undefined);
});

Deno.test("renderLatex() sets one formula on a line of its own, and formulas in words in the line", () => {
  const modes = (source: string) =>
    [...String(renderLatex(source).markup).matchAll(/<math [^>]*?(display="block")?[^>]*>/g)]
      .map(([tag]) => tag.includes('display="block"'));
  assert.deepEqual(modes("$\\displaystyle x$"), [true]);
  assert.deepEqual(modes("\\begin{eqnarray}a & = & b\\end{eqnarray}"), [true]);
  assert.deepEqual(modes("The root is $x_1$, not $x_2$."), [false, false]);
  assert.match(String(renderLatex("A <b> $x$").markup), /^<p>A &lt;b&gt; <math/);
});

Deno.test("renderMath() keeps the commands that a formula defines for those after it", () => {
  const macros = new Macros();
  const define = String
    .raw`\newcommand{\R}{\mathbb{R}} \newcommand\half[1]{\frac{#1}{2}} \DeclareMathOperator*{\am}{\mathrm{am}}`;
  assert.deepEqual(renderMath(define, false, macros), renderMath("", false));
  assert.deepEqual(Object.keys(macros.commands).sort(), ["\\R", "\\am", "\\half"]);
  const { markup, fault } = renderMath(String.raw`\half{x} \in \R, \am y`, false, macros);
  assert.equal(fault, undefined);
  assert.match(String(markup), /<mfrac><mi>x<\/mi><mn>2<\/mn><\/mfrac>.*ℝ.*<mi>am<\/mi>/);
  assert.match(renderMath("\\half{x}", false).fault!, /\\half/);
  renderMath("\\def\\two#1{#1#1}", false, macros);
  assert.match(String(renderMath("\\two{b}", false, macros).markup), /<mi>b<\/mi><mi>b<\/mi>/);
});

Deno.test("renderMath() redefines a command, and reports a definition that does not end or calls itself", () => {
  const macros = new Macros();
  renderMath("\\newcommand{\\a}{1}\\renewcommand{\\a}{2}", false, macros);
  assert.match(String(renderMath("\\a", false, macros).markup), /<mn>2<\/mn>/);
  assert.ok(renderMath("\\newcommand{\\b}{1", false, macros).fault);
  assert.match(renderMath("\\newcommand{\\c}{\\c}\\c", false, macros).fault!, /Too many/);
});

Deno.test("renderMath() stops commands that multiply what they are given, and long ones", () => {
  const eight = (command: string) => `${command}{${"#1".repeat(8)}}`;
  const powers =
    `\\def\\a#1{${eight("\\b")}}\\def\\b#1{${eight("\\c")}}\\def\\c#1{${eight("\\d")}}` +
    `\\newcommand\\d[1]{${eight("\\e")}}\\newcommand\\e[1]{${eight("")}}\\a{xxxxxxxxxx}`;
  assert.equal(renderMath(powers, false).fault, "Commands make it too long");
  for (const body of ["x".repeat(501), "#1".repeat(9)]) {
    assert.match(
      renderMath(`\\newcommand\\a[1]{${body}}`, false).fault!,
      /^Defines a command of more/,
    );
  }
});

Deno.test("renderPage() shows formulas in HTML of outputs, and none in code, prices or what asks not to be read", async () => {
  const shown = async (html: string) => {
    const page = await renderCells([bundle({ "text/html": html })]);
    return page.html.split('<div class="r-html">')[1]!.split("</main>")[0]!
      .replace(/<math[^>]*alttext="([^"]*)"[^>]*>.*?<\/math>/g, "[$1]").replace(/<[^>]*>/g, "")
      .trim();
  };
  assert.equal(await shown("$$a$$ and \\\\(b\\\\)<p>$c^2$</p>"), "[a] and [b][c^2]");
  assert.equal(await shown("<p>\\(a\\) and \\[b\\]</p> \\(c"), "[a] and [b] \\(c");
  assert.equal(await shown("<p>$5 or $6, $7-$8</p><td>$9</td><td>$x</td>"), "$5 or $6, $7-$8$9$x");
  assert.equal(await shown("<pre>$a$</pre><p title='$b$'>c</p>"), "$a$c");
  assert.equal(await shown('<p class="tex2jax_ignore">$a$</p>'), "$a$");
});

Deno.test("renderPage() leads from \\eqref to the equation, where a heading has the same name", async () => {
  const { html, findings } = await renderCells([
    textCell("# A\n## Second\n[to](#second)"),
    textCell(
      String
        .raw`See \eqref{second} and \ref{first}. $$\begin{equation}\label{second}a\end{equation}$$`,
    ),
    textCell(String.raw`$$\begin{equation}\label{first}a\end{equation}$$` + "\n## First"),
  ]);
  assert.match(
    html,
    /See <a [^>]*href="#second-2"[^>]*>\(1\)<\/a> and <a [^>]*href="#first-2"[^>]*>2<\/a>/,
  );
  assert.match(html, /<mtr id="second-2">/);
  assert.match(html, /<h2 id="second">[^]*<a href="#second">to</);
  assert.deepEqual(findings, []);
});

Deno.test("renderPage() numbers equations as MathJax does, and writes the numbers where they are referred to", async () => {
  const { html, findings } = await renderCells([
    textCell(String.raw`See \eqref{eq:two}, \ref{eq:one}, $\eqref{tag}$ and \eqref{none}.`),
    textCell(String.raw`\begin{equation}\label{eq:one}a\end{equation}`),
    textCell(
      String
        .raw`$$\begin{align}b\label{eq:two}\\c\notag\\d\end{align}$$ $$e\tag{7}\label{tag}$$ $$f$$`,
    ),
  ]);
  const words = html.replace(/<math [^>]*>|<style>[^]*?<\/style>/g, "").replace(/<[^>]*>/g, "");
  assert.match(words, /See \(2\), 1, \(7\) and \(\?\?\?\)\.\s+a\(1\)\s+b\(2\)cd\(3\) e\(7\) f/);
  assert.match(html, /<a [^>]*href="#eqtwo"[^>]*>\(2\)<\/a>/);
  assert.match(html, /<mtr id="eqtwo">/);
  assert.deepEqual(findings.map(({ kind, subject }) => [kind, subject]), [[
    "broken-link",
    '"#none"',
  ]]);
});
