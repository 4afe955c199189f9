/** What comes in: told by its first bytes, read or named for what it is; the letter's three tables by four ways. */
import assert from "node:assert/strict";
import { decode } from "../../src/intake/read/read_file.ts";
import { loadRelease } from "../../src/counts/release/load_release.ts";
import { marksOf } from "../counts/release/folders.ts";
import { draftOf, draftOfTable, questionsOf, refusalOf, saidOf, written } from "./tables.ts";
import { workbook } from "./workbook.ts";

const release = await loadRelease(new URL("../../data/28731/", import.meta.url));
const NAMES = ["received", "refused", "accepted"];
const HEADER = [
  "Volet",
  "Profil",
  "2022 (depuis le 22 avril)",
  "2023",
  "2024",
  "2025 (au 31 janvier)",
];
/** The letter's tables as somebody would type them. */
const TYPED = NAMES.map((name, at) => [
  [`Tableau ${at + 1}`],
  [["Demandes reçues", "Demandes refusées ou rejetées", "Demandes acceptées"][at]!],
  HEADER,
  ...[0, 4, 8, 12].map((first, row) => [
    row % 2 === 0 ? ["Intelligence artificielle", "Effets visuels"][row / 2]! : "",
    ["Profil francophone", "Profil francisation"][row % 2]!,
    ...marksOf(release, name).slice(first, first + 4),
  ]),
]);

async function assertLetter(draft: Awaited<ReturnType<typeof draftOf>>): Promise<void> {
  const made = await written(draft);
  for (const name of NAMES) assert.deepEqual(marksOf(made, name), marksOf(release, name), name);
  assert.equal(made.defaultAssumption, "cohort");
}

// deno-lint-ignore no-control-regex -- the bytes that begin an entry of a zip file's list
const CENTRAL_ENTRY = /PK\x01\x02(?=[^]{42}xl\/worksheets\/sheet1)/g;

Deno.test("the letter's own text, pasted, makes its three tables; their titles are asked about", async () => {
  const letter = {
    "letter.txt": await Deno.readFile(new URL("../../data/28731/letter.txt", import.meta.url)),
  };
  assert.match(
    questionsOf(await draftOf(letter)).join(),
    /do these titles belong to the 3 tables in this order/,
  );
  const draft = await draftOf(letter, { titles: ["yes"] });
  await assertLetter(draft);
  assert.match(saidOf(draft).join("\n"), /2 groups, called 1, 2 until somebody names them/);
  const named = await draftOf(letter, { titles: ["yes"], block: ["IA", "TI"] });
  assert.deepEqual((await written(named)).dimensions[0]!.categories.map(({ name }) => name), [
    "IA",
    "TI",
  ]);
});

Deno.test("a PDF gives the letter's three tables, though cells wrap and a table goes over two pages", async () => {
  const pdf = await Deno.readFile(new URL("fixtures/letter.pdf", import.meta.url));
  await assertLetter(await draftOf({ "letter.pdf": pdf }));
  const first = await draftOf({ "letter.pdf": pdf }, {}, { page: 1 });
  assert.equal((await written(first)).tables.length, 2);
  assert.match(
    await refusalOf({ "letter.pdf": pdf }, {}, { page: 9 }),
    /it has 2 pages; --page 9 asks/,
  );
});

Deno.test("a workbook gives the letter's three tables, of one sheet or of three", async () => {
  await assertLetter(await draftOf({ "a.xlsx": workbook({ Lettre: TYPED.flat() }) }));
  const three = workbook({ reçues: TYPED[0]!, refusées: TYPED[1]!, acceptées: TYPED[2]! });
  const draft = await draftOf({ "a.xlsx": three });
  assert.deepEqual([...draft.tables.keys()], ["reçues.csv", "refusées.csv", "acceptées.csv"]);
  const one = await draftOf({ "a.xlsx": three }, {}, { sheet: "refusées" });
  assert.deepEqual(marksOf(await written(one), "refusées"), marksOf(release, "refused"));
  assert.match(
    await refusalOf({ "a.xlsx": three }, {}, { sheet: "x" }),
    /it has no sheet "x"; it has "reçues", "refusées", "acceptées"/,
  );
});

Deno.test("tabs, semicolons, bars and aligned columns are told apart", async () => {
  for (const separator of [";", "\t", "|", ","]) {
    const text = "\ufeffArt;2023;2024\r\nPapier;1;..\r\nBrief;12;7\r\n".replaceAll(";", separator);
    assert.deepEqual(marksOf(await written(await draftOfTable(text)), "a"), [1, "..", 12, 7]);
  }
  const aligned =
    "Kind          2023    2024\nPaper            1       x\nOn the web   1 204      7\n";
  assert.deepEqual(marksOf(await written(await draftOfTable(aligned)), "a"), [1, "x", 1204, 7]);
});

Deno.test("decode() knows UTF-8, UTF-16 and Windows-1252, and says which", () => {
  const bytes = (text: string, width: 1 | 2) =>
    new Uint8Array(
      [...text].flatMap((one) => width === 1 ? [one.charCodeAt(0)] : [one.charCodeAt(0), 0]),
    );
  const read = (content: Uint8Array) => {
    const decoded = decode(content);
    return "text" in decoded ? `${decoded.encoding} ${decoded.text}` : decoded.found;
  };
  assert.equal(read(new TextEncoder().encode("Année")), "UTF-8 Année");
  assert.equal(read(bytes("Année", 1)), "Windows-1252 Année");
  assert.equal(
    read(bytes("\u00ff\u00fe", 1).length ? bytes("Région,n", 2) : bytes("", 1)),
    "UTF-16 Région,n",
  );
  // é of Mac OS Roman, ł of ISO 8859-2.
  for (const byte of [0x8e, 0xb3]) {
    const decoded = decode(new Uint8Array([0x0a, 0x61, byte, 0x61]));
    assert.ok("found" in decoded && decoded.line === 2);
  }
});

Deno.test("a text of a Japanese office is read, and none of another encoding is taken for one", () => {
  const read = (hex: string) => decode(Uint8Array.fromHex(hex));
  const japanese = read(
    "944e8c8e93fa2c8be695aa2c906c90940a318c8e2c926a90ab2c34310a328c8e2c8f9790ab2c33380a",
  );
  assert.deepEqual(japanese, {
    text: "年月日,区分,人数\n1月,男性,41\n2月,女性,38\n",
    encoding: "Shift_JIS",
  });
  // Czech and Polish in Windows-1250, Russian in Windows-1251.
  for (
    const hex of [
      "4b72616a2c506fe865740a8eefe1722c34310ac865736be12c33380a506c7a65f22c31320a",
      "576f6a6577f3647a74776f2ca3b9637a6e69650aa3f3649f2c34310a8c6cb9736b69652c33380a",
      "c3eef0eee42cd7e8f1ebee0acceef1eae2e02c34310acae0e7e0edfc2c33380a",
    ]
  ) assert.ok("found" in read(hex), hex);
});

Deno.test("what cannot be read is named for what it is", async () => {
  const latin = (text: string) => Uint8Array.from(text, (one) => one.charCodeAt(0));
  const said = (text: string) => refusalOf({ "a.csv": latin(text) });
  assert.match(
    await said("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    /it is a workbook or document of Office before 2007/,
  );
  assert.match(await said("\x89PNG\r\n"), /it is a picture \(PNG\)/);
  assert.match(await said("PK\x03\x04....word/document.xml"), /it is a Word document; .*paste it/);
  assert.match(await said("<!DOCTYPE html><table>"), /it is a web page without a table/);
  assert.match(await said('{"a": 1}'), /it is JSON/);
  assert.match(await said("%PDF-1.7 broken"), /it is a PDF that cannot be opened/);
  assert.match(await said("PK\x03\x04 xl/workbook.xml"), /it is a workbook that cannot be opened/);
});

Deno.test("a workbook is refused by the sizes that it declares, before any of it is unpacked", async () => {
  const declared = (size: number) => {
    const bytes = workbook(
      { A: [["Region", "n"], ["AI", 1]] },
      (xml) => xml.replace("?>", `?>${" ".repeat(3_000)}`),
    );
    const view = new DataView(bytes.buffer);
    const text = new TextDecoder("latin1").decode(bytes);
    for (const { index } of text.matchAll(CENTRAL_ENTRY)) {
      view.setUint32(index + 24, size, true);
    }
    return refusalOf({ "a.xlsx": bytes });
  };
  assert.match(await declared(41e6), /it is a workbook whose sheets take up more than 40 MB/);
  assert.match(await declared(10), /it is a workbook that cannot be opened/);
});
