/** A workbook as spreadsheets save it, with its text in the cells: an .xlsx file is some XML in a zip archive. */
import { crc32 } from "node:zlib";

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";

/**
 * Rows of fields by the name of their sheet; numbers are written as numbers.
 * @param edit what to write in the place of a part's XML
 * @param formats number formats of the styles from 1 on
 */
export function workbook(
  sheets: Readonly<Record<string, readonly (readonly (string | number)[])[]>>,
  edit: (xml: string, path: string) => string = (xml) => xml,
  formats: readonly string[] = [],
) {
  const names = Object.keys(sheets);
  const each = (write: (name: string, number: number) => string) =>
    names.map((name, at) => write(name, at + 1)).join("");
  const parts = {
    "[Content_Types].xml":
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${
        each((_, n) =>
          `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`
        )
      }</Types>`,
    "_rels/.rels":
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${
      each((name, n) => `<sheet name="${name}" sheetId="${n}" r:id="rId${n}"/>`)
    }</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${
      each((_, n) =>
        `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`
      )
    }<Relationship Id="rId0" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts>${
      formats.map((code, at) =>
        `<numFmt numFmtId="${164 + at}" formatCode="${escaped(code).replaceAll('"', "&quot;")}"/>`
      ).join("")
    }</numFmts><cellXfs><xf numFmtId="0"/>${
      formats.map((_, at) => `<xf numFmtId="${164 + at}"/>`).join("")
    }</cellXfs></styleSheet>`,
    ...Object.fromEntries(names.map((name, at) => [
      `xl/worksheets/sheet${at + 1}.xml`,
      `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${
        sheets[name]!.map(rowXml).join("")
      }</sheetData></worksheet>`,
    ])),
  };
  return zip(
    Object.fromEntries(Object.entries(parts).map(([path, xml]) => [path, edit(xml, path)])),
  );
}

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

function rowXml(fields: readonly (string | number)[], row: number): string {
  const cells = fields.map((field, at) => {
    const place = `${String.fromCharCode(65 + at)}${row + 1}`;
    if (field === "") return "";
    return typeof field === "number"
      ? `<c r="${place}"><v>${field}</v></c>`
      : `<c r="${place}" t="inlineStr"><is><t>${escaped(field)}</t></is></c>`;
  });
  return `<row r="${row + 1}">${cells.join("")}</row>`;
}

/** Files to an archive, none of them compressed. */
export function zip(files: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  const encode = (text: string) => new TextEncoder().encode(text);
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const [path, bytes] = [encode(name), encode(content)];
    const common = numbers(
      [2, 20],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, crc32(bytes)],
      [4, bytes.length],
      [4, bytes.length],
      [2, path.length],
      [2, 0],
    );
    const local = [numbers([4, 0x04034b50]), common, path, bytes];
    directory.push(
      numbers([4, 0x02014b50], [2, 20]),
      common,
      numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]),
      path,
    );
    parts.push(...local);
    offset += local.reduce((sum, { length }) => sum + length, 0);
  }
  const count = Object.keys(files).length;
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, size], [
    4,
    offset,
  ], [2, 0]);
  return new Uint8Array([...parts, ...directory, end].flatMap((part) => [...part]));
}

/** Whole numbers, the lowest byte first. */
function numbers(...fields: readonly (readonly [bytes: number, value: number])[]): Uint8Array {
  return new Uint8Array(
    fields.flatMap(([bytes, value]) =>
      Array.from({ length: bytes }, (_, at) => (value >>> (8 * at)) & 0xff)
    ),
  );
}
