import assert from "node:assert/strict";
import { catalogueOf } from "../../src/locale/catalogue.ts";
import { DISPLAY } from "../../src/figures/table.ts";
import {
  assumptionsTable,
  checkClaims,
  countsTable,
  loadRelease,
  notSmallTable,
  openView,
  releaseFolder,
  sumsTable,
  tidyFrame,
  withheldTable,
} from "../../src/mod.ts";
import { bundleOf } from "../../src/figures/show.ts";

const release = await loadRelease(releaseFolder("28731"));
const view = await openView(release, { locale: "en" });
const X = '<abbr title="suppressed by the source">' +
  '<span role="img" aria-label="suppressed by the source">x</span></abbr>';
const html = (table: { [DISPLAY](): Record<string, unknown> }) =>
  String(table[DISPLAY]()["text/html"]);

Deno.test("countsTable() marks a suppressed cell x, in words too, and never null or 0", () => {
  const table = html(countsTable(view, "received"));
  assert.equal(table.split(X).length, 3);
  assert.doesNotMatch(table, />(null|0)</);
  assert.match(table, /<caption>Applications for permanent selection received/);
  assert.match(table, /<th scope="rowgroup" rowspan="2">Artificial intelligence \(AI\)<\/th>/);
  assert.match(table, /<th scope="col" class="num">2022 \(from 22 April\)<\/th>/);
});

Deno.test("sumsTable() never gives a sum over an x without 'at least'", () => {
  const cells = countsTableCells(sumsTable(view, "component"));
  assert.deepEqual(cells, [
    ["Received", "at least 459", "at least 975", "at least 1,434"],
    ["Refused or rejected", "at least 23", "at least 296", "at least 319"],
    ["Accepted", "at least 286", "at least 314", "at least 600"],
  ]);
  const periods = countsTableCells(sumsTable(view, "period"));
  assert.deepEqual(periods[0], ["Received", "214", "661", "at least 214", "345", "at least 1,434"]);
});

function countsTableCells(table: ReturnType<typeof sumsTable>): string[][] {
  return table.model.rows.map((row) => row.map(({ text }) => text));
}

Deno.test("assumptionsTable() counts what each assumption allows", async () => {
  const rows = (await assumptionsTable(view)).model.rows.map((row) =>
    row.slice(2).map(({ value }) => value)
  );
  assert.deepEqual(rows[0], [16, 0, 0]);
  assert.deepEqual(rows[2], [5, 9, 2]);
});

Deno.test("notSmallTable() finds the cell that cannot be suppressed for smallness alone", () => {
  const rows = notSmallTable(view).model.rows.map((row) => row.map(({ text }) => text));
  assert.deepEqual(rows, [["Received", "AI · Francophone · 2024", "17 or more", "7"]]);
});

Deno.test("withheldTable() names cells and quantities and no number of theirs", () => {
  const rows = withheldTable(view).model.rows;
  assert.ok(rows.length >= 4 && rows.every((row) => row.length === 2));
});

Deno.test("checkClaims() throws at a claim that the data do not bear out, and names it", () => {
  assert.throws(
    () => checkClaims(view, [["one", true], ["two is three", false]]),
    /do not bear out: "two is three"/,
  );
});

Deno.test("show() gives a Polars frame as a table in which null is x", () => {
  const bundle = bundleOf(tidyFrame(release).slice(0, 3), view);
  assert.ok(String(bundle["text/html"]).includes(`<td class="num suppressed">${X}</td>`));
  assert.throws(() => bundleOf(Promise.resolve() as never), /put `await` before it/);
});

Deno.test("numbers and days are written as each language writes them", () => {
  const [en, fr] = [catalogueOf("en"), catalogueOf("fr")];
  assert.deepEqual([en.number(1434), fr.number(1434)], ["1,434", "1\u202f434"]);
  assert.deepEqual([en.percent(12 / 13), fr.percent(12 / 13)], ["92.3%", "92,3\u00a0%"]);
  assert.deepEqual([en.percent(0.9999), en.percent(1)], ["over 99.9%", "100%"]);
  assert.deepEqual([en.date("2025-03-01"), fr.date("2025-03-01")], [
    "1 March 2025",
    "1er\u00a0mars\u00a02025",
  ]);
});

Deno.test("both catalogues have the same keys", () => {
  const keys = (value: object): string[] =>
    Object.entries(value).flatMap(([key, child]) =>
      child && typeof child === "object" ? keys(child).map((name) => `${key}.${name}`) : [key]
    ).sort();
  assert.deepEqual(keys(catalogueOf("fr")), keys(catalogueOf("en")));
});
