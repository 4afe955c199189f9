import assert from "node:assert/strict";
import { Colours, readRules } from "../../../src/notebooks/page/colours.ts";
import { bundle, markdown, renderCells } from "./cells.ts";

/** The rules that a style gives, on a white page. */
const ruled = (style: string) => {
  const colours = new Colours();
  const { fault } = colours.read(style, undefined);
  return [colours.rules, fault];
};

for (
  const [style, rule, fault] of [
    ["color:#005000", "color:light-dark(#005000,#009700)"],
    [
      "color:#ff0000",
      "color:light-dark(#eb0000,#ff0a0a)",
      "shows text of #eb0000 for #ff0000, which could not be read",
    ],
    ["background:#460055; color:#f0f0f0", "color:#f0f0f0!important;background:#460055"],
    ["background-color: yellow", "color:#14171c!important;background:#ffff00"],
    ["background:rgba(255,0,0,.2) ! important", "color:#14171c!important;background:#ffcdcd"],
    ["background:linear-gradient(red,blue)", "", "leaves out a background that is no colour"],
    ["color:var(--paper);background:transparent;COLOR:expression(1)", ""],
    ["border-color:red;--color:red", ""],
  ] as const
) {
  Deno.test(`Colours.read() of "${style}"`, () => {
    const wanted = rule === "" ? "" : `.r-h1{${rule}!important}`;
    assert.deepEqual(ruled(style), [wanted, fault]);
  });
}

Deno.test("Colours.read() makes text legible on what its parent is painted with, too", () => {
  const colours = new Colours();
  const { ground } = colours.read("background:#000000", undefined);
  colours.read("color:#000000", ground);
  assert.match(colours.rules, /\.r-h2\{color:#757575!important\}$/);
});

Deno.test("readRules() reads styles of ids, and no other selector", () => {
  const sheet =
    "<style>#a, #b {color:red}\n#b{color:blue} p #c{color:red} #d:hover{color:red}</style>";
  assert.deepEqual([...readRules(sheet + "#e{color:red}")], [["a", ";color:red"], [
    "b",
    ";color:red;color:blue",
  ]]);
});

Deno.test("renderPage() keeps the colours of pandas' Styler, of styles and of <font>, as rules of its style sheet", async () => {
  const styled =
    '<style>#T_c0 { background-color: #fde725; color: #000000; font-weight: bold }</style><table><tr><td id="T_c0">1</td></tr></table>';
  const { html, findings } = await renderCells([
    bundle({ "text/html": styled }),
    markdown('<font color="navy">a</font> <p style="background:teal">b</p>'),
  ]);
  assert.deepEqual(html.match(/<\w+ [^>]*r-hue[^>]*>/g), [
    '<td id="T_c0" class="r-bold r-hue r-h1 num">',
    '<span class="r-hue r-h2">',
    '<p class="r-hue r-h3">',
  ]);
  assert.ok(html.includes(".r-h1{color:#000000!important;background:#ffe623!important}"));
  assert.deepEqual(findings, []);
});

Deno.test("Colours reads a style once for each ground, however many elements have it", () => {
  const colours = new Colours();
  const first = colours.read("background:#123456", undefined);
  assert.ok(colours.read("background:#123456", undefined) === first);
  const onIt = colours.read("color:#123456", first.ground);
  assert.notEqual(colours.read("color:#123456", undefined).classes, onIt.classes);
  assert.match(onIt.fault!, /could not be read/);
});
