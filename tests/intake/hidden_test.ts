/** What a workbook hides from who opens it is not read, and said to be left out; what it shows otherwise is refused. */
import assert from "node:assert/strict";
import { showTables } from "../../src/intake/ask/show.ts";
import { marksOf } from "../counts/release/folders.ts";
import { draftOf, questionsOf, refusalOf, written } from "./tables.ts";
import { workbook } from "./workbook.ts";

const ROWS = [
  ["Ward", 2022, 2023, "2023 raw"],
  ["Abbey", 12, 15, 15],
  ["Bridge", "x", 8, 8],
  ["Old Castle", 77, 70, 70],
  ["Docks", 22, "x", 3],
];
const SHEETS = { Shown: ROWS, Working: ROWS };

const hiding = (xml: string, path: string) =>
  path.endsWith("sheet1.xml")
    ? xml.replace("<sheetData>", '<cols><col min="4" max="4" hidden="1"/></cols><sheetData>')
      .replace('<row r="4">', '<row r="4" hidden="1">')
    : xml.replace('name="Working"', 'name="Working" state="veryHidden"');

Deno.test("hidden sheets, rows and columns are left out, and the understanding says so", async () => {
  const draft = await draftOf({ "a.xlsx": workbook(SHEETS, hiding) });
  assert.deepEqual(marksOf(await written(draft), "a"), [12, 15, "x", 8, 22, "x"]);
  assert.match(
    showTables(draft)[0]!,
    /1 hidden row left out.*1 hidden column left out.*1 hidden sheet left out/,
  );
  assert.doesNotMatch(JSON.stringify([draft.descriptor, draft.understood.grids]), /Castle|raw/);
});

Deno.test("a hidden sheet is read where --sheet names it", async () => {
  const file = { "a.xlsx": workbook(SHEETS, hiding) };
  const draft = await draftOf(file, {}, { sheet: "Working" });
  assert.equal((await written(draft)).tables[0]!.cells.length, 12);
  assert.match(await refusalOf(file, {}, { sheet: "Wrking" }), /it has "Shown"$|it has "Shown"\W/);
});

const formatted = (format: string, count: number) =>
  workbook(
    { S: [["Ward", 2022, 2023], ["Abbey", 12, count], ["Docks", 22, 7]] },
    (xml) => xml.replace('r="C2"', 'r="C2" s="1"'),
    [format],
  );

for (const format of ['"<5"', '[<5]"x";0', ";;;", '"<"0', "\\x", '0;-0;"nil"']) {
  Deno.test(`a number that the format ${format} hides is refused with its cell`, async () => {
    const count = format.endsWith('"nil"') ? 0 : 3;
    assert.match(
      await refusalOf({ "a.xlsx": formatted(format, count) }),
      /shows in cell C2 of sheet "S" something else than the number behind it/,
    );
  });
}

for (
  const format of ["#,##0", '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', "0_);[Red](0)", '[<5]"x";0']
) {
  Deno.test(`a number that the format ${format} shows is a count`, async () => {
    const draft = await draftOf({ "a.xlsx": formatted(format, 8) });
    assert.deepEqual(marksOf(await written(draft), "a"), [12, 8, 22, 7]);
  });
}

Deno.test("a dash that a format shows for zero is read as a dash", async () => {
  const draft = await draftOf({ "a.xlsx": formatted("#,##0\\ ;-#,##0\\ ;\\-\\ ", 0) });
  assert.deepEqual(questionsOf(draft), ["what does “-” stand for (1 cell, in line 2)?"]);
});

Deno.test("dates over columns that are all firsts of months are months", async () => {
  const sheet = { S: [["Ward", 44927, 44958], ["Abbey", 12, "x"], ["Docks", 22, 7]] };
  const dated = (xml: string) =>
    xml.replace('r="B1"', 'r="B1" s="1"').replace('r="C1"', 'r="C1" s="1"');
  const { dimensions } = await written(
    await draftOf({ "a.xlsx": workbook(sheet, dated, ["mmm yy"]) }),
  );
  assert.deepEqual(dimensions[1]!.categories.map(({ start, end }) => `${start} ${end}`), [
    "2023-01-01 2023-01-31",
    "2023-02-01 2023-02-28",
  ]);
});
