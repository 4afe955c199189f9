/** Every kind of file that can be read: a small one of each is read, refused where it is cut short, and told in the guides. */
import assert from "node:assert/strict";
import { ReleaseError } from "../../src/text/errors.ts";
import { FORMATS, readGrids } from "../../src/intake/read/read_file.ts";
import { workbook, zip } from "./workbook.ts";

const row = (...fields: string[]) =>
  `<table:table-row>${
    fields.map((field) => `<table:table-cell><text:p>${field}</text:p></table:table-cell>`).join("")
  }</table:table-row>`;

/** A file of each, with a word that stands in its table. */
const SAMPLES: Readonly<
  Record<keyof typeof FORMATS, readonly [word: string, bytes: Uint8Array<ArrayBuffer>]>
> = {
  text: ["Dakar", new TextEncoder().encode("office,2023\nDakar,41\nLima,x\n")],
  xlsx: ["Dakar", workbook({ Counts: [["office", "2023"], ["Dakar", 41], ["Lima", "x"]] })],
  ods: [
    "Dakar",
    zip({
      mimetype: "application/vnd.oasis.opendocument.spreadsheet",
      "content.xml":
        `<office:document-content><office:body><office:spreadsheet><table:table table:name="Counts">${
          row("office", "2023") + row("Dakar", "41") + row("Lima", "x")
        }</table:table></office:spreadsheet></office:body></office:document-content>`,
    }),
  ],
  pdf: ["Profil francophone", await Deno.readFile("tests/intake/fixtures/letter.pdf")],
};

for (const [name, [word, bytes]] of Object.entries(SAMPLES)) {
  Deno.test(`a ${name} file is read whole, and read or refused where it is cut short`, async () => {
    const grids = await readGrids({ path: "a", bytes });
    const fields = grids.flatMap(({ lines }) => lines.flatMap(({ fields }) => fields));
    assert.ok(fields.includes(word), fields.join());
    for (let part = 0; part < 32; part++) {
      const end = Math.floor(bytes.length * (part / 32) ** 2);
      await readGrids({ path: "a", bytes: bytes.slice(0, end) }).catch((error) =>
        assert.ok(error instanceof ReleaseError, `cut after ${end} bytes: ${error}`)
      );
    }
  });
}

Deno.test("digits that stand raised in a workbook are the sign of a note, in each way to write them", async () => {
  const runs =
    '<r><t>198</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r><r><t> of 5</t></r>';
  const sheet = "xl/worksheets/sheet1.xml";
  const shared = '<Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.xml"/>';
  const xlsx = zip({
    "xl/workbook.xml":
      '<workbook><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": `<Relationships>${shared}</Relationships>`,
    "xl/sharedStrings.xml": `<sst><si>${runs}</si></sst>`,
    [sheet]: `<worksheet><sheetData>
      <row r="1"><c r="A1" t="inlineStr"><is>${runs}</is></c><c r="B1" t="s"><v>0</v></c></row>
      <row r="2"><c r="A2" t="inlineStr"><is><t>41</t></is></c><c r="B2"><v>52</v></c></row>
    </sheetData></worksheet>`,
  });
  const style =
    '<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/></style:style>';
  const cell = '198<text:span text:style-name="T1">2</text:span> of 5';
  const ods = zip({
    mimetype: "application/vnd.oasis.opendocument.spreadsheet",
    "content.xml":
      `<office:document-content>${style}<office:body><office:spreadsheet><table:table table:name="A">${
        row(cell, cell) + row("41", "52")
      }</table:table></office:spreadsheet></office:body></office:document-content>`,
  });
  for (const bytes of [xlsx, ods]) {
    const [grid] = await readGrids({ path: "a", bytes });
    assert.deepEqual(grid!.lines.map(({ fields }) => fields), [["198² of 5", "198² of 5"], [
      "41",
      "52",
    ]]);
  }
});

Deno.test("the guides name every kind of file that can be read", async () => {
  const endings = Object.values(FORMATS).flatMap(({ called }) => called.match(/\.\w+/g)!);
  const missing = [];
  for (const file of ["src/intake/README.md", "src/intake/mod.ts", "docs/letter.md"]) {
    const text = await Deno.readTextFile(file);
    missing.push(...endings.filter((one) => !text.includes(one)).map((one) => `${one} in ${file}`));
  }
  assert.deepEqual(missing, []);
});
