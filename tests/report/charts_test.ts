import assert from "node:assert/strict";
import { type MimeBundle, parseNotebook } from "../../src/notebook/format.ts";
import { type ChartLimits, drawCharts } from "../../src/report/charts.ts";
import { describeFinding } from "../../src/report/findings.ts";
import { renderReport } from "../../src/report/render_report.ts";

const LITE = "application/vnd.vegalite.v5+json";
const VEGA = "application/vnd.vega.v5+json";
const BARS = {
  description: "Two bars",
  data: { values: [{ name: "one", count: 1 }, { name: "two", count: 2 }] },
  mark: "bar",
  encoding: { x: { field: "name" }, y: { field: "count", type: "quantitative" } },
};

function notebook(bundles: readonly MimeBundle[]) {
  const outputs = bundles.map((data) => ({ output_type: "display_data", data, metadata: {} }));
  const cells = [{ cell_type: "code", metadata: {}, source: "chart", execution_count: 1, outputs }];
  return parseNotebook(
    JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells }),
    "a.ipynb",
  );
}

async function draw(bundle: MimeBundle, limits?: ChartLimits) {
  const [chart] = (await drawCharts(notebook([bundle]), limits)).values();
  return chart!;
}

Deno.test("drawCharts() draws Vega-Lite and Vega, and takes their words", async () => {
  const lite = await draw({ [LITE]: BARS });
  assert.ok("svg" in lite);
  assert.equal(lite.name, "Two bars");
  assert.equal(lite.svg.match(/aria-roledescription="bar"/g)?.length, 2);
  const vega = await draw({
    [VEGA]: { title: { text: ["A", "title"] }, width: 10, height: 10, marks: [] },
  });
  assert.ok("svg" in vega);
  assert.equal(vega.name, "A title");
});

Deno.test("drawCharts() of a notebook without charts gives none", async () => {
  const bundle = { "text/plain": "words", "application/vnd.custom.v1+json": {} };
  assert.equal((await drawCharts(notebook([bundle]))).size, 0);
});

for (
  const [what, bundle, fault] of [
    [
      "data from the web",
      { [LITE]: { ...BARS, data: { url: "https://e.example/a.csv" } } },
      /asks for "https:\/\/e\.example\/a\.csv", and nothing is loaded/,
    ],
    [
      "data from a file",
      { [LITE]: { ...BARS, data: { url: "/etc/hostname" } } },
      /asks for "\/etc\/hostname"/,
    ],
    [
      "an image",
      {
        [LITE]: { data: { values: [{}] }, mark: { type: "image", url: "http://e.example/i.png" } },
      },
      /asks for "http:\/\/e\.example\/i\.png"/,
    ],
    [
      "what lies outside of the chart",
      { [VEGA]: { signals: [{ name: "s", update: "globalThis.Deno" }] } },
      /globalThis/,
    ],
    [
      "a constructor",
      { [VEGA]: { signals: [{ name: "s", update: "(warn).constructor('return 1')()" }] } },
      /./,
    ],
    ["nothing that can be read", { [LITE]: "{" }, /not a JSON object/],
    ["no mark", { [LITE]: {} }, /Invalid specification/],
    [
      "data that it does not have",
      { [LITE]: { ...BARS, data: { name: "a" } } },
      /draws nothing/,
    ],
  ] as const
) {
  Deno.test(`drawCharts() refuses a chart that asks for ${what}`, async () => {
    const chart = await draw(bundle);
    assert.ok("fault" in chart);
    assert.match(chart.fault, fault);
  });
}

Deno.test("drawCharts() ends a chart that never ends", async () => {
  const endless = "test(regexp('^(a+)+$'), 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')";
  const chart = await draw({ [VEGA]: { signals: [{ name: "s", update: endless }] } }, {
    milliseconds: 2000,
    characters: 1_000_000,
  });
  assert.deepEqual(chart, { fault: "it takes more than 2 s" });
});

Deno.test("drawCharts() refuses a specification and a drawing that are too large", async () => {
  const limits = { milliseconds: 15_000, characters: 100 };
  assert.deepEqual(await draw({ [LITE]: BARS }, limits), { fault: "it is larger than 0.0001 MB" });
  const small = { [VEGA]: { title: "A", marks: [] } };
  assert.deepEqual(await draw(small, limits), { fault: "it is larger than 0.0001 MB" });
});

Deno.test("renderReport() shows a drawn chart by its name, and what stands for one that was not", async () => {
  const own = notebook([
    { [LITE]: BARS, "text/html": "<p>Needs a script</p>", "text/plain": "<Chart>" },
    { [LITE]: { ...BARS, data: { url: "https://e.example/a.csv" } }, "text/plain": "<Chart 2>" },
  ]);
  const { html, findings } = renderReport({
    lang: "en",
    chapters: [{ name: "a.ipynb", notebook: own, assets: { charts: await drawCharts(own) } }],
    provenance: { rows: [] },
    generatedAt: new Date(0),
  });
  assert.match(html, /<svg aria-label="Two bars"/);
  assert.doesNotMatch(html, /Needs a script|&lt;Chart&gt;|e\.example/);
  assert.match(html, /&lt;Chart 2&gt;/);
  assert.deepEqual(findings.map(describeFinding), [
    '"a.ipynb", cell 1: did not draw a chart: it asks for "https://e.example/a.csv", and nothing is loaded',
  ]);
});
