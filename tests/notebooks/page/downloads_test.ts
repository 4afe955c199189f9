import assert from "node:assert/strict";
import { defuseCsv, readDownload } from "../../../src/notebooks/page/links.ts";

Deno.test("readDownload() names a file by its type, whatever the cell calls it", () => {
  assert.equal(readDownload("data:text/csv,a", "../run.exe")?.download, "run.csv");
  assert.equal(readDownload("data:application/json;base64,e30=", "a.html")?.download, "a.json");
  assert.equal(readDownload("data:text/plain,a", "\u202e")?.download, "data.txt");
  assert.equal(readDownload("data:text/html,a", "a.csv"), undefined);
});

Deno.test("readDownload() carries no CSV whose field a spreadsheet would compute", () => {
  assert.deepEqual(readDownload("data:text/csv;base64,PTErMQ==", "a.csv"), {
    // '=1+1
    href: "data:text/csv;base64,Jz0xKzE=",
    download: "a.csv",
  });
  assert.deepEqual(readDownload("data:text/csv;charset=utf-8,%3D1", "a.csv"), {
    href: "data:text/csv;charset=utf-8;base64,Jz0x",
    download: "a.csv",
  });
});

Deno.test("readDownload() defuses CSV in UTF-16, and carries none that no spreadsheet reads", () => {
  for (const [mark, order] of [["\xff\xfe", 0], ["\xfe\xff", 1]] as const) {
    const bytes = [...mark, ...[..."=1"].flatMap((one) => order ? ["\0", one] : [one, "\0"])];
    const { href } = readDownload(`data:text/csv;base64,${btoa(bytes.join(""))}`, "a.csv")!;
    assert.equal(atob(href.split(",")[1]!), "\xef\xbb\xbf'=1");
    const percent = bytes.map((one) => `%${one.charCodeAt(0).toString(16).padStart(2, "0")}`);
    assert.equal(readDownload(`data:text/csv,${percent.join("")}`, "a.csv")!.href, href);
  }
  assert.equal(readDownload("data:text/csv,%3D%001", "a.csv"), undefined);
});

Deno.test("defuseCsv() reads a field of 12 MB", () => {
  const field = `"${"x".repeat(12e6)}"`;
  assert.equal(defuseCsv(`${field},=1`), `${field},'=1`);
});

for (
  const [csv, wanted] of [
    ["=1+1,b", "'=1+1,b"],
    ['a,"=HYPERLINK(""x"")"', 'a,"\'=HYPERLINK(""x"")"'],
    ["a;@x\n\t+y", "a;'@x\n\t'+y"],
    ["sep=|\na|=1+1", "sep=|\na|'=1+1"],
    ["sep=^\na^=1+1", "sep=^\na^'=1+1"],
    ['sep=x\nax"=1"', 'sep=x\nax"\'=1"'],
    ['"\t=1+1"', '"\'\t=1+1"'],
    ["\ufeff-cmd", "\ufeff'-cmd"],
    ["-1,+2.5,-,- 3,-1e5,-4 %", "-1,+2.5,-,- 3,-1e5,-4 %"],
    ['"a, =b","-"', '"a, =b","-"'],
  ] as const
) {
  Deno.test(`defuseCsv() of ${JSON.stringify(csv)}`, () => assert.equal(defuseCsv(csv), wanted));
}
