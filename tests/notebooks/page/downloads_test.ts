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

for (
  const [csv, wanted] of [
    ["=1+1,b", "'=1+1,b"],
    ['a,"=HYPERLINK(""x"")"', 'a,"\'=HYPERLINK(""x"")"'],
    ["a;@x\n\t+y", "a;'@x\n\t'+y"],
    ["\ufeff-cmd", "\ufeff'-cmd"],
    ["-1,+2.5,-,- 3,-1e5,-4 %", "-1,+2.5,-,- 3,-1e5,-4 %"],
    ['"a, =b","-"', '"a, =b","-"'],
  ] as const
) {
  Deno.test(`defuseCsv() of ${JSON.stringify(csv)}`, () => assert.equal(defuseCsv(csv), wanted));
}
