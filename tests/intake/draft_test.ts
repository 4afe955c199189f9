/** Drafting a release from somebody's tables: what is inferred, what is refused, and that counts and marks survive. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { ReleaseError } from "../../src/text/errors.ts";
import { reviewPage } from "../../src/intake/ask/review_page.ts";
import { showInferences } from "../../src/intake/ask/show.ts";
import { isNoteLine, readField, readMark } from "../../src/intake/fields/fields.ts";
import {
  isCountryLabel,
  isPartLabel,
  isSubtotalLabel,
  isTotalLabel,
  NAMES,
  saysMeasure,
} from "../../src/intake/fields/names.ts";
import { readPeriod } from "../../src/intake/fields/periods.ts";
import { cellFrame, protect } from "../../src/counts/mod.ts";
import { RESERVED_COLUMNS, type Review } from "../../src/counts/release.ts";
import { marksOf } from "../counts/release/folders.ts";
import {
  draftOf,
  draftOfTable,
  questionsOf,
  refusalOf,
  saidOf,
  sumsOf,
  written,
} from "./tables.ts";

Deno.test("draftRelease() reads labels on the left and counts on the right", async () => {
  const draft = await draftOf({ "Received 2024.csv": "Kind,2023,2024\nPaper,0,x\nOnline,12,7\n" });
  const release = await written(draft);
  assert.deepEqual(release.tables.map(({ name }) => name), ["received-2024"]);
  assert.deepEqual(release.dimensions.map(({ name }) => name), ["Kind", "period"]);
  assert.deepEqual(marksOf(release, "received-2024"), [0, "x", 12, 7]);
  assert.deepEqual(release.dimensions[1]!.categories.map(({ start, end }) => `${start} ${end}`), [
    "2023-01-01 2023-12-31",
    "2024-01-01 2024-12-31",
  ]);
});

Deno.test("draftRelease() takes what a mark says of the count as its limits", async () => {
  const release = await written(await draftOfTable("k,n,m\nA,<5,≤ 10\nB,3,[c]\nC,1–4,≥100\n"));
  assert.deepEqual(
    release.tables[0]!.marks.map(({ value, atLeast, atMost }) => [value, atLeast, atMost]),
    [["<5", undefined, 4], ["≤ 10", undefined, 10], ["[c]", undefined, undefined], ["1–4", 1, 4], [
      "≥100",
      100,
      undefined,
    ]],
  );
});

Deno.test("draftRelease() relates a total to its parts where the published counts agree, and not where they do not", async () => {
  const agreed = await draftOfTable("k,n,m\nA,1,2\nB,x,4\nTotal,5,6\n");
  assert.deepEqual(sumsOf(agreed), { Total: ["A", "B"] });
  assert.match(JSON.stringify(agreed.descriptor.review), /equal in the one place where/);
  for (const total of ["Total,5,7", "Total,0,6"]) {
    const broken = await draftOfTable(`k,n,m\nA,1,2\nB,x,4\n${total}\n`);
    assert.deepEqual(sumsOf(broken), {});
    assert.match(JSON.stringify(broken.descriptor.review), /not the sum of the others in 1 place/);
  }
});

Deno.test("a sum that nothing confirms is assumed under sums alone", async () => {
  const release = await written(await draftOfTable("k,n\nA,x\nB,x\nTotal,50\n"));
  assert.deepEqual(release.assumptions.map(({ name }) => name), ["none", "sums"]);
  assert.deepEqual(release.relations[0]!.assumptions, ["sums"]);
  assert.equal(release.defaultAssumption, "none");
});

Deno.test("draftRelease() assumes first what ties tables together where counts confirm it, and never what they contradict", async () => {
  const files = { "received.csv": "k,n\nA,9\nB,x\n", "refused.csv": "k,n\nA,4\nB,x\n" };
  const { descriptor } = await draftOf(files);
  assert.equal(descriptor.defaultAssumption, "cohort");
  const unchecked = await draftOf({ ...files, "refused.csv": "k,n\nA,x\nB,2\n" });
  assert.equal(unchecked.descriptor.defaultAssumption, "none");
  const broken = await draftOf({ ...files, "refused.csv": "k,n\nA,10\nB,x\n" });
  assert.equal((broken.descriptor.assumptions as unknown[]).length, 1);
  assert.match(saidOf(broken).join(), /fails in 1 place/);
});

Deno.test("draftRelease() joins row labels that are not crossed, and relates subtotals to their rows", async () => {
  const draft = await draftOfTable(
    "District,Kind,n\nNorth,Homes,1\nNorth,Shops,<5\nNorth,Total,4\nSouth,Farms,3\nTotal,,7\n",
  );
  assert.deepEqual(sumsOf(draft), {
    "North · Total": ["North · Homes", "North · Shops"],
    "Total": ["North · Homes", "North · Shops", "South · Farms"],
  });
  const { dimensions } = await written(draft);
  assert.equal(dimensions[0]!.categories.filter(({ isTotal }) => isTotal).length, 2);
});

Deno.test("draftRelease() reads labels and headings that span rows or columns", async () => {
  const spanned = await draftOfTable("Region,Kind,n\nNorth,A,1\n,B,2\nSouth,A,3\n,B,x\n");
  assert.deepEqual((await written(spanned)).dimensions.map(({ name }) => name), ["Region", "Kind"]);
  const headed = await draftOfTable(
    "Kind,2022,2023\nNorth,,\nA,1,2\nB,x,3\nSouth,,\nA,4,5\nB,6,x\n",
  );
  assert.deepEqual(marksOf(await written(headed), "a"), [1, 2, "x", 3, 4, 5, 6, "x"]);
  const deep = await draftOfTable("Kind,2022,,2023,\n,Men,Women,Men,Women\nA,1,2,3,x\nB,5,x,7,8\n");
  const { dimensions, tables } = await written(deep);
  assert.deepEqual(dimensions.map(({ categories }) => categories.map(({ name }) => name)), [
    ["A", "B"],
    ["Men", "Women"],
    ["2022", "2023"],
  ]);
  assert.deepEqual(tables[0]!.cells.map(({ value, mark }) => value ?? mark), [
    1,
    3,
    2,
    "x",
    5,
    7,
    "x",
    8,
  ]);
});

Deno.test("a tall table's periods become columns, and a status column its marks", async () => {
  const tall =
    "REF_DATE,GEO,VALUE,STATUS\n2022,North,5,\n2022,South,,x\n2023,North,7,\n2023,South,8,\n";
  const release = await written(await draftOfTable(tall));
  assert.deepEqual(release.dimensions.map(({ name }) => name), ["GEO", "REF_DATE"]);
  assert.deepEqual(marksOf(release, "a"), [5, 7, "x", 8]);
});

Deno.test("each inference is said in both languages, and the release keeps it until it is reviewed", async () => {
  const draft = await draftOfTable("Kind,2024,2025 (January)\nHomes,–,1–4\nShops,1 204,7\n", {
    mark: ["–=zero"],
  });
  const release = await written(draft);
  assert.deepEqual(
    release.review.map(({ inferred }) => inferred),
    (draft.descriptor.review as Review[]).map(({ inferred }) => inferred),
  );
  for (const { inferred: { en, fr } } of release.review) assert.notEqual(en, fr);
  const french = release.review.map(({ inferred }) => inferred.fr).join("\n");
  assert.match(
    french,
    /«\u00a01–4\u00a0» figure à la place d’un nombre que la source masque, d’au moins 1 et d’au plus 4/,
  );
  assert.equal(release.dimensions[1]!.categories[1]!.shortLabel.fr, "2025*");
});

Deno.test("a label that loses the sign of a note is said, and what is shown is numbered from 1", async () => {
  const draft = await draftOfTable("Région,2023,2024 (p)\nNord¹,4,x\nSud,12,7\n");
  assert.deepEqual((draft.descriptor.review as Review[]).map(({ path }) => path).slice(0, 2), [
    "1",
    "2",
  ]);
  const said = (draft.descriptor.review as Review[]).map(({ inferred }) => inferred);
  assert.deepEqual(said.filter(({ en }) => /is read as/.test(en)).map(({ en, fr }) => [en, fr]), [
    [
      "the sign of a note is left out of labels: “2024 (p)” is read as “2024”",
      "un appel de note est écarté de libellés\u00a0: «\u00a02024 (p)\u00a0» se lit «\u00a02024\u00a0»",
    ],
    [
      "the sign of a note is left out of labels: “Nord¹” is read as “Nord”",
      "un appel de note est écarté de libellés\u00a0: «\u00a0Nord¹\u00a0» se lit «\u00a0Nord\u00a0»",
    ],
  ]);
  assert.match(said.map(({ fr }) => fr).join(), /\(1 cellule sur 4\)/);
  const shown = showInferences(draft.inferences);
  assert.deepEqual(
    shown.map((line) => Number.parseInt(line)).slice(0, said.length),
    (draft.descriptor.review as Review[]).map(({ path }) => Number(path)),
  );
  // A page shows its provenance by itself.
  assert.ok(
    shown.length > said.length && /reference is not known/.test(shown.at(-1)!),
    shown.at(-1),
  );
  const items = reviewPage("next", draft, "new").match(/<li[^>]*>/g);
  assert.deepEqual(items, shown.map(() => "<li>"));
  assert.match(reviewPage("next", draft, "new"), /“2024 \(p\)” is read as “2024”/);
});

Deno.test("draftRelease() refuses what is not one table of labels and counts, with its place", async () => {
  const one = (text: string) => refusalOf({ "a.csv": text });
  assert.match(await one(""), /it is empty/);
  assert.match(await one("k,n\n"), /holds no table of counts/);
  assert.match(await one("k,l\nA,Ball\n"), /line 1 names no column of counts; a table has/);
  assert.match(
    await one("k,2024,2024\nA,1,2\n"),
    /line 1, column 3 repeats the header "2024" of column 2/,
  );
  assert.match(await one("k,Men,,Women\nA,1,2,3\n"), /line 1, column 3 names no column/);
  assert.match(await one("k,n\nA,1,204\nB,2\n"), /line 2 may hold a number that its comma splits/);
  assert.match(
    await one("k,n\nA,-3\nB,1.5\n"),
    /names no column of counts: the column “n” holds no counts but a measure, .* \(decimals\)/,
  );
  assert.match(await one("k,n\nA,1\nA,2\n"), /line 3 repeats the row "A" of line 2/);
  assert.match(await one('k,n\n"A,1\n'), /opens a quote that is closed nowhere/);
});

Deno.test("a dimension named like a column of the frames gets another name, is said so, and is drawn", async () => {
  for (const name of RESERVED_COLUMNS) {
    const draft = await draftOfTable(`${name},2023,2024\nflour,112,98\nrice,64,x\nmilk,20,31\n`);
    const release = await written(draft);
    const free = release.dimensions[0]!.name;
    assert.notEqual(free, name);
    assert.match(saidOf(draft).join("\n"), new RegExp(`“${name}” is .* called “${free}”`));
    assert.ok(cellFrame(release).columns.includes(free));
    const { quantities } = await protect(release);
    assert.ok(quantities.columns.includes(free));
  }
});

Deno.test("draftRelease() refuses tables that are broken down differently", async () => {
  const said = await refusalOf({ "a.csv": "k,n\nA,1\nB,2\n", "b.csv": "k,m\nA,1\nC,2\n" });
  assert.match(said, /"b\.csv": line 2 starts a table that lacks "B"; it has what "a\.csv" has/);
  assert.equal(said.split("\n").length, 4);
});

Deno.test("an answer to nothing is refused with what there is", async () => {
  const ask = draftOfTable("k,n\nA,1\nB,x\n", { mark: ["y=zero"] });
  await assert.rejects(ask, {
    name: "UsageError",
    message: /--mark "y=…" answers nothing/,
    hint: 'there is "x"',
  });
});

Deno.test("a row that is certainly left out may be said to count: what in it is no count is named", async () => {
  const table = "Measure,2022,2023\nShare closed in time,71.4%,63%\nReopened,14,11\nClosed,9,8\n";
  const name = "Share closed in time";
  assert.match(saidOf(await draftOfTable(table)).join(), /are left out: Share closed in time/);
  await assert.rejects(
    draftOfTable(table, { row: [`${name}=count`] }),
    /line 2, column 2 \("2022"\) holds "71\.4%"/,
  );
  const { inferences } = await draftOfTable(table, { row: [`${name}=measure`] });
  assert.ok(inferences.some((one) => one.name === name && one.certainty === "answered"));
  await assert.rejects(draftOfTable(table, { row: ["Share=count"] }), {
    hint: `there is "${name}"`,
  });
});

Deno.test("readPeriod() knows years, parts of years, quarters and months in both languages", () => {
  const days = (label: string) => {
    const period = readPeriod(label);
    return period && `${period.start} ${period.end}${period.isPartial ? " partial" : ""}`;
  };
  assert.equal(days("2024"), "2024-01-01 2024-12-31");
  assert.equal(days("2022 (depuis le 22 avril)"), "2022-04-22 2022-12-31 partial");
  assert.equal(days("2022 (from 22 April)"), "2022-04-22 2022-12-31 partial");
  assert.equal(days("2025 (au 31 janvier)"), "2025-01-01 2025-01-31 partial");
  assert.equal(days("2024 Q1"), "2024-01-01 2024-03-31");
  assert.equal(days("T4 2024"), "2024-10-01 2024-12-31");
  assert.equal(days("2024-02"), "2024-02-01 2024-02-29");
  assert.equal(days("août 2023"), "2023-08-01 2023-08-31");
  assert.equal(days("Februar 2023"), "2023-02-01 2023-02-28");
  assert.equal(days("enero de 2023"), "2023-01-01 2023-01-31");
  assert.equal(days("1er trimestre 2024"), "2024-01-01 2024-03-31");
  assert.equal(days("4. Quartal 2024"), "2024-10-01 2024-12-31");
  assert.equal(days("2025 (January)"), "2025-01-01 2025-01-31 partial");
  assert.equal(days("2024-04-01 to 2025-03-31"), "2024-04-01 2025-03-31");
  for (const label of ["Q1 2024", "Q1/2024", "Q1-2024", "Q12024"]) {
    assert.equal(days(label), "2024-01-01 2024-03-31", label);
  }
  for (
    const label of [
      "2024-02-30/2024-03-01",
      "2025-01-01/2024-01-01",
      "2021-2022",
      "Total",
      "Men",
      "20245",
      "Q5 2024",
      "2024-13",
      "2022 (estimate)",
      "Q1&2024",
      "Q1+2024",
    ]
  ) {
    assert.equal(days(label), undefined, label);
  }
});

Deno.test("readField() takes a sign before a percentage, and no letter", () => {
  const kinds = (...texts: string[]) => texts.map((text) => readField(text).kind);
  assert.deepEqual(new Set(kinds("5%", "+5%", "-5 %", "−5%", "–5 pct")), new Set(["percentage"]));
  assert.deepEqual(new Set(kinds("A5%", "Q3%", "x5%", "=12%", "R2 %", "<5%")), new Set(["text"]));
});

Deno.test("readField() and readMark() tell counts, marks and anything else apart", () => {
  const digits = (text: string) => {
    const field = readField(text);
    return field.kind === "count" ? field.digits : field.kind;
  };
  assert.deepEqual(["0", "12", "1 234 567", "1'000", "12¹", "45*", "1,234,567"].map(digits), [
    "0",
    "12",
    "1234567",
    "1000",
    "12",
    "45",
    "1234567",
  ]);
  assert.deepEqual(
    ["-1", "1.5", "012", "1,23", "1,234", "12%", "x", "$5", "five", ""].map(digits),
    [
      "negative",
      "decimal",
      "text",
      "decimal",
      "grouped",
      "percentage",
      "mark",
      "money",
      "text",
      "empty",
    ],
  );
  assert.deepEqual(
    ["<5", "moins de 10", "≤3", "x", "[c]", "..", "[z]", "–"].map((text) => {
      const { atMost, meaning } = readMark(text)!;
      return atMost ?? meaning;
    }),
    [4, 9, 3, "suppressed", "suppressed", "not-available", "not-applicable", undefined],
  );
  for (const text of ["about 5", "five", "12", "", "<0"]) {
    assert.equal(readMark(text), undefined, text);
  }
});

Deno.test("isTotalLabel() knows totals in several languages, and what only sounds like one", () => {
  for (
    const label
      of "Total;TOTAL;Grand total;Totals (all);Ensemble;Tous;Toutes les régions;All;Insgesamt;Suma;Province total;Québec (total)"
        .split(";")
  ) assert.ok(isTotalLabel(label), label);
  for (
    const label
      of "Sub-total;Sous-total;All other;All-terrain;Tous les autres;Totalisation;Allée;Summer;Nontotal"
        .split(";")
  ) assert.ok(!isTotalLabel(label), label);
});

const KNOWN = [isCountryLabel, saysMeasure, isNoteLine, isPartLabel, isSubtotalLabel, isTotalLabel];

/** Any text that can stand on one line of a file: words mostly. */
const anyLabel = fc.oneof({
  weight: 9,
  arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
}, fc.string({ unit: "binary", minLength: 1, maxLength: 12 })).filter((text) =>
  !/[\n\r\0]/.test(text) && text.isWellFormed()
);
const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`;

Deno.test("what draftRelease() accepts without a question can be loaded, whatever its labels are", async () => {
  let loaded = 0;
  const labels = (count: number) => fc.array(anyLabel, { minLength: 1, maxLength: count });
  const counts = fc.array(
    fc.oneof(fc.nat(99).map(String), fc.constantFrom("x", "<5", "1–4", "..")),
    {
      minLength: 9,
      maxLength: 9,
    },
  );
  await fc.assert(
    fc.asyncProperty(labels(3), labels(3), counts, async (rows, columns, counts) => {
      const lines = [
        ["k", ...columns],
        ...rows.map((row, at) => [row, ...columns.map((_, column) => counts[3 * at + column]!)]),
      ];
      try {
        const draft = await draftOfTable(
          lines.map((line) => line.map(quoted).join(",")).join("\n"),
        );
        if (questionsOf(draft).length > 0) return;
        await written(draft);
        loaded++;
      } catch (error) {
        assert.ok(
          error instanceof ReleaseError && !/datapackage/.test(error.message),
          String((error as Error).stack),
        );
      }
    }),
    { numRuns: 300 },
  );
  assert.ok(loaded > 30, `${loaded}`);
});

/** Words that say nothing of what a row or a column is. */
const label = fc.stringMatching(/^[A-Z][a-zà-ÿ]{2,8}$/).filter((text) =>
  readField(text).kind === "text" && !KNOWN.some((isKnown) => isKnown(text)) &&
  !Object.values(NAMES).some((names) => names.test(text))
);
const count = fc.oneof(
  // A column of years alone holds labels.
  {
    weight: 3,
    arbitrary: fc.nat(5_000).map(String).filter((text) => !/^(?:19|20)\d\d$/.test(text)),
  },
  fc.constantFrom("x", "<5", "[c]", ".."),
);

Deno.test("counts and marks of random tables come back from the folder that is drafted of them", async () => {
  let read = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(label, { minLength: 1, maxLength: 4 }),
      fc.uniqueArray(label, { minLength: 1, maxLength: 4 }),
      fc.array(count, { minLength: 16, maxLength: 16 }),
      async (rows, columns, counts) => {
        const cells = rows.map((_, row) => columns.map((_, column) => counts[row * 4 + column]!));
        cells[0]![0] = "7";
        const lines = [["who", ...columns], ...rows.map((row, index) => [row, ...cells[index]!])];
        const given = columns.length > 1 ? { columns: ["parts"] } : undefined;
        const draft = await draftOfTable(lines.map((line) => line.join(",")).join("\n"), given);
        if (questionsOf(draft).length > 0) return;
        read++;
        assert.deepEqual(marksOf(await written(draft), "a").map(String), cells.flat());
      },
    ),
    { numRuns: 150 },
  );
  assert.ok(read > 100, `${read}`);
});

Deno.test("draftRelease() ends in a draft or in problems, whatever bytes it is given", async () => {
  const plain = "Kind,2023,Total\nPaper,0,x\nOnline,12,7\n";
  const mutated = fc.tuple(fc.nat(plain.length), fc.string({ maxLength: 6, unit: "binary" }))
    .map(([at, text]) => new TextEncoder().encode(plain.slice(0, at) + text + plain.slice(at + 1)));
  await fc.assert(
    fc.asyncProperty(fc.oneof(mutated, fc.uint8Array({ maxLength: 200 })), async (content) => {
      await refusalOf({ "a.csv": new Uint8Array(content) });
    }),
    { numRuns: 1_000 },
  );
});
