/** What counts as a change of a notebook's outputs, and how it is told. */
import assert from "node:assert/strict";
import { compareOutputs } from "../../../src/notebooks/run/compare.ts";
import type { MimeBundle, Notebook, Output } from "../../../src/notebooks/ipynb/format.ts";
import { notebookOf } from "./notebooks.ts";

function showing(...outputs: Output[]): Notebook {
  const notebook = notebookOf("await show(x);");
  return { ...notebook, cells: notebook.cells.map((cell) => ({ ...cell, outputs }) as never) };
}
const display = (data: MimeBundle): Output => ({ output_type: "display_data", data, metadata: {} });
const compared = (before: Output[], now: Output[]) =>
  compareOutputs(showing(...before), showing(...now))
    .map(({ subject, what }) => subject ? `${subject}: ${what}` : what);

const table = (cells: string, title = "Received") =>
  display({
    "text/html":
      `<table id="t"><caption>${title}</caption><thead><tr><th>Who<th>2022<th>2023</thead>` +
      `<tbody>${cells}</tbody></table>`,
    "text/plain": cells.replaceAll(/<[^>]*>/g, " "),
  });

Deno.test("compareOutputs() names the row and the column of a number that changed", () => {
  const row = (count: number) => `<tr><th>AI<td>13<td>${count}</tr><tr><th>IT<td>7<td>8</tr>`;
  assert.deepEqual(compared([table(row(65))], [table(row(66))]), [
    "table “Received” (t): AI · 2023: “65” → “66”",
  ]);
  assert.deepEqual(compared([table(row(65))], [table(row(65))]), []);
});

Deno.test("compareOutputs() carries a label that spans rows to each of them", () => {
  const rows = (count: number) =>
    `<tr><th rowspan=2>AI<th>F<td>1<td>2</tr><tr><th>Z<td>3<td>${count}</tr>`;
  const wide = (count: number) =>
    display({
      "text/html": `<table><thead><tr><th>A<th>B<th>2022<th>2023</thead>${rows(count)}</table>`,
    });
  assert.deepEqual(compared([wide(4)], [wide(5)]), ["table: AI · Z · 2023: “4” → “5”"]);
});

Deno.test("compareOutputs() tells a row that is new and one that is gone", () => {
  const a = table("<tr><th>AI<td>1<td>2</tr>");
  const b = table("<tr><th>IT<td>1<td>2</tr>");
  assert.deepEqual(compared([a], [b]), [
    "table “Received” (t): AI · 2022: gone, was “1”",
    "table “Received” (t): AI · 2023: gone, was “2”",
    "table “Received” (t): IT · 2022: new, “1”",
    "table “Received” (t): IT · 2023: new, “2”",
  ]);
});

const svg = (attributes: string, text: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg"><g ${attributes}><text>${text}</text></g></svg>`;
const drawing = (markup: string) => display({ "image/svg+xml": markup });

Deno.test("compareOutputs() takes no heed of how a drawing is written", () => {
  const a = drawing(svg(`x="1.0001" fill="red" clip-path="url(#plot-1a2b3c)"`, "65"));
  const b = drawing(svg(`fill="red"  clip-path="url(#plot-9z9z9z)" x="1.0002"`, "65"));
  assert.deepEqual(compared([a], [b]), []);
});

Deno.test("compareOutputs() tells a drawing whose shapes or words changed", () => {
  const before = drawing(svg(`x="1"`, "65"));
  assert.deepEqual(compared([before], [drawing(svg(`x="2"`, "65"))]), [
    "the drawing changed",
  ]);
  assert.deepEqual(compared([before], [drawing(svg(`x="1"`, "66"))]), [
    "the drawing’s text: “65” → “66”",
  ]);
});

Deno.test("compareOutputs() sees a picture in HTML and what it is said to show", () => {
  const figure = (text: string, alt: string) => {
    const src = `data:image/svg+xml;base64,${btoa(svg("", text))}`;
    return display({ "text/html": `<figure id="f"><img alt="${alt}" src="${src}"></figure>` });
  };
  assert.deepEqual(compared([figure("65", "a")], [figure("66", "b")]), [
    "figure (f): text: “[a]” → “[b]”",
    "figure (f): the drawing’s text: “65” → “66”",
  ]);
});

Deno.test("compareOutputs() sees the narrow drawing beside the wide one", () => {
  const figure = (narrow: string) => {
    const [source, src] = [narrow, "65"].map((text) =>
      `data:image/svg+xml;base64,${btoa(svg("", text))}`
    );
    const picture = `<picture><source srcset="${source}"><img alt="a" src="${src}"></picture>`;
    return display({ "text/html": `<figure id="f">${picture}</figure>` });
  };
  assert.deepEqual(compared([figure("65")], [figure("66")]), [
    "figure (f): the drawing’s text: “65” → “66”",
  ]);
});

Deno.test("compareOutputs() compares JSON by its values, not by the order of its keys", () => {
  const json = (data: unknown) => display({ "application/json": data });
  assert.deepEqual(compared([json({ a: 1, b: [2] })], [json({ b: [2], a: 1 })]), []);
  assert.deepEqual(compared([json({ a: 1, b: [2] })], [json({ a: 1, b: [3, 4] })]), [
    "b[0]: “2” → “3”",
    "b[1]: new, “4”",
  ]);
});

Deno.test("compareOutputs() tells printed text, errors, and outputs that come or go", () => {
  const printed = (text: string): Output => ({ output_type: "stream", name: "stdout", text });
  const failed: Output = { output_type: "error", ename: "TypeError", evalue: "no", traceback: [] };
  assert.deepEqual(compared([printed("a\n")], [printed("b\n")]), ["“stdout: a” → “stdout: b”"]);
  assert.deepEqual(compared([printed("a")], [failed]), ["“stdout: a” → “TypeError: no”"]);
  assert.deepEqual(compared([], [printed("a")]), ["new output: stdout: a"]);
  assert.deepEqual(compared([printed("a")], []), ["gone: stdout: a"]);
});

Deno.test("compareOutputs() tells a MIME type that an output has gained or lost", () => {
  const [a, b] = [
    display({ "text/plain": "x" }),
    display({ "text/plain": "x", "image/png": "AA" }),
  ];
  assert.deepEqual(compared([a], [b]), ["it now has image/png"]);
  assert.deepEqual(compared([b], [a]), ["it no longer has image/png"]);
});
