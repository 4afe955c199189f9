/** Every number that the first notebooks tell, worked out again from the letter's text: no code of `src/` is used. */
import assert from "node:assert/strict";
import { LANGUAGES } from "../../../src/text/language.ts";

const ROOT = new URL("../../../", import.meta.url);
const letter = await Deno.readTextFile(new URL("data/28731/letter.txt", ROOT));

/** Counts by table, block, profile and period, as the letter prints them: `undefined` for an x. */
const [received, refused, accepted] = letter.split(/^Programme pilote \/ volet .*$/m).slice(1)
  .map((table) =>
    [...table.matchAll(/^Profil \S+ (.+)$/gm)].slice(0, 4).map(([, row]) =>
      row!.split(" ").map((mark) => mark === "x" ? undefined : Number(mark))
    )
  ) as [Table, Table, Table];
/** Rows: AI Francophone, AI Francization, IT/VE Francophone, IT/VE Francization. Columns: the four periods. */
type Table = (number | undefined)[][];

const at = (table: Table, row: number, period: number) => {
  const count = table[row]![period];
  assert.ok(count !== undefined);
  return count;
};
const sum = (table: Table, rows: number[], period: number) =>
  rows.reduce((total, row) => total + at(table, row, period), 0);
const percent = (part: number, whole: number) => Math.round(100 * part / whole);
const hidden = (periods: number[], tables = [received, refused, accepted]) =>
  tables.flat().flatMap((row) => periods.map((period) => row[period])).filter((one) =>
    one === undefined
  ).length;
const published = (table: Table) => table.flat().reduce<number>((all, one) => all + (one ?? 0), 0);

const [FRANCO, FRANCIZATION, ALL] = [[0, 2], [1, 3], [0, 1, 2, 3]];
const [Y2022, Y2023, Y2024, JANUARY] = [0, 1, 2, 3];
/** Received, refused, accepted and neither in 2023, of some rows. */
const in2023 = (rows: number[]) => {
  const [all, no, yes] = [received, refused, accepted].map((table) => sum(table, rows, Y2023!));
  return { all: all!, no: no!, yes: yes!, neither: all! - no! - yes! };
};
const [franco, francization, whole] = [FRANCO, FRANCIZATION, ALL].map((rows) => in2023(rows!));
const [aiFranco, aiFrancization, itFranco, itFrancization] = [0, 1, 2, 3].map((row) =>
  in2023([row])
);
const shares = (table: Table, row: number, period: number) =>
  percent(at(table, row, period), at(received, row, period));
const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
/** Received and accepted in two rows' worth of a period, where an x counts as nothing or drops its row. */
const careless = (period: number, drops: boolean) => {
  const rows = [0, 1, 2, 3].filter((row) =>
    !drops || [received, accepted].every((table) => table[row]![period] !== undefined)
  );
  const total = (table: Table) => rows.reduce((all, row) => all + (table[row]![period] ?? 0), 0);
  return percent(total(accepted), total(received));
};
const neither2024 = at(received, 2, Y2024!) - at(refused, 2, Y2024!) - at(accepted, 2, Y2024!);
const january = sum(received, ALL!, JANUARY!);

/** Numbers that stand near each other in this order, in either language. */
const CLAIMS: readonly (readonly number[])[] = [
  [franco!.no, franco!.all],
  [francization!.no, francization!.all],
  [percent(franco!.no, franco!.all), percent(francization!.no, francization!.all)],
  [whole!.all, 2023, whole!.yes, whole!.no],
  [january, 2025, days("2025-01-01", "2025-01-31"), published(received)],
  [2025, january, days("2025-01-01", "2025-01-31")],
  [hidden([0, 1, 2, 3]), 48, hidden([Y2024!, JANUARY!]), 2024, 2025],
  [
    ...[percent(franco!.no, franco!.all), percent(francization!.no, francization!.all)],
    ...[2, 3, 0, 1].map((row) => shares(refused, row, Y2023!)),
    ...[percent(franco!.yes, franco!.all), percent(francization!.yes, francization!.all)],
  ],
  // Figure 1, in words.
  [franco!.no, franco!.all, percent(franco!.no, franco!.all)],
  [francization!.no, francization!.all, percent(francization!.no, francization!.all)],
  ...[[aiFranco, aiFrancization], [itFranco, itFrancization]].map((two) =>
    two.flatMap((one) => [one!.no, one!.all])
  ),
  [percent(aiFranco!.all, franco!.all), 2023, percent(aiFrancization!.all, francization!.all)],
  [
    francization!.neither,
    francization!.no + francization!.neither,
    francization!.all,
    percent(francization!.no + francization!.neither, francization!.all),
    percent(franco!.no, franco!.all),
  ],
  [
    percent(franco!.no, franco!.all),
    ...[2023, 31, 2025],
    percent(francization!.no, francization!.all),
    percent(francization!.neither, francization!.all),
  ],
  // Other periods.
  ...[2, 3].map((row) => [
    at(refused, row, Y2022!),
    at(received, row, Y2022!),
    shares(refused, row, Y2022!),
  ]),
  [at(refused, 2, Y2024!), at(received, 2, Y2024!), shares(refused, 2, Y2024!), neither2024],
  // Figure 2, in words.
  [2, 3, 2, 3].flatMap((row, at) => {
    const [period, year] = at < 2 ? [Y2022!, 2022] : [Y2023!, 2023];
    return at % 2 ? [shares(refused, row, period), year] : shares(refused, row, period);
  }),
  [2, 3, 2, 3].map((row, at) => shares(accepted, row, at < 2 ? Y2022! : Y2023!)),
  // January 2025.
  [sum(received, FRANCIZATION!, JANUARY!), at(received, 1, JANUARY!), at(received, 3, JANUARY!)],
  [january],
  // The letter.
  [
    days("2022-04-22", "2022-12-31"),
    days("2023-01-01", "2023-12-31"),
    days("2024-01-01", "2024-12-31"),
    days("2025-01-01", "2025-01-31"),
  ],
  [published(received), published(refused), published(accepted)],
  // Figure 3, in words: the least that an x can be in its place.
  ...[[0, 1], [2, 3]].map((rows) =>
    rows.flatMap((row) => received[row]!.map((count) => count ?? accepted[row]![Y2024!] ?? 0))
  ),
  // The crosses.
  [at(accepted, 0, Y2024!), 2024, at(received, 0, JANUARY!)],
  [at(accepted, 0, Y2024!), at(received, 0, JANUARY!)],
  [careless(Y2024!, false), 2024, careless(JANUARY!, false), 2025],
  [careless(Y2024!, true), 2024],
  [0, at(received, 1, JANUARY!), at(received, 1, JANUARY!), at(received, 1, JANUARY!)],
];

/** Dates, years, references and quoted thresholds: numbers that count nothing. */
const NO_COUNT = [
  /28731|I-0\.2\.1, r\. ?8|\b20\d\d\b/g,
  /\b(?:1er|\d{1,2}) (?:January|March|April|June|October|November|janvier|mars|avril|juin|octobre|novembre)/g,
  /48|100 ?%|“0”|« ?0 ?»|“fewer than 5”|« ?moins de 5 ?»|fewer than 5|moins de 5/g,
  /0 included|0 compris|for 0|be 0 or large|être 0 ou grand|neither for 0|as 0|par 0|comme 0|comme un 0|from 0|de 0|à partir de 0|0 or more|0 ou plus/g,
];

interface Cell {
  readonly cell_type: string;
  readonly source: string | readonly string[];
}

/** What a reader of a notebook's cells sees in words: prose, and what figures say of themselves. */
async function wordsOf(lang: string): Promise<string> {
  const path = new URL(`notebooks/${lang}/01_outcomes.ipynb`, ROOT);
  const { cells } = JSON.parse(await Deno.readTextFile(path)) as { cells: Cell[] };
  return cells.map(({ cell_type, source }) => {
    const text = [source].flat().join("");
    if (cell_type === "markdown") return text.replaceAll(/\]\([^)]*\)/g, "]");
    return [...text.matchAll(/(?:title|note|alt|caption): (?:"([^"]*)"|`([^`]*)`),?$/gm)]
      .map(([, one, two]) => (one ?? two!).replaceAll(/\$\{.*?\}/g, "").replaceAll(/\n\s*/g, " "))
      .join("\n");
  }).join("\n\n").replaceAll(/[\u00a0\u202f]/g, " ").replaceAll(/(\d)[ ,](\d{3})\b/g, "$1$2");
}

/** Numbers one after the other, with words but no other number between them. */
const inOrder = (numbers: readonly number[]) =>
  new RegExp(`(?<!\\d)${numbers.join("\\D{1,140}?")}(?!\\d)`, "g");

for (const lang of LANGUAGES) {
  Deno.test(`every number in the words of 01_outcomes in ${lang} follows from the letter's text`, async () => {
    let words = await wordsOf(lang);
    for (const numbers of CLAIMS.toSorted((a, b) => b.length - a.length)) {
      words = words.replace(inOrder(numbers), (found) => found.replaceAll(/\d/g, "#"));
    }
    for (const pattern of NO_COUNT) words = words.replace(pattern, "");
    const uncovered = words.split(/(?<=[.;:])\s|\n/).filter((sentence) => /\d/.test(sentence));
    assert.deepEqual(uncovered, []);
  });
}

Deno.test("the headline and the mark's share hold in the letter's text", () => {
  assert.ok(2 * franco!.no > franco!.all);
  const each = francization!.all / francization!.no;
  assert.ok(7 < each && each < 8);
  assert.equal(3 * hidden([0, 1, 2, 3]), 48);
  assert.equal(hidden([Y2023!]), 0);
  assert.ok(aiFranco!.no / aiFranco!.all > aiFrancization!.no / aiFrancization!.all);
  assert.ok(itFranco!.no / itFranco!.all > itFrancization!.no / itFrancization!.all);
});
