/** What show() and table() make of values. */
import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import { DISPLAY, toCsv } from "../../../src/counts/plot/html.ts";
import { bundleOf } from "../../../src/counts/show/show.ts";
import { assertClaims, pl, Plot, show, table } from "../../../src/counts/mod.ts";
import { LANGUAGES } from "../../../src/text/language.ts";

const cells = pl.DataFrame([
  pl.Series("group", ["A", "B", "C"], pl.String),
  pl.Series("value", [1434, null, null], pl.Int64),
  pl.Series("status", ["published", "suppressed", "suppressed"], pl.String),
  pl.Series("mark", [null, "<5", "x"], pl.String),
  pl.Series("lower", [1434, 1, null], pl.Int64),
  pl.Series("upper", [1434, null, null], pl.Int64),
  pl.Series("range", ["exact", "unbounded", "withheld"], pl.String),
]);
/** HTML without where words stand: that has a test of its own. */
const htmlOf = (value: { [DISPLAY](): Record<string, unknown> }) =>
  unaligned(String(value[DISPLAY]()["text/html"]));
const unaligned = (html: string) => html.replaceAll(' style="text-align:left"', "");
/** The cells of a table's body, as they are read. */
const readRows = (html: string) =>
  [...html.matchAll(/<tr>(.*)<\/tr>/g)].slice(1).map(([, row]) =>
    [...row!.matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/g)].map(([, cell]) =>
      cell!.replaceAll(/<[^>]+>/g, "")
    )
  );

Deno.test("a frame prints the source's mark only for a suppressed value, not given only for a withheld end", () => {
  const html = String(bundleOf(cells)["text/html"]);
  assert.deepEqual(readRows(html), [
    ["A", "1,434", "published", "–", "1,434", "1,434", "exact"],
    ["B", "&lt;5", "suppressed", "&lt;5", "1", "–", "unbounded"],
    ["C", "x", "suppressed", "x", "not given", "not given", "withheld"],
  ]);
  assert.match(html, /<td class="num suppressed"><abbr title="suppressed by the source">/);
  assert.match(html, /<td class="num withheld"><abbr title="not repeated by this report">/);
});

Deno.test("a null is called suppressed only where a status says so: marks of a school are no crosses", () => {
  const html = String(bundleOf(cells.select("group", "value", "mark"))["text/html"]);
  assert.deepEqual(readRows(html).slice(1), [["B", "&lt;5", "&lt;5"], ["C", "x", "x"]]);
  assert.doesNotMatch(html, /suppressed|<abbr/);
});

Deno.test("a mark that stands for zero, or where there is no count, is not suppressed", () => {
  const rows = [
    { group: "A", value: 0, status: "published", mark: "–" },
    { group: "B", value: null, status: "notApplicable", mark: "z" },
    { group: "C", value: null, status: "suppressed", mark: "x" },
  ];
  for (const locale of LANGUAGES) {
    const html = htmlOf(table(rows, { locale }));
    assert.deepEqual(readRows(html).map((row) => [row[1], row[3]]), [
      ["0", "–"],
      ["z", "z"],
      ["x", "x"],
    ]);
    assert.match(html, /<td class="num">–<\/td>/);
    assert.equal(html.split("num suppressed").length, 3);
    assert.equal(html.split("<abbr").length, 3);
  }
  const bare = htmlOf(table(rows.map(({ status: _, ...row }) => row).slice(0, 1)));
  assert.doesNotMatch(bare, /suppressed/);
});

Deno.test("floats have one number of significant digits a column, days are ISO, booleans are words", () => {
  const frame = pl.DataFrame([
    pl.Series("share", [0.123456, 2], pl.Float64),
    pl.Series("day", ["2024-01-31", null], pl.String),
    pl.Series("whole", [true, false], pl.Bool),
  ]).withColumns(pl.col("day").str.strptime(pl.Date, "%Y-%m-%d"));
  assert.deepEqual(readRows(String(bundleOf(frame)["text/html"])), [
    ["0.1235", "2024-01-31", "yes"],
    ["2", "–", "no"],
  ]);
  assert.equal(
    bundleOf(frame)["text/csv"],
    "share,day,whole\r\n0.123456,2024-01-31,true\r\n2,,false\r\n",
  );
});

Deno.test("of a large frame the first and last rows are shown, its size is said, and the CSV has all", () => {
  const frame = pl.DataFrame({ n: Array.from({ length: 1000 }, (_, n) => n) });
  const bundle = bundleOf(frame);
  assert.match(
    String(bundle["text/html"]),
    /<caption[^>]*>1000 rows × 1 column; the first 10 and the last 10 are shown/,
  );
  const shown = readRows(String(bundle["text/html"])).map(([n]) => n);
  assert.deepEqual([shown.length, shown[0], shown[10], shown.at(-1)], [21, "0", "…", "999"]);
  assert.equal(String(bundle["text/csv"]).split("\r\n").length, 1002);
});

Deno.test("heads and words are in the language that was asked for", () => {
  assert.match(String(bundleOf(cells, { locale: "fr" })["text/html"]), />borne inférieure<\/th>/);
  assert.deepEqual(readRows(String(bundleOf(cells, { locale: "fr" })["text/html"]))[1]!.slice(2), [
    "masqué",
    "&lt;5",
    "1",
    "–",
    "sans borne supérieure",
  ]);
  const french = String(bundleOf(cells, { locale: "fr" })["text/html"]);
  assert.match(french, /<caption[^>]*>3 lignes × 7 colonnes/);
  assert.match(french, /1\u202f434/);
  assert.throws(() => bundleOf(cells, { locale: "de" as "en" }), /choose one of "en", "fr"/);
});

Deno.test("series, lazy frames, plots, text and numbers are shown; a promise is told to be awaited", async () => {
  assert.match(String(bundleOf(pl.Series("n", [1, 2]))["text/html"]), /<th[^>]*>n<\/th>/);
  assert.match(
    String(bundleOf(Plot.plot({ marks: [Plot.dot([[1, 2]])] }))["text/html"]),
    /^<img alt="Plot" width="640"/,
  );
  assert.match(
    String(bundleOf(Plot.plot({ title: "T", marks: [Plot.dot([[1, 2]])] }))["text/html"]),
    /^<figure class="figure">\n<figcaption><strong>T<\/strong>/,
  );
  assert.deepEqual(bundleOf("a < b"), { "text/html": "<p>a &lt; b</p>", "text/plain": "a < b" });
  assert.equal(bundleOf(1234.567)["text/plain"], "1234.567");
  assert.equal(bundleOf(0.0042)["text/plain"], "0.0042");
  assert.equal(bundleOf(2023)["text/plain"], "2023");
  assert.throws(() => bundleOf(Promise.resolve() as never), /put `await` before it/);
  assert.throws(() => bundleOf(Plot.dot([1]) as never), /a mark is drawn by `Plot\.plot/);
  assert.throws(() => bundleOf({} as never), /show takes a figure, a table, a Polars frame/);
  await assert.rejects(show(cells.lazy()), /Cannot show outside a notebook/);
});

Deno.test("words stand to the left and numbers to the right, whatever a notebook's own style says", () => {
  const { html } = table([{ town: "A", count: 5 }], { caption: "C", headColumns: 0 });
  assert.deepEqual(
    [...html.matchAll(/<(\w+)[^>]*(text-align:left|class="num")/g)].map((
      [, name, how],
    ) => [name, how]),
    [
      ["caption", "text-align:left"],
      ["th", "text-align:left"],
      ["th", 'class="num"'],
      ["td", "text-align:left"],
      ["td", 'class="num"'],
    ],
  );
});

Deno.test("a French table's CSV has French heads and words", () => {
  const { csv } = table(cells, { caption: "C", locale: "fr" });
  assert.match(csv!, /^groupe,.*\bstatut\b/);
  assert.match(csv!, /,masqué,/);
  assert.doesNotMatch(csv!, /suppressed|published/);
});

Deno.test("table() shows the columns it is asked for, under the words it is given", () => {
  const html = htmlOf(
    table(cells, { caption: "Cells", headColumns: 1, columns: { value: "Count", group: "Who" } }),
  );
  assert.match(
    html,
    /<caption>Cells<\/caption>\n<thead>\n<tr><th scope="col">Who<\/th><th scope="col" class="num">Count<\/th>/,
  );
  assert.deepEqual(readRows(html)[1], ["B", "&lt;5"]);
  assert.throws(
    () => table(cells, { columns: { valeu: "Count" } }),
    /Cannot find the column "valeu": this table has "group"/,
  );
  assert.throws(
    () => table(cells, { captoin: "Cells" } as never),
    /Cannot use the option "captoin"/,
  );
});

Deno.test("table() prints a mark for nulls of counts where there is no status, if it is told one", () => {
  const wide = pl.DataFrame([
    pl.Series("who", ["A", null], pl.String),
    pl.Series("2024", [null, 3], pl.Int64),
  ]);
  assert.deepEqual(readRows(htmlOf(table(wide, { mark: "x" }))), [["A", "x"], ["–", "3"]]);
  assert.deepEqual(readRows(htmlOf(table(wide))), [["A", "–"], ["–", "3"]]);
});

Deno.test("assertClaims() folds the statements, and names those that do not hold", () => {
  const html = htmlOf(assertClaims([["one is one", true], ["two < three", true]]));
  assert.match(
    html,
    /<summary>2 statements checked, all hold<\/summary>\n<ul>\n<li>one is one<\/li>\n<li>two &lt; three<\/li>/,
  );
  assert.throws(
    () => assertClaims([["one", true], ["two is three", false]]),
    /do not bear out: "two is three"/,
  );
  assert.throws(() => assertClaims([["one", 1 as never]]), TypeError);
});

Deno.test("no cell of a CSV begins a formula; what needs quotes has them", () => {
  assert.equal(
    toCsv([
      { head: "a", values: ["=1+1", "@SUM(A1)", 'say "x", twice'] },
      { head: "=b", values: [-5, "-x", null] },
    ]),
    `a,'=b\r\n'=1+1,-5\r\n'@SUM(A1),'-x\r\n"say ""x"", twice",\r\n`,
  );
  // What a spreadsheet drops before it looks for a formula, and the signs of East Asian keyboards.
  for (const start of ["\t=1", "\r=1", "＝1", "＋1", "－1", "＠1"]) {
    const [, cell] = toCsv([{ head: "a", values: [start] }]).split("\r\n");
    assert.match(cell!, /^"?'/, JSON.stringify(start));
  }
});

Deno.test("numbers are shown as they are: none becomes 0, no year or code has a comma, no digit is lost", () => {
  const frame = pl.DataFrame({
    year: [2023],
    fips: [24023],
    rate: [0.0042],
    p: [1.5e-9],
    n: [24023],
  })
    .withColumns(
      pl.lit("9007199254740993").cast(pl.Int64).alias("large"),
      pl.lit("18446744073709551615").cast(pl.UInt64).alias("larger"),
      pl.col("rate").cast(pl.Float32).alias("single"),
    );
  const bundle = bundleOf(frame);
  assert.deepEqual(readRows(String(bundle["text/html"]))[0], [
    ...["2023", "24023", "0.0042", "1.5e-9", "24,023"],
    ...["9,007,199,254,740,993", "18,446,744,073,709,551,615", "0.0042"],
  ]);
  assert.equal(
    String(bundle["text/csv"]).split("\r\n")[1],
    "2023,24023,0.0042,1.5e-9,24023,9007199254740993,18446744073709551615,0.0042",
  );
});

Deno.test("what a frame of every type holds is read back from its CSV", () => {
  const frame = pl.DataFrame([
    ...[pl.Int8, pl.Int16, pl.Int32, pl.Int64, pl.UInt8, pl.UInt16, pl.UInt32, pl.UInt64].map(
      (type, at) =>
        pl.Series(`whole ${at}`, [0, 7, null], pl.Float64).cast(type).alias(`whole ${at}`),
    ),
    pl.Series("single", [0.1, -2.5, null], pl.Float32),
    pl.Series("double", [0.1, -2.5e-7, null], pl.Float64),
    pl.Series("flag", [true, false, null], pl.Bool),
    pl.Series("text", ["a, b", 'say "c"', null], pl.String),
    pl.Series("day", ["2024-01-31", "1999-12-01", null], pl.String).str.strptime(
      pl.Date,
      "%Y-%m-%d",
    ),
    pl.Series("time", [new Date(0), new Date(86_399_999), null]),
    pl.Series("kind", ["a", "b", null], pl.String).cast(pl.Categorical),
    pl.Series("list", [[1, 2], [], null]),
  ]);
  const bundle = bundleOf(frame);
  const [names, ...rows] = parse(String(bundle["text/csv"])) as string[][];
  assert.deepEqual(names, frame.columns);
  const column = (name: string) => rows.map((row) => row[names!.indexOf(name)]);
  for (let at = 0; at < 8; at++) assert.deepEqual(column(`whole ${at}`), ["0", "7", ""]);
  assert.deepEqual(column("single").map(Number), [0.1, -2.5, 0]);
  assert.deepEqual(column("double").map(Number), [0.1, -2.5e-7, 0]);
  assert.deepEqual(column("flag"), ["true", "false", ""]);
  assert.deepEqual(column("text"), ["a, b", 'say "c"', ""]);
  assert.deepEqual(column("day"), ["2024-01-31", "1999-12-01", ""]);
  assert.deepEqual(column("time"), ["1970-01-01", "1970-01-01T23:59:59.999Z", ""]);
  assert.deepEqual(column("kind"), ["a", "b", ""]);
  assert.deepEqual(column("list"), ["1, 2", "", ""]);
});

Deno.test("table() puts heads over groups, a row apart below, and a drawing under words", () => {
  const rows = [
    { table: "Received", who: "A", says: "0 to 7", upper: 7 },
    { table: "Received", who: "B", says: "12", upper: 12 },
    { table: "Refused", who: "A", says: "3", upper: 3 },
  ];
  const shown = table(rows, {
    caption: "Ranges",
    group: "table",
    columns: { table: "", who: "Who", says: "Can be" },
    foot: { who: "All", says: "15 or more" },
    draw: {
      column: "says",
      plot: ({ upper }, width) =>
        Plot.plot({
          width,
          height: 20,
          axis: null,
          x: { domain: [0, 12] },
          marks: [Plot.barX([upper])],
        }),
    },
  });
  assert.match(
    unaligned(shown.html),
    /<tr class="group"><th scope="rowgroup" colspan="2">Received<\/th><\/tr>\n<tr><th scope="row">A/,
  );
  assert.equal(shown.html.split('<tr class="group">').length, 3);
  assert.match(
    unaligned(shown.html),
    /<tfoot>\n<tr><th scope="row">All<\/th><td>15 or more<\/td><\/tr>/,
  );
  assert.equal(
    shown.html.split('0 to 7 <img alt="" role="presentation" width="200" height="20"').length,
    2,
  );
  assert.match(shown.text, /\nReceived\nA .*\nB .*\nRefused\nA /);
  assert.match(shown.csv!, /^table,Who,Can be\r\nReceived,A,0 to 7\r\n/);
});

Deno.test("table() keeps rows under their own heads where the middle of a long table is left out", () => {
  const rows = Array.from({ length: 12 }, (_, n) => ({ part: n < 10 ? "A" : "B", n }));
  const { html } = table(rows, { caption: "C", group: "part", maxRows: 4, headColumns: 0 });
  assert.deepEqual(
    [...unaligned(html).matchAll(/colspan="1">(\w)<|>(\d+|…)<\/td>/g)].map(([, head, n]) =>
      head ?? n
    ),
    ["A", "0", "1", "…", "B", "10", "11"],
  );
});

Deno.test("the CSV of a wide table has the mark where the table has it", () => {
  const wide = pl.DataFrame({ who: ["A", "B"], in2023: [12, null], in2024: [null, 9] });
  const { csv } = table(wide, { mark: "x" });
  assert.equal(csv, "who,in2023,in2024\r\nA,12,x\r\nB,x,9\r\n");
});

const printed = [
  { region: "Estrie", sex: "Women", 2022: "1204", 2023: "x", 2024: "x" },
  { region: "Estrie", sex: "Men", 2022: "2001", 2023: "n.d.", 2024: "x" },
];
const PRINTED_COLUMNS = {
  region: "Region",
  sex: "Sex",
  "2022": "2022",
  "2023": "2023",
  "2024": "2024",
};

Deno.test("counts with marks among them are no heads of rows: right, parted by thousands, under their names", () => {
  const frame = pl.DataFrame(printed).select("region", "sex", "2022", "2023", "2024");
  for (const headColumns of [2, undefined]) {
    const html = String(
      table(frame, { headColumns, columns: PRINTED_COLUMNS })[DISPLAY]()["text/html"],
    );
    assert.match(html, /<th scope="row"[^>]*>Women<\/th><td/);
    assert.equal(html.split('<th scope="row"').length, 3);
  }
  const { html, csv } = table(frame, { headColumns: 2, columns: PRINTED_COLUMNS });
  assert.deepEqual(
    [...html.matchAll(/<td class="num">(.*?)<\/td>/g)].map(([, text]) => text),
    ["1,204", "x", "x", "2,001", "n.d.", "x"],
  );
  assert.equal(html.split('<th scope="col" class="num">').length, 4);
  assert.match(csv!, /Women,1204,x,x/);
});

Deno.test("codes that stand as texts are no counts, and counts near 2000 are no years", () => {
  const rows = [{ town: "A", code: "0123", value: 2001 }, { town: "B", code: "1234", value: 1950 }];
  assert.deepEqual(readRows(htmlOf(table(rows, { headColumns: 1 }))), [
    ["A", "0123", "2,001"],
    ["B", "1234", "1,950"],
  ]);
  const years = [{ value: 2019 }, { value: 2020 }, { value: 2021 }];
  assert.deepEqual(readRows(htmlOf(table(years))), [["2019"], ["2020"], ["2021"]]);
});

Deno.test("counts that stand as texts beside a mark with digits have thousands", () => {
  const rows = [{ town: "A", count: "1187" }, { town: "B", count: "fewer than 5" }];
  assert.deepEqual(readRows(htmlOf(table(rows, { headColumns: 1 }))), [
    ["A", "1,187"],
    ["B", "fewer than 5"],
  ]);
  const periods = [{ town: "A", period: "2023" }, { town: "B", period: "Jan. 2025" }];
  assert.deepEqual(readRows(htmlOf(table(periods, { headColumns: 1 })))[0], ["A", "2023"]);
});

Deno.test("what is not available is never called suppressed; no head is a word of code", () => {
  const row = {
    tableLabel: "T",
    isPartial: false,
    status: "notAvailable",
    mark: "n.d.",
    value: null,
    says: "",
  };
  const { html } = table([row]);
  assert.doesNotMatch(html, /suppressed|notAvailable|tableLabel|isPartial|says/);
  assert.match(html, /title="not available"/);
});
