import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import { createElement } from "../../../src/notebooks/page/dom.ts";
import { sanitizeMarkup } from "../../../src/notebooks/page/sanitize.ts";
import { mendTables } from "../../../src/notebooks/page/tables.ts";
import { cellContext } from "./cells.ts";

/** The page's markup of a table, as the one output of a cell. */
function mend(html: string): Element {
  const context = cellContext();
  const root = sanitizeMarkup(html, context);
  const { place } = context;
  const cell = { place, kind: "code" as const, tags: [], root };
  const chapter = {
    name: "a",
    id: "a",
    cells: [cell],
    title: createElement("h1"),
    anchors: new Map(),
  };
  mendTables(chapter.cells, context);
  return parseHTML(`<body>${root.innerHTML}</body>`).document.querySelector("body")!;
}

const row = (cells: readonly string[], name = "td") =>
  `<tr>${cells.map((cell) => `<${name}>${cell}</${name}>`).join("")}</tr>`;
const table = (heads: readonly string[], ...rows: readonly (readonly string[])[]) =>
  `<table><thead>${row(heads, "th")}</thead><tbody>${
    rows.map((cells) => row(cells)).join("")
  }</tbody></table>`;

const LONG = "a sentence of several words";

Deno.test("mendTables() leaves a table that a phone shows as it is", () => {
  const body = mend(table(["Group", "2023"], ["AI", "65"]));
  assert.ok(!body.querySelector(".r-list"));
  assert.ok(!body.querySelector("[data-head]"));
});

Deno.test("mendTables() says of each cell of a wide table what its column is called", () => {
  const body = mend(
    table(["Count", "None <small>x</small>", "Cohort"], [LONG, LONG, "0 to 7"]),
  );
  assert.deepEqual(
    [...body.querySelectorAll("td")].map((cell) => cell.getAttribute("data-head")),
    ["Count", "None", "Cohort"],
  );
  assert.equal(body.querySelector("table")!.getAttribute("role"), "table");
  assert.equal(body.querySelector("tbody tr")!.getAttribute("role"), "row");
});

Deno.test("mendTables() names a column below two heads by both, whatever its cells span", () => {
  const heads = row(["Group", LONG, ""], "th").replace("<th>a", '<th colspan="2">a')
    .replace("<th></th>", "") + row(["", "AI", "IT/VE"], "th");
  const spanned = `<tr><th rowspan="2">${LONG}</th><td>${LONG}</td><td>2</td></tr>`;
  const body = mend(
    `<table><thead>${heads}</thead><tbody>${spanned}${row(["3", "4"])}</tbody></table>`,
  );
  assert.deepEqual(
    [...body.querySelectorAll("tbody td")].map((cell) => cell.getAttribute("data-head")),
    [`${LONG} · AI`, `${LONG} · IT/VE`, `${LONG} · AI`, `${LONG} · IT/VE`],
  );
});

Deno.test("mendTables() sets short values side by side, and lets a table wider than the column scroll, where the keyboard reaches it", () => {
  const years = ["2022", "2023", "2024", "2025"];
  const letter = mend(
    table([LONG, ...years], [LONG, "13", "65", "x", "7"]).replace("<td>", "<th>"),
  );
  assert.ok(letter.querySelector("table.r-tiles.r-list"));
  assert.ok(!letter.querySelector("[tabindex]"));
  const frame = mend(table(Array(9).fill("a_long_name"), Array(9).fill("value")));
  const box = '.r-table[tabindex="0"][role="region"][aria-label="Table of cell 1"]';
  assert.ok(frame.querySelector(`${box} > table.r-list:not(.r-tiles)`));
  const seven = "species island bill_length_mm bill_depth_mm flipper_length_mm body_mass_g sex";
  const penguins = "Adelie Torgersen 39.1 18.7 181 3750 MALE".split(" ");
  assert.ok(!mend(table(seven.split(" "), penguins)).querySelector("[tabindex]"));
});

Deno.test("mendTables() takes a first row of heads alone for the table's head", () => {
  const shown = (markup: string) =>
    mend(markup).innerHTML.replace(/ class="[^"]*"/g, "").replace(/<\/?div>/g, "");
  const spark = "<caption>C</caption><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr>";
  assert.match(
    shown(`<table>${spark}</table>`),
    /<\/caption><thead><tr><th>a<.*<\/thead><tr><td>1/,
  );
  for (
    const rows of [
      "<tr><th>a</th><td>1</td></tr><tr><th>b</th><td>2</td></tr>",
      '<tr><th rowspan="2">a</th></tr><tr><td>1</td></tr>',
      "<tr><th>a</th></tr><tr><th>b</th></tr>",
      "<tr><th>a</th></tr>",
    ]
  ) assert.doesNotMatch(shown(`<table>${rows}</table>`), /thead/);
});

Deno.test("mendTables() lets no date break", () => {
  const body = mend(table(["From", "To"], ["2022-04-22", "31 January 2025"], ["a 2022-04-22", ""]));
  assert.equal(body.querySelectorAll("td.r-date").length, 2);
});

Deno.test("mendTables() lets a table of tens of thousands of cells scroll, where the keyboard reaches it", () => {
  const rows = Array.from({ length: 7000 }, (_, index) => [String(index), LONG, LONG]);
  const box = mend(table(["Number", "One", "Other"], ...rows)).querySelector(".r-table")!;
  assert.equal(box.getAttribute("tabindex"), "0");
  assert.ok(!box.querySelector("[data-head]"));
});

Deno.test("mendTables() sets numbers flush right, and with them what stands for none", () => {
  const classes = (body: Element) =>
    [...body.querySelectorAll("td")].map(({ textContent, className }) => [textContent, className]);
  assert.deepEqual(classes(mend(table(["Count"], ["12"], ["–"], ["x"], ["–3 %"]))), [
    ["12", ""],
    ["–", ""],
    ["x", ""],
    ["–3 %", ""],
  ]);
  assert.deepEqual(classes(mend(table(["Count"], ["1,234"], ["–"], ["null"]))), [
    ["1,234", "num"],
    ["–", "num"],
    ["null", "num"],
  ]);
  const money = classes(mend(table(["Price"], ["$3.10"], ["-€ 2"], ["5 £"], ["nan"])));
  assert.deepEqual(money.map(([, name]) => name), ["num", "num", "num", "num"]);
  const pandas = table(["Count"], ["1"]).replace("<tr>", '<tr class="r-right">');
  assert.deepEqual(classes(mend(pandas)), [["1", "num"]]);
  const headed = table(["Upper"], ["–"], ["none"]).replace("<th>", '<th class="num">');
  assert.deepEqual(classes(mend(headed)), [["–", "num"], ["none", ""]]);
});

Deno.test("mendTables() lets the names of a wide table's columns break, and aligns numbers of any script", () => {
  const names = [
    "bill_length_mm",
    "bill_depth_mm",
    "flipper_length_mm",
    "body_mass_in_g",
    "island_of_it",
    "sex_as_seen",
  ];
  const body = mend(table(names, ["1", "2", "3", "٤٫٥", "Torgersen", "MALE"]));
  assert.deepEqual([...body.querySelectorAll("th")].map(({ innerHTML }) => innerHTML).slice(0, 2), [
    "bill_<wbr>length_<wbr>mm",
    "bill_<wbr>depth_<wbr>mm",
  ]);
  assert.equal(body.querySelector("td")!.getAttribute("data-head"), "bill_length_mm");
  assert.equal(body.querySelectorAll("td.num").length, 4);
});

Deno.test("mendTables() aligns counts among marks of any kind, and names row heads that are numbers", () => {
  const body = mend(
    table(["Group", LONG], ["AI", "65"], ["IT", "n.d."], ["VE", ".."], [LONG, "[c]"]),
  );
  assert.equal(body.querySelectorAll("td.num").length, 4);
  const heads = mend(
    `<table><thead>${
      row(["Group", "Year", LONG], "th")
    }</thead><tbody><tr><th rowspan="2">${LONG}</th>` +
      `<th>2022</th><td>1</td></tr><tr><th>2023</th><td>2</td></tr></tbody></table>`,
  );
  assert.deepEqual(
    [...heads.querySelectorAll("tbody th[data-head]")].map((head) =>
      head.getAttribute("data-head")
    ),
    ["Year", "Year"],
  );
});

Deno.test("mendTables() prints a table that paper could not hold smaller, and lets its longest words break", () => {
  const classOf = (...cells: readonly string[]) =>
    mend(table(cells.map(() => "a"), cells)).querySelector(".r-table")!.className;
  const words = (length: number) => Array.from({ length }, () => "eightwords");
  assert.equal(classOf(...words(8)), "r-table");
  assert.equal(classOf(...words(9)), "r-table r-long");
  assert.equal(classOf(...words(12)), "r-table r-longer");
  const json = mend(table(["a", "b"], ["word", '{"a":1,'.repeat(30)]));
  assert.deepEqual([...json.querySelectorAll("td")].map((cell) => cell.className), [
    "",
    "r-breaks",
  ]);
});
