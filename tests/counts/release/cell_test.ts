import assert from "node:assert/strict";
import fc from "fast-check";
import { looksLikeNumber, readCell } from "../../../src/counts/release/cell.ts";
import { messagesOf, small } from "./folders.ts";

Deno.test("readCell() gives whole numbers from 0 to the greatest safe integer", () => {
  for (const value of [0, 7, 10, 1434, Number.MAX_SAFE_INTEGER]) {
    assert.deepEqual(readCell(String(value), ["x"]), { value });
  }
});

Deno.test("readCell() gives each declared mark as missing, exactly as it is declared", () => {
  for (const mark of ["x", "[c]", "<5", "..", "-", "*", "#N/A", "n/a"]) {
    assert.deepEqual(readCell(mark, ["y", mark]), { value: null, mark });
  }
});

const MARKING = 'write "x" if the source suppressed it, and 0 if it is zero';
const undeclared = (text: string, atMost = "") =>
  `no such mark is declared: if the source writes "${text}" for a missing count, ` +
  `declare it under "missingValues" in datapackage.json${atMost}`;
const FORMULA = "this is a spreadsheet formula, which is never computed here: write its value";
const SPREADSHEET_ERROR = "this is a spreadsheet's error: mend it there and save the file again";
const HTML = "this is HTML: write only what the page shows";
const DIGITS = "write it with the digits 0 to 9";
const AROUND = "remove the spaces or invisible characters around it";
const GREATEST = "the greatest count that is held exactly is 9007199254740991";
const EXPONENT = "write it out, without an exponent";
const DECIMAL = "write it in decimal digits";
const FINITE = "a count is a finite number";
const GROUPED = "write it without what groups thousands";

/** What a file holds, what the message says that it holds, and the hint. */
const REFUSED: readonly (readonly [text: string, found: string, hint: string])[] = [
  ["", "is empty", `a cell left empty says nothing: ${MARKING}`],
  ["  ", 'holds "  "', `a cell left empty says nothing: ${MARKING}`],
  ["-3", 'holds "-3"', "a count cannot be negative"],
  ["−3", 'holds "−3"', "a count cannot be negative"],
  ["-0", 'holds "-0"', "a count cannot be negative"],
  ["+3", 'holds "+3"', "write it without the plus sign"],
  ["7.5", 'holds "7.5"', "a count has no decimal point"],
  ["7.0", 'holds "7.0"', "a count has no decimal point"],
  [".5", 'holds ".5"', "a count has no decimal point"],
  ["7,5", 'holds "7,5"', "a count has no decimal comma"],
  ["1,024", 'holds "1,024"', GROUPED],
  ["1 024", 'holds "1 024"', GROUPED],
  ["1\u00a0024", 'holds "1\\u00a0024"', GROUPED],
  ["1\u2009024", 'holds "1\\u2009024"', GROUPED],
  ["1\u202f024", 'holds "1\\u202f024"', GROUPED],
  ["1'024", `holds "1'024"`, GROUPED],
  ["1’024", 'holds "1’024"', GROUPED],
  ["1_024", 'holds "1_024"', GROUPED],
  [
    "1.024",
    'holds "1.024"',
    "a count has no decimal point; if the point groups thousands, leave it out",
  ],
  ["n/a", 'holds "n/a"', MARKING],
  ["N/A", 'holds "N/A"', MARKING],
  ["null", 'holds "null"', MARKING],
  ["s.o.", 'holds "s.o."', MARKING],
  ["1e3", 'holds "1e3"', EXPONENT],
  ["1.5E+3", 'holds "1.5E+3"', EXPONENT],
  ["0x10", 'holds "0x10"', DECIMAL],
  ["0b11", 'holds "0b11"', DECIMAL],
  ["NaN", 'holds "NaN"', FINITE],
  ["-Infinity", 'holds "-Infinity"', FINITE],
  ["∞", 'holds "∞"', FINITE],
  ["9007199254740992", 'holds "9007199254740992"', GREATEST],
  ["99999999999999999999", 'holds "99999999999999999999"', GREATEST],
  ["007", 'holds "007"', "write it without leading zeros"],
  ["00", 'holds "00"', "write it without leading zeros"],
  [" 7", 'holds " 7"', AROUND],
  ["7\u00a0", 'holds "7\\u00a0"', AROUND],
  ["7\u200b", 'holds "7\\u200b"', AROUND],
  ["\u202e7", 'holds "\\u202e7"', AROUND],
  [" x", 'holds " x"', AROUND],
  ["٣", 'holds "٣"', DIGITS],
  ["７", 'holds "７"', DIGITS],
  ["१२", 'holds "१२"', DIGITS],
  ["½", 'holds "½"', DIGITS],
  ["Ⅶ", 'holds "Ⅶ"', DIGITS],
  ["<b>7</b>", 'holds "<b>7</b>"', HTML],
  ["<script>alert(1)</script>", 'holds "<script>alert(1)</script>"', HTML],
  ["7&nbsp;", 'holds "7&nbsp;"', HTML],
  ["=SUM(B2:B4)", 'holds "=SUM(B2:B4)"', FORMULA],
  ["=7", 'holds "=7"', FORMULA],
  ["+A1", 'holds "+A1"', FORMULA],
  ["-A1", 'holds "-A1"', FORMULA],
  ["-1+2", 'holds "-1+2"', FORMULA],
  ["@SUM(1)", 'holds "@SUM(1)"', FORMULA],
  ["#REF!", 'holds "#REF!"', SPREADSHEET_ERROR],
  ["#DIV/0!", 'holds "#DIV/0!"', SPREADSHEET_ERROR],
  ["X", 'holds "X"', 'the declared mark is "x", in exactly that case'],
  ["[c]", 'holds "[c]"', undeclared("[c]")],
  ["..", 'holds ".."', undeclared("..")],
  ["*", 'holds "*"', undeclared("*")],
  ["-", 'holds "-"', undeclared("-")],
  ["—", 'holds "—"', undeclared("—")],
  ["×", 'holds "×"', undeclared("×")],
  ["<5", 'holds "<5"', undeclared("<5", ' with "atMost": 4')],
  ["≤5", 'holds "≤5"', undeclared("≤5", ' with "atMost": 5')],
  ["12%", 'holds "12%"', "a percentage is not a count"],
  [
    "12 (e)",
    'holds "12 (e)"',
    "keep only the number: a note or a unit belongs in datapackage.json",
  ],
  ["1-4", 'holds "1-4"', "keep only the number: a note or a unit belongs in datapackage.json"],
  [
    "\u001b[31m",
    'holds "\\u001b[31m"',
    "keep only the number: a note or a unit belongs in datapackage.json",
  ],
  ["7".repeat(200), `holds "${"7".repeat(57)}..."`, "a cell holds a few characters"],
];

for (const [text, found, hint] of REFUSED) {
  Deno.test(`loadRelease() refuses a cell that ${found}`, async () => {
    const field = /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    const files = small({ "received.csv": `kind,2023,2024\nPaper,0,x\nOnline,${field},7\n` });
    assert.deepEqual(await messagesOf(files), [
      `Cannot read "received.csv": line 3, column 2 ("2023") ${found}; ` +
      `a cell is a whole number >= 0, or "x" where it is suppressed (${hint})`,
    ]);
  });
}

Deno.test("readCell() says what is wanted where no mark or several are declared", () => {
  const wanted = (marks: string[]) => (readCell("?", marks) as { wanted: string }).wanted;
  assert.equal(wanted([]), "a cell is a whole number >= 0");
  assert.equal(
    wanted(["x", "<5"]),
    'a cell is a whole number >= 0, or "x" or "<5" where it is suppressed',
  );
});

Deno.test("readCell() takes decimal digits without a leading zero and nothing else for a number", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 20 }), (text) => {
    const cell = readCell(text, ["x"]);
    const isNumber = [...text].length > 0 && [...text].every((digit) =>
      "0123456789".includes(digit)
    ) &&
      (text === "0" || text[0] !== "0") && BigInt(text) <= 9007199254740991n;
    assert.equal("value" in cell && cell.value !== null, isNumber);
  }));
  fc.assert(fc.property(fc.maxSafeNat(), (value) => {
    assert.deepEqual(readCell(String(value), []), { value });
  }));
});

Deno.test("readCell() answers at once, however long and odd a cell is", () => {
  for (const part of ["1 ", " ", "<a", "1,024", "\u200b", "0x", "-", "&a", "1.5e"]) {
    const start = performance.now();
    readCell(part.repeat(200_000) + "!", ["x"]);
    looksLikeNumber((part.repeat(200_000) + "!").slice(0, 20));
    assert(performance.now() - start < 1000, JSON.stringify(part));
  }
});

Deno.test("looksLikeNumber() tells marks from what could be counts", () => {
  for (const text of ["0", "-1", "1.5", "1e3", "1 024", "1,024", "٣", "7%", "Infinity", "0x1"]) {
    assert(looksLikeNumber(text), text);
  }
  for (const text of ["x", "X", "[c]", "..", "-", "<5", "1-4", "*", "n/a", "", "…", "5+"]) {
    assert(!looksLikeNumber(text), text);
  }
});
