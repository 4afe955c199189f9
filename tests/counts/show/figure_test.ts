/** figure(): two widths, one bundle. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { DISPLAY } from "../../../src/counts/plot/html.ts";
import { figure, HATCH, Plot, suppressedBarX, suppressedBarY } from "../../../src/counts/mod.ts";
import { births, own } from "../marks/births.ts";

const draw = (width: number) =>
  Plot.plot({
    width,
    color: { legend: true },
    marks: [suppressedBarX(births, { x: "births", y: "town", fy: "year", fill: "town", ...own })],
  });
const told = {
  title: "Births, by town",
  alt: "Six bars",
  caption: "Made up.",
  note: "No source.",
  data: births,
};

Deno.test("figure() draws at 704 and at 328, with type of 12 pixels", () => {
  const widths: number[] = [];
  const drawn = figure(told, (width) => {
    widths.push(width);
    return draw(width);
  });
  assert.deepEqual(widths, [704, 328]);
  for (const [svg, width] of [[drawn.svg, 704], [drawn.narrowSvg, 328]] as const) {
    assert.match(svg, new RegExp(`^<svg xmlns="[^"]+" class="figure-svg" width="${width}" `));
    const sizes = [...svg.matchAll(/font-size[=:]"?\s*([\d.]+)/g)].map(([, size]) => Number(size));
    assert.ok(sizes.length > 0 && sizes.every((size) => size >= 12), sizes.join());
  }
});

Deno.test("figure() folds long names of panels to its width, and makes room for them", () => {
  const ground = "Refusal of access because the record was said to concern deliberations";
  const rows = [ground, "Delay"].map((name) => ({ name, kind: "all", value: 4 }));
  const { svg, narrowSvg } = figure({ title: "Grounds" }, (width) =>
    Plot.plot({
      width,
      height: 100,
      marks: [suppressedBarX(rows, { y: "kind", fy: "name" })],
    }));
  const [tall, taller] = [svg, narrowSvg].map((one) => Number(/height="(\d+)"/.exec(one)![1]));
  assert.ok(svg.includes(`>${ground}</text>`));
  const lines = [...narrowSvg.matchAll(/<tspan[^>]*>([^<]*)</g)].map(([, line]) => line!);
  assert.equal(lines.join(" "), ground);
  assert.ok(lines.every((line) => line.length < 42), lines.join("|"));
  assert.equal(taller! - tall!, 2 * 15 * (lines.length - 1));
});

Deno.test("long marks beside long labels leave bars as long as their counts say", () => {
  const rows = [
    { kind: "Year 2024, 1st quarter", value: 10 },
    { kind: "Year 2024, 2nd quarter", value: 40 },
    { kind: "Year 2024, 3rd quarter", value: null, mark: "fewer than five persons", lower: 0 },
  ];
  const { narrowSvg } = figure(
    { title: "Quarters" },
    (width) =>
      Plot.plot({ width, marks: [suppressedBarX(rows, { y: "kind", fill: "steelblue" })] }),
  );
  const widths = [...narrowSvg.matchAll(/<rect height="\d+" y="\d+" width="([\d.]+)"/g)]
    .map(([, width]) => Number(width));
  const [one, four] = widths;
  assert.ok(Math.abs(four! / one! - 4) < 0.2, widths.join());
});

Deno.test("figure() says on stderr that a drawing is wider than was asked for", () => {
  const { error } = console;
  const heard: unknown[] = [];
  console.error = (text) => heard.push(text);
  try {
    figure({ title: "Fits" }, (width) => Plot.plot({ width: Math.min(width, 300) }));
    assert.deepEqual(heard, []);
    figure({ title: "Fixed" }, () => Plot.plot({ width: 640 }));
  } finally {
    console.error = error;
  }
  assert.deepEqual(heard, [
    '"Fixed" is drawn 640 pixels wide where 328 are asked for, and will be scaled: pass the width on to Plot.plot.',
  ]);
});

Deno.test("a figure's bundle has the drawing, the words, and the numbers as table, text and CSV", () => {
  const bundle = figure(told, draw)[DISPLAY]();
  assert.deepEqual(Object.keys(bundle), ["text/html", "image/svg+xml", "text/csv", "text/plain"]);
  const html = String(bundle["text/html"]);
  assert.match(
    html,
    /^<figure class="figure" id="figure-births-by-town">\n<figcaption><strong>Births, by town<\/strong> Made up\.<\/figcaption>/,
  );
  assert.match(
    html,
    /<picture><source media="\(max-width: 560px\)" srcset="data:image\/svg\+xml;base64,[^"]+"><img alt="Six bars" width="704" height="\d+" style="[^"]+" src="data:/,
  );
  assert.match(
    html,
    /<p class="figure-note">No source\.<\/p>\n<details><summary>The numbers of this figure<\/summary>\n<table/,
  );
  assert.match(
    String(bundle["text/csv"]),
    /^town,year,births,flag,least,most\r\nAa,2023,40,,40,40\r\n/,
  );
  assert.match(String(bundle["text/plain"]), /^Births, by town\nMade up\.\nSix bars\n/);
});

Deno.test("what show() gives has pixels once, where drawings are stripped, and the drawing before them", async () => {
  const shown = figure(told, draw);
  const html = String((await shown.withPixels())["text/html"]);
  assert.match(
    html,
    /<source type="image\/svg\+xml" srcset="data:image\/svg[^"]+"><img alt="Six bars" [^>]*src="data:image\/png;base64,iVBOR/,
  );
  const stripped = html.replaceAll(/<source [^>]*>/g, "");
  assert.equal(stripped.split("<img ").length, 2);
  assert.doesNotMatch(stripped, /svg/);
});

Deno.test("a drawing has a name, plain colours and opaque paper, and legends inside", () => {
  const { svg } = figure(told, draw);
  assert.match(
    svg,
    /<title id="(\w+-title)">Births, by town<\/title><desc id="(\w+-desc)">Six bars<\/desc>/,
  );
  assert.match(svg, /<rect class="figure-paper" width="704" height="\d+" fill="#ffffff" \/>/);
  assert.doesNotMatch(svg, /var\(|currentColor|<style|light-dark|aria-label="/);
  for (const town of ["Aa", "Bb", "Cc"]) assert.match(svg, new RegExp(`font-size="12">${town}<`));
});

Deno.test("in a legend, the swatch that is hardly darker than paper has an edge, and no other", () => {
  const range = ["#851d05", "#6698b8", "#eef0f2"];
  const { svg } = figure({}, (width) =>
    Plot.plot({
      width,
      color: { legend: true, domain: ["a", "b", "c"], range },
      marks: [Plot.barX([1, 2, 3], { x: 1, y: (d) => d, fill: (d) => "abc"[d - 1] })],
    }));
  assert.match(svg, /fill="#eef0f2"[^>]*><rect [^>]*stroke="#868d96"/);
  assert.equal(svg.split("#868d96").length, 2);
});

Deno.test("a legend of many colours is a ramp in the drawing", () => {
  const { svg } = figure({}, (width) =>
    Plot.plot({
      width,
      color: { legend: true, scheme: "blues" },
      marks: [Plot.cell(births, { x: "town", y: "year", fill: "births" })],
    }));
  assert.match(svg, /<image [^>]*href="data:image\/png;base64,/);
});

Deno.test("the same figure has the same ids in every run, and no other figure has them", () => {
  const idsOf = (svg: string) => [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
  const [one, again] = [figure(told, draw), figure(told, draw)];
  assert.equal(one.svg, again.svg);
  const other = figure(
    told,
    (width) => Plot.plot({ width, marks: [Plot.barX([3], { fill: HATCH })] }),
  );
  const page = [one.svg, one.narrowSvg, other.svg, other.narrowSvg].flatMap(idsOf);
  assert.equal(new Set(page).size, page.length);
  for (const svg of [one.svg, other.svg]) {
    for (const [, id] of svg.matchAll(/url\(#([^)]+)\)/g)) assert.ok(idsOf(svg).includes(id!), id);
  }
});

Deno.test("Plot's own title and caption serve where the figure was given none", () => {
  const drawn = figure(
    {},
    (width) => Plot.plot({ width, title: "A", subtitle: "B", caption: "C" }),
  );
  assert.deepEqual([drawn.title, drawn.caption], ["A", "B"]);
  assert.match(String(drawn[DISPLAY]()["text/html"]), /<p class="figure-note">C<\/p>/);
});

Deno.test("years as text draw without a warning; what else Plot doubts is an error", () => {
  const bars = (rows: readonly unknown[]) =>
    figure(
      { title: "Years" },
      (width) => Plot.plot({ width, marks: [Plot.barY(rows as [], { x: "0", y: "1" })] }),
    );
  assert.doesNotMatch(bars([["2023", 1], ["2024", 2]]).svg, /⚠/);
  assert.throws(
    () => bars([["1.5", 1], ["2.5", 2]]),
    /^Error: Cannot draw "Years": Plot warns: some data associated with the x scale are strings that appear to be numbers/,
  );
});

Deno.test("figure() says what is wrong with what it was given", () => {
  assert.throws(
    () => figure({ titel: "A" } as never, draw),
    /Cannot use the option "titel".+takes "title"/,
  );
  assert.throws(
    () => figure({ title: "A" }, undefined as never),
    /Cannot draw "A": give a function/,
  );
  assert.throws(
    () => figure({ title: "A" }, (() => {}) as never),
    /gave nothing \(is there a `return`\?\)/,
  );
  assert.throws(() => figure({ title: "A" }, (async () => {}) as never), /gave a promise/);
});

Deno.test("labels that are wide get the room they need, or fold, at either width", () => {
  const rows = [
    { place: "A municipality with a long name", value: 4, kind: "one two" },
    { place: "Another municipality, on the river", value: 2, kind: "three four" },
  ];
  const { narrowSvg } = figure(
    {},
    (width) => Plot.plot({ width, marks: [suppressedBarX(rows, { y: "place" })] }),
  );
  assert.match(narrowSvg, />A municipality<\/tspan>.*>with a long name<\/tspan>/);
  const upright = figure(
    {},
    (width) => Plot.plot({ width: width / 4, marks: [suppressedBarY(rows, { x: "kind" })] }),
  );
  assert.match(upright.narrowSvg, />three<\/tspan>.*>four<\/tspan>/);
});

Deno.test("panels whose labels would run into one another stand one above the other at either width", () => {
  const rows = ["2022", "2023", "2024"].flatMap((year) =>
    ["Sherbrooke", "Drummondville", "Saguenay", "Terrebonne", "Repentigny"].map((town) => ({
      year,
      town,
      value: 3,
    }))
  );
  const { svg } = figure(
    {},
    (width) =>
      Plot.plot({ width, marks: [Plot.barY(rows, { fx: "year", x: "town", y: "value" })] }),
  );
  const turned = figure({}, (width) =>
    Plot.plot({
      ...{ width, marginBottom: 90, x: { tickRotate: -90 } },
      marks: [Plot.barY(rows, { fx: "year", x: "town", y: "value" })],
    }));
  assert.equal(turned.svg.match(/rotate\(-90\)[^>]*>Drummondville</g)?.length, 3);
  const names = [...svg.matchAll(/translate\(([\d.]+),([\d.]+)\)"[^>]*>(202\d)</g)];
  assert.equal(new Set(names.map(([, x]) => x)).size, 1);
  assert.equal(svg.match(/>Drummondville</g)?.length, 1);
});

Deno.test("save() writes an SVG or a PNG, and says why it cannot", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const drawn = figure(told, draw);
    await drawn.save(join(folder, "a.svg"));
    const svg = await Deno.readTextFile(join(folder, "a.svg"));
    assert.match(svg, /^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg /);
    for (const words of [told.title, told.note]) assert.ok(svg.includes(`>${words}</text>`), words);
    assert.ok(svg.includes(drawn.svg.slice(5)));
    await drawn.save(join(folder, "a.png"));
    const png = await Deno.readFile(join(folder, "a.png"));
    assert.equal(new TextDecoder("latin1").decode(png.subarray(1, 4)), "PNG");
    assert.equal(new DataView(png.buffer).getUint32(16), 2 * (704 + 28));
    await assert.rejects(
      drawn.save(join(folder, "a.jpg")),
      /Cannot save ".+a\.jpg": give a name that ends in \.svg or \.png/,
    );
    await assert.rejects(drawn.save(join(folder, "none", "a.svg")), /there is no folder ".+none/);
    await assert.rejects(Deno.stat(join(folder, "none")));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
