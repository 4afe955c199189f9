/** Drafting a release from somebody's tables: what is inferred, what is refused, and that counts and marks survive. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { ReleaseError } from "../../src/errors.ts";
import { type Draft, draftRelease } from "../../src/intake/draft.ts";
import { readPeriod } from "../../src/intake/periods.ts";
import { isTotalLabel, plainNumber, readMark } from "../../src/intake/tokens.ts";
import { load, marksOf } from "../release/folders.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const draft = (files: Readonly<Record<string, string>>): Draft =>
  draftRelease(
    Object.entries(files).map(([path, text]) => ({ path, bytes: bytes(text) })),
    "next",
    "2026-01-31",
  );
const written = ({ descriptor, tables }: Draft) =>
  load({ "datapackage.json": JSON.stringify(descriptor), ...Object.fromEntries(tables) });
const reviewsOf = ({ reviews }: Draft) =>
  reviews.map(({ path, inferred }) => `${path}: ${inferred.en}`);
const refusals = (files: Readonly<Record<string, string>>): string[] => {
  try {
    draft(files);
    return [];
  } catch (error) {
    assert.ok(error instanceof ReleaseError, String(error));
    return error.message.split("\n");
  }
};

Deno.test("draftRelease() reads labels on the left and counts on the right", async () => {
  const release = await written(
    draft({ "Received 2024.csv": "Kind,2023,2024\nPaper,0,x\nOnline,12,7\n" }),
  );
  assert.deepEqual(release.tables.map(({ name }) => name), ["received-2024"]);
  assert.deepEqual(release.dimensions.map(({ name }) => name), ["Kind", "period"]);
  assert.deepEqual(marksOf(release, "received-2024"), [0, "x", 12, 7]);
  assert.deepEqual(
    release.dimensions[1]!.categories.map(({ start, end }) => [start, end]),
    [["2023-01-01", "2023-12-31"], ["2024-01-01", "2024-12-31"]],
  );
});

Deno.test("draftRelease() reads semicolons, tabs, a byte order mark and Windows line ends", async () => {
  for (const separator of [";", "\t", "|"]) {
    const text = "\ufeffArt;2023;2024\r\nPapier;1;..\r\n".replaceAll(";", separator);
    const release = await written(draft({ "a.csv": text }));
    assert.deepEqual(marksOf(release, "a"), [1, ".."]);
  }
});

Deno.test("draftRelease() takes a mark that says how great a count can be as its limit", async () => {
  const release = await written(draft({ "a.csv": "k,n,m\nA,<5,≤ 10\nB,3,[c]\n" }));
  assert.deepEqual(
    release.tables[0]!.marks.map(({ value, atMost }) => [value, atMost]),
    [["<5", 4], ["≤ 10", 10], ["[c]", undefined]],
  );
});

Deno.test("draftRelease() rewrites thousands and says so", async () => {
  const drafted = draft({ "a.csv": 'k,n,m\nA,"1,204",1 204\nB,"12\u202f345",7\n' });
  assert.deepEqual(marksOf(await written(drafted), "a"), [1204, 1204, 12345, 7]);
  assert.ok(
    reviewsOf(drafted).includes(
      "resources[0]: 3 counts were rewritten without separators between thousands",
    ),
  );
});

Deno.test("draftRelease() relates a total to its parts where the published counts agree, and not where they do not", () => {
  const agreed = draft({ "a.csv": "k,n,m\nA,1,2\nB,x,4\nTotal,5,6\n" });
  assert.deepEqual(
    (agreed.descriptor.relations as { total: string }[]).map(({ total }) => total),
    ["Total"],
  );
  assert.ok(reviewsOf(agreed).some((line) => /relations\[0\].*in the one place where/.test(line)));
  for (const total of ["Total,5,7", "Total,0,6"]) {
    const broken = draft({ "a.csv": `k,n,m\nA,1,2\nB,x,4\n${total}\n` });
    assert.deepEqual(broken.descriptor.relations, []);
    assert.ok(reviewsOf(broken).some((line) => /not the sum of the others in 1 place/.test(line)));
  }
});

Deno.test("draftRelease() offers an assumption that ties tables together, and does not assume it", () => {
  const files = { "received.csv": "k,n\nA,9\nB,x\n", "refused.csv": "k,n\nA,4\nB,x\n" };
  const { descriptor } = draft(files);
  assert.equal(descriptor.defaultAssumption, "none");
  assert.deepEqual((descriptor.assumptions as { name: string }[]).map(({ name }) => name), [
    "none",
    "cohort",
  ]);
  const broken = draft({ ...files, "refused.csv": "k,n\nA,10\nB,x\n" });
  assert.deepEqual((broken.descriptor.assumptions as unknown[]).length, 1);
  assert.ok(reviewsOf(broken).some((line) => /fails in 1 place/.test(line)));
});

Deno.test("draftRelease() joins row labels that are not crossed", async () => {
  const release = await written(draft({ "a.csv": "Region,Town,n\nNorth,Arn,1\nSouth,Bel,2\n" }));
  assert.deepEqual(release.dimensions[0]!.categories.map(({ name }) => name), [
    "North · Arn",
    "South · Bel",
  ]);
});

Deno.test("draftRelease() relates subtotals to their rows, and a total to all", async () => {
  const drafted = draft({
    "a.csv":
      "District,Kind,n\nNorth,Homes,1\nNorth,Shops,<5\nNorth,Total,4\nSouth,Farms,3\nTotal,,7\n",
  });
  const relations = drafted.descriptor.relations as { total: string; parts: string[] }[];
  assert.deepEqual(relations.map(({ total, parts }) => [total, parts]), [
    ["North · Total", ["North · Homes", "North · Shops"]],
    ["Total", ["North · Homes", "North · Shops", "South · Farms"]],
  ]);
  const { dimensions } = await written(drafted);
  assert.deepEqual(dimensions[0]!.categories.filter(({ isTotal }) => isTotal).length, 2);
});

Deno.test("draftRelease() reads a label that spans rows, and says how many it filled", async () => {
  const drafted = draft({ "a.csv": "Region,Kind,n\nNorth,A,1\n,B,2\nSouth,A,3\n,B,x\n" });
  const release = await written(drafted);
  assert.deepEqual(release.dimensions.map(({ name }) => name), ["Region", "Kind", "column"]);
  assert.deepEqual(marksOf(release, "a"), [1, 2, 3, "x"]);
  assert.ok(
    reviewsOf(drafted).some((line) => /^resources\[0\]: 2 empty labels are read/.test(line)),
  );
});

Deno.test("each inference is said in both languages, and the release keeps it until it is reviewed", async () => {
  const drafted = draft({ "a.csv": "Kind,2024,2025 (January)\nHomes,–,1–4\nShops,1 204,7\n" });
  const release = await written(drafted);
  assert.deepEqual(release.review, drafted.reviews);
  for (const { inferred: { en, fr } } of release.review) assert.notEqual(en, fr);
  const french = release.review.map(({ inferred }) => inferred.fr).join("\n");
  assert.match(french, /«\u00a0–\u00a0» est pris pour un nombre que la source retient/);
  assert.match(french, /«\u00a01–4\u00a0» est pris pour un nombre d’au plus 4\u202f;/);
  assert.equal(release.dimensions[1]!.categories[1]!.shortLabel.fr, "2025*");
});

Deno.test("draftRelease() takes single letters on the left for labels, and a column of crosses for counts", async () => {
  const release = await written(draft({ "a.csv": "Who,Sex,2023,2024\nA,M,x,1\nA,F,x,x\n" }));
  assert.deepEqual(release.dimensions.map(({ name }) => name), ["Who", "Sex", "period"]);
  assert.deepEqual(marksOf(release, "a"), ["x", 1, "x", "x"]);
});

Deno.test("draftRelease() takes a column of years on the left for labels", async () => {
  const release = await written(
    draft({ "a.csv": "Region,Year,Count\nN,2023,1\nN,2024,2\nS,2023,3\nS,2024,x\n" }),
  );
  assert.deepEqual(release.dimensions.map(({ name }) => name), ["Region", "Year", "column"]);
  assert.equal(release.dimensions[1]!.categories[0]!.end, "2023-12-31");
});

Deno.test("draftRelease() lists every period, mark, total and label for review", () => {
  const lines = reviewsOf(draft({ "a.csv": "k,2024,2025 (to 31 January),Total\nA,1,x,5\n" }));
  for (
    const expected of [
      /^dimensions\[1\]: what the columns of counts have in common is called “period”$/,
      /“2025 \(to 31 January\)” is taken to be the days from 2025-01-01 to 2025-01-31/,
      /“Total” is taken to be a total over “period”/,
      /“x” is taken to stand for a count that the source withholds, of any size/,
      /each label is used in English and in French/,
      /^provenance: /,
      /^title: /,
    ]
  ) assert.ok(lines.some((line) => expected.test(line)), `${expected}\n${lines.join("\n")}`);
});

Deno.test("draftRelease() names line, column and content of every cell that it cannot read, at once", () => {
  assert.deepEqual(refusals({ "a.csv": "k,n,m\nA,1.5,2\nB,about 3,\nC,4,5\n" }), [
    'Cannot read "a.csv": line 2, column 2 ("n") holds "1.5"; a cell is a whole number >= 0, or a short mark for a missing one, such as x or <5 (a count has no decimal point)',
    'Cannot read "a.csv": line 3, column 2 ("n") holds "about 3"; a cell is a whole number >= 0, or a short mark for a missing one, such as x or <5 (keep only the number)',
    'Cannot read "a.csv": line 3, column 3 ("m") is empty; a cell is a whole number >= 0, or a short mark for a missing one, such as x or <5 (a cell left empty says nothing)',
  ]);
});

Deno.test("draftRelease() refuses what is not one table of labels and counts", () => {
  const one = (text: string) => refusals({ "a.csv": text }).join("\n");
  assert.match(one(""), /has no table/);
  assert.match(one("k,n\n"), /has no table/);
  assert.match(one("k\nA\n"), /line 1 is one field/);
  assert.match(one("k,l\nA,Ball\n"), /line 1 starts no column of counts/);
  assert.match(one("k,2024,2024\nA,1,2\n"), /column 3 repeats the header "2024" of column 2/);
  assert.match(one("k,Men,,Women\nA,1,2,3\n"), /column 3 is an empty header/);
  assert.match(one("k,n\nA,1\nB,1,2\n"), /line 3 has 3 fields; the header has 2/);
  assert.match(
    one("k,2023,,2024,\n,Men,Women,Men,Women\nA,1,2,3,4\nB,1,2,3,4\n"),
    /line 2 looks like a second line of headers; .* \(write the headers in one line/,
  );
  assert.match(one("Table 1,,\nk,n,m\nA,1,2\n"), /line 1 is a title: "Table 1"; .*leave titles/);
  assert.match(one("k,n,m\nA,1,2\nSource: us\n"), /line 3 has 1 field; .*leave titles and notes/);
  assert.match(one("k,n\nA,1,204\nB,2\n"), /line 2 has 3 fields; .*comma that groups thousands/);
  assert.match(one("k,n\nA,>=100\nB,2\n"), /holds ">=100"; .*how small a count can be cannot be/);
  assert.match(one("k,n\nA,-3\nB,1.5\n"), /"-3".*negative.*\n.*"1\.5".*no decimal point/);
  assert.match(one("k,n\nA,1\nA,2\n"), /line 3 repeats the row "A" of line 2/);
  assert.match(one('k,n\n"A,1\n'), /line 2 cannot be split/);
});

Deno.test("draftRelease() refuses tables that are broken down differently", () => {
  const lines = refusals({ "a.csv": "k,n\nA,1\nB,2\n", "b.csv": "k,m\nA,1\nC,2\n" });
  assert.equal(lines.length, 4);
  assert.match(lines[0]!, /"b\.csv": it lacks the column "n"; it has the columns of "a\.csv"/);
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
    ]
  ) {
    assert.equal(days(label), undefined, label);
  }
});

Deno.test("plainNumber() and readMark() tell counts, marks and anything else apart", () => {
  assert.deepEqual(["0", "12", "1,234", "1 234 567", "1'000"].map(plainNumber), [
    "0",
    "12",
    "1234",
    "1234567",
    "1000",
  ]);
  for (const text of ["-1", "1.5", "012", "1,23", "1,234 567", "12%", "x"]) {
    assert.equal(plainNumber(text), undefined, text);
  }
  assert.deepEqual(
    ["<5", "moins de 10", "≤3", "x", "[c]", "..", "S", "n/a"].map((text) => readMark(text)?.atMost),
    [
      4,
      9,
      3,
      null,
      null,
      null,
      null,
      null,
    ],
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

/** Any text that can stand on one line of a file: words mostly. */
const anyLabel = fc.oneof({
  weight: 9,
  arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
}, fc.string({ unit: "binary", minLength: 1, maxLength: 12 })).filter((text) =>
  !/[\n\r\0]/.test(text) && text.trim() === text && text.normalize("NFC") === text &&
  text.isWellFormed()
);

Deno.test("what draftRelease() accepts can be loaded, whatever its labels are, in one or several columns", async () => {
  const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`;
  let loaded = 0;
  const table = fc.record({
    labels: fc.array(fc.array(anyLabel, { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 3,
    }),
    columns: fc.array(anyLabel, { minLength: 1, maxLength: 3 }),
    heads: fc.array(anyLabel, { minLength: 3, maxLength: 3 }),
    counts: fc.array(fc.oneof(fc.nat(99).map(String), fc.constantFrom("x", "<5", "1–4", "-")), {
      minLength: 81,
      maxLength: 81,
    }),
  });
  await fc.assert(
    fc.asyncProperty(table, async ({ labels, columns, heads, counts }) => {
      const rows = labels.reduce<string[][]>(
        (rows, names) => rows.flatMap((row) => names.map((name) => [...row, name])),
        [[]],
      );
      const text = [
        [...heads.slice(0, labels.length), ...columns],
        ...rows.map((row, index) => [
          ...row,
          ...columns.map((_, column) => counts[index * columns.length + column]!),
        ]),
      ].map((line) => line.map(quoted).join(",")).join("\n");
      let drafted: Draft;
      try {
        drafted = draft({ "a.csv": text });
      } catch (error) {
        assert.ok(error instanceof ReleaseError, String((error as Error).stack));
        return;
      }
      await written(drafted);
      loaded++;
    }),
    { numRuns: 300 },
  );
  assert.ok(loaded > 30, `${loaded}`);
});

const label = fc.stringMatching(/^[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ ,"'-]{0,8}[a-z]$/).filter((text) =>
  readMark(text) === undefined &&
  !/total|tous|all|sum|ensemble|gesamt|overall|insgesamt|no\b|age|id|an\b/i.test(text)
);
const count = fc.oneof(
  fc.nat(5_000).map(String),
  fc.constantFrom("x", "<5", "[c]", ".."),
);

Deno.test("counts and marks of random tables come back from the folder that is drafted of them", async () => {
  const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`;
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(label, { minLength: 1, maxLength: 4 }),
      fc.uniqueArray(label, { minLength: 1, maxLength: 4 }),
      fc.array(count, { minLength: 16, maxLength: 16 }),
      async (rows, columns, counts) => {
        const cells = rows.map((_, row) => columns.map((_, column) => counts[row * 4 + column]!));
        // A table without any count says nothing of where its counts start.
        cells[0]![0] = "7";
        const lines = [["who", ...columns], ...rows.map((row, index) => [row, ...cells[index]!])];
        const text = lines.map((line) => line.map(quoted).join(",")).join("\n");
        fc.pre(!columns.includes("who"));
        const release = await written(draft({ "a.csv": text }));
        assert.deepEqual(marksOf(release, "a").map(String), cells.flat());
      },
    ),
    { numRuns: 150 },
  );
});

Deno.test("draftRelease() ends in a draft or in problems, whatever bytes it is given", () => {
  const plain = "Kind,2023,Total\nPaper,0,x\nOnline,12,7\n";
  const mutated = fc.tuple(fc.nat(plain.length), fc.string({ maxLength: 6, unit: "binary" }))
    .map(([at, text]) => bytes(plain.slice(0, at) + text + plain.slice(at + 1)));
  fc.assert(
    fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 200 })), (content) => {
      try {
        draftRelease([{ path: "a.csv", bytes: new Uint8Array(content) }], "next", "2026-01-31");
      } catch (error) {
        assert.ok(error instanceof ReleaseError, String((error as Error).stack));
      }
    }),
    { numRuns: 2_000 },
  );
});
