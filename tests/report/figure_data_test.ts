import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import { tableToCsv } from "../../src/report/figure_data.ts";
import { parseNotebook } from "../../src/notebook/format.ts";
import { renderReport } from "../../src/report/render_report.ts";

const tableOf = (html: string) => parseHTML(`<body>${html}`).document.querySelector("table")!;
const TABLE =
  `<table><caption>Counts</caption><thead><tr><th>Place</th><th>Language</th><th>2022</th></tr></thead>
<tbody><tr><th rowspan="2">North, "upper"</th><th>a</th><td>1,434</td></tr><tr><th>b</th>
<td><abbr title="suppressed by the source"><span role="img" aria-label="suppressed by the source">x</span></abbr> <small>0 or more</small></td></tr></tbody></table>`;

Deno.test("tableToCsv() writes a line a row, repeats spans, keeps marks and quotes what must be", () => {
  assert.equal(
    tableToCsv(tableOf(TABLE), "en"),
    '\ufeffPlace,Language,2022\r\n"North, ""upper""",a,1434\r\n"North, ""upper""",b,x 0 or more\r\n',
  );
});

Deno.test("tableToCsv() writes numbers of either language as machines read them", () => {
  const row = (cells: readonly string[], lang: "en" | "fr") =>
    tableToCsv(
      tableOf(`<table><tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr></table>`),
      lang,
    )
      .trim();
  assert.equal(
    row(["1,434.5", "\u22123", "12,34", "5 to 7", ""], "en"),
    '1434.5,-3,"12,34",5 to 7,',
  );
  assert.equal(row(["1\u202f434,5", "\u22123", "12 %", "1,2,3"], "fr"), '1434.5,-3,12 %,"1,2,3"');
});

Deno.test("tableToCsv() of a table without rows is empty", () => {
  assert.equal(tableToCsv(tableOf("<table><caption>None</caption></table>"), "en"), "");
});

Deno.test("renderReport() offers each figure's table as a file, and no other table", async () => {
  const data = {
    "text/html":
      `<figure id="bars"><figcaption>Bars</figcaption><details><summary>Numbers</summary>${TABLE}</details></figure>${TABLE}`,
  };
  const cells = [{
    cell_type: "code",
    metadata: {},
    source: "",
    execution_count: 1,
    outputs: [{ output_type: "display_data", data, metadata: {} }],
  }];
  const json = JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells });
  const { html } = await renderReport({
    lang: "en",
    chapters: [{ name: "a.ipynb", notebook: parseNotebook(json, "a.ipynb") }],
    provenance: { rows: [] },
    generatedAt: new Date(0),
  });
  const links = [
    ...html.matchAll(/href="data:text\/csv;charset=utf-8;base64,([^"]*)" download="([^"]*)"/g),
  ];
  assert.deepEqual(links.map(([, , name]) => name), ["bars.csv"]);
  const bytes = Uint8Array.fromBase64(links[0]![1]!);
  assert.equal(
    new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes),
    tableToCsv(tableOf(TABLE), "en"),
  );
});
