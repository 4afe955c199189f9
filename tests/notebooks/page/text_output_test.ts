import assert from "node:assert/strict";
import { PAGE_TEXT } from "../../../src/notebooks/words/page.ts";
import { renderAnsi, renderText } from "../../../src/notebooks/page/text_output.ts";

const options = { text: PAGE_TEXT.en, place: { notebook: "a.ipynb", cell: 1 } };

Deno.test("renderText() shows markup as text", () => {
  assert.equal(
    String(renderText("<img src=x onerror=alert(1)>\n", options)),
    '<pre class="r-text">&lt;img src=x onerror=alert(1)&gt;</pre>',
  );
});

Deno.test("renderText() folds text of 61 lines with its size, and not of 60", () => {
  assert.ok(!String(renderText("a\n".repeat(60), options)).includes("<details"));
  assert.ok(
    String(renderText("a\n".repeat(61), options)).startsWith(
      '<details class="r-fold"><summary>Output of cell 1 <span class="r-size">(61 lines, 121\u00a0bytes)</span></summary>',
    ),
  );
});

Deno.test("renderText() keeps every line of a folded text", () => {
  const lines = Array.from({ length: 1000 }, (_, index) => `line ${index}`);
  const shown = String(renderText(lines.join("\n"), options));
  assert.deepEqual(shown.match(/line \d+/g), lines);
});

Deno.test("renderText() gives a table drawn with characters a box of its own that the keyboard reaches", () => {
  assert.match(
    String(renderText("┌──┐\n│ a│\n└──┘", options)),
    /^<div class="r-scroll" tabindex="0" role="region" aria-label="Output of cell 1"><pre/,
  );
});

Deno.test("renderText() says in words that a text is error output", () => {
  assert.equal(
    String(renderText("no", options, "Error output")),
    '<p class="r-mark">Error output</p><pre class="r-text r-stderr">no</pre>',
  );
});

Deno.test("renderText() finds nothing to show in white space", () => {
  assert.equal(renderText("\n \n", options), undefined);
});

Deno.test("renderAnsi() gives hues classes, and true colours the nearest hue", () => {
  assert.equal(
    String(
      renderAnsi("\x1b[31mred\x1b[0m \x1b[38;2;250;10;10mred\x1b[0m \x1b[38;5;46mgreen\x1b[0m"),
    ),
    '<span class="ansi-red-fg">red</span> <span class="ansi-red-fg">red</span> <span class="ansi-green-fg">green</span>',
  );
});

Deno.test("renderAnsi() leaves black and white to the theme: the style sheet has no such classes", async () => {
  assert.equal(
    String(renderAnsi("\x1b[30mb\x1b[97mw\x1b[0m")),
    '<span class="ansi-black-fg">b</span><span class="ansi-white-fg">w</span>',
  );
  const style = await Deno.readTextFile(
    new URL("../../../src/notebooks/page/style.css", import.meta.url),
  );
  assert.match(style, /\.ansi-red-fg/);
  assert.doesNotMatch(style, /ansi-(?:black|white)-fg/);
});

Deno.test("renderAnsi() makes no link of a terminal's link, and keeps its text", () => {
  for (const end of ["\x07", "\x1b\\"]) {
    const link = `a \x1b]8;;javascript:a()${end}words\x1b]8;;${end} b`;
    assert.equal(String(renderAnsi(link)).replace(/<\/?span[^>]*>/g, ""), "a words b");
    assert.equal(String(renderAnsi(`a\x1b]0;a title${end}b`)).replace(/<\/?span[^>]*>/g, ""), "ab");
  }
});

Deno.test("renderText() shows what a terminal shows after carriage returns and backspaces", () => {
  const shown = (content: string) => String(renderText(content, options)).replace(/<[^>]+>/g, "");
  assert.equal(shown("10%\r50%\r100%\r\nab\b\bcd\n"), "100%\ncd");
  assert.equal(shown("100 %\rOK"), "OK0 %");
});

Deno.test("renderAnsi() shows inverse and struck-out text, and reads no colour's number as either", () => {
  assert.equal(
    String(
      renderAnsi(
        "\x1b[7minv\x1b[27m \x1b[1;9mout\x1b[0m \x1b[38;5;9mred\x1b[0m \x1b[2mfaint\x1b[0m",
      ),
    ),
    '<span class="ansi-white-fg ansi-black-bg">inv</span> <span class="r-bold r-struck">out</span> ' +
      '<span class="ansi-red-fg">red</span> faint',
  );
});

Deno.test("renderText() shows runs in one block, and says in words which are messages", () => {
  const runs = [{ content: "a\n" }, { content: "<b>\n", mark: "Messages" }, { content: "c\n" }];
  assert.equal(
    String(renderText(runs, options)),
    '<pre class="r-text">a\n<span class="r-said"><span class="r-mark">Messages</span> &lt;b&gt;\n</span>c</pre>',
  );
});

Deno.test("renderText() says how many characters of all runs are not shown", () => {
  const runs = ["a", "b"].map((letter) => ({ content: letter.repeat(300_000) }));
  const shown = String(renderText(runs, options));
  assert.match(shown, /100,000 more characters are not shown/);
  assert.equal(shown.match(/b+(?=<)/)![0].length, 200_000);
});
