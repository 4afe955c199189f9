/**
 * Everything that `audit` says about suppressed counts, read back from its text and its JSON, under all assumptions together, and
 * given to somebody who tries every value. A line that this does not know fails: what it says has to be written down here.
 */
import assert from "node:assert/strict";
import { auditJson, auditRelease } from "../../src/audit/audit.ts";
import { auditText } from "../../src/audit/text.ts";
import type { Cell, Release } from "../../src/counts/release/model.ts";
import {
  narrowedCells,
  possibleWithoutAssumption,
  type Said,
  saysRange,
  withAssumptions,
} from "../counts/guard/attacker.ts";
import { KINDS, randomFrom, randomRelease } from "../counts/relations/kinds.ts";
import { sketchRelease } from "../counts/relations/tables.ts";

const COUNT = Number(Deno.env.get("RANDOM_RELEASES") ?? 190);
const SEED = Number(Deno.env.get("RANDOM_SEED") ?? Date.now() % 1e6);
const MIN_WIDTH = 5;

/** What a text says of cells, and of which it gives no range. */
interface Reading {
  readonly said: Said[];
  readonly withheld: Set<Cell>;
}

/** Sections that rest on published counts and the descriptor alone. */
const PUBLIC = /^(?:To be reviewed|Dimensions|Tables|Contradictions|Relations|Caveats)$/;
const TITLES = new RegExp(
  `${PUBLIC.source}|^(?:Suppressed cells, under the assumption ".*"|Uniform thresholds that agree with what is published|Withheld quantities|Contradictory quantities|Assumptions|Time was up .*)$`,
);

/** Reads an audit's text, section by section. */
function readText(release: Release, text: string): Reading {
  const reading: Reading = { said: [], withheld: new Set() };
  let section = "";
  let about: readonly Cell[] = [];
  for (const line of text.split("\n").slice(1)) {
    if (TITLES.test(line)) section = line;
    else if (line === "" || section === "" || PUBLIC.test(section)) continue;
    else if (section.startsWith("Suppressed")) about = readCell(release, line, about, reading);
    else if (section.startsWith("Uniform")) readThreshold(release, line, reading);
    else if (section === "Assumptions") readAssumption(release, line, reading);
    else assert.match(line, /^ {2}/);
  }
  return reading;
}

/** The cells that a line about suppressed ones names: those of a table, then one of them, then reasons for it. */
function readCell(
  release: Release,
  line: string,
  about: readonly Cell[],
  { said, withheld }: Reading,
): readonly Cell[] {
  const table = release.tables.find(({ title }) => line === `  ${title.en}`);
  if (table) return table.cells;
  const reason = line.match(
    /^ {6}(?:at (least|most) ([\d,]+): .*|no reason is given, .*|no short reason was found)$/,
  );
  if (reason) {
    const [, end, value] = reason;
    if (end) said.push(saysRange(release, [{ cell: about[0]!, factor: 1n }], ends(end, value!)));
    return about;
  }
  const [, place, range] = line.match(/^ {4}(.*): (.*)$/)!;
  const cell = release.tables.flatMap(({ cells }) => cells).find((one) =>
    one.table === about[0]!.table && Object.values(one.keys).join(" · ") === place
  );
  assert.ok(cell, line);
  const [, lower, upper] =
    range!.match(/^(\d+) (?:to (\d+)|or more, no upper bound(?: found)?)(?: \(outer: .*\))?$/) ??
      [];
  if (lower !== undefined) {
    said.push(saysRange(release, [{ cell, factor: 1n }], {
      lower: Number(lower),
      upper: upper === undefined ? null : Number(upper),
    }));
  } else if (range === "contradictory") return [cell];
  // One mark for all that is withheld: a second one says which of them are narrow.
  else {
    withheld.add(cell);
    if (range !== "not given") said.push(...narrow(release, [cell]));
  }
  return [cell, ...about.slice(1).filter((one) => one !== cell)];
}

const ends = (end: string, text: string) => {
  const value = Number(text.replaceAll(",", ""));
  return { lower: end === "least" ? value : null, upper: end === "most" ? value : null };
};

/** Cells of fewer values than the policy, from the least that a mark allows. */
function narrow(release: Release, cells: Iterable<Cell>): Said[] {
  return [...cells].map((cell) => {
    const { atLeast = 0 } = release.tables.find(({ name }) => name === cell.table)!.marks
      .find(({ value }) => value === cell.mark)!;
    const upper = atLeast + MIN_WIDTH - 2;
    return saysRange(release, [{ cell, factor: 1n }], { lower: null, upper });
  });
}

function readThreshold(release: Release, line: string, { said, withheld }: Reading): void {
  if (line === "  no threshold of 2 or more agrees with what is published") return;
  const told = line.match(
    /^ {2}threshold (\d+)(?: to (\d+)| or more)?(?:: (?:complementary must be (.*)|(no x by itself must be complementary)))?$/,
  );
  assert.ok(told, line);
  const [, from, to = from, cells, none] = told;
  for (const name of cells?.split("; ") ?? []) {
    const [table, place] = name.split(", ");
    const cell = release.tables.flatMap(({ cells }) => cells).find((one) =>
      one.table === table && Object.values(one.keys).join(" · ") === place
    )!;
    const lower = Number(to);
    said.push(saysRange(release, [{ cell, factor: 1n }], { lower, upper: null }));
  }
  // Then every x may be small: who reads that takes the withheld ones for small.
  for (const cell of none ? withheld : []) {
    const upper = Number(from) - 1;
    said.push(saysRange(release, [{ cell, factor: 1n }], { lower: null, upper }));
  }
}

function readAssumption(release: Release, line: string, { said, withheld }: Reading): void {
  if (/^ {2}\S.*: /.test(line)) return;
  if (
    /^ {4}residual risk: (?:none found|whoever holds the tables can narrow \d+ cells? further than this shows)$/
      .test(line)
  ) return;
  const counts = line.match(
    /^ {4}\d+ suppressed cells? without upper bound, \d+ with a range, (\d+) withheld(?: \((\d+) only because of others\))?(?:, \d+ contradictory)?$/,
  );
  if (counts && counts[2] === undefined) return;
  // "0 only because of others", "so many ranges of fewer than five values": that all of them are narrow.
  const few = line.match(/(\d+) counts? come out in ranges of fewer than five values/);
  assert.ok(counts || few, line);
  const narrowOnes = counts ? Number(counts[1]) - Number(counts[2]) : Number(few![1]);
  if (narrowOnes === withheld.size) said.push(...narrow(release, withheld));
}

/** Text and JSON under every assumption, as readings; `change`: a leak that is planted in the texts. */
async function readAll(release: Release, change = (text: string) => text): Promise<Reading[]> {
  return await Promise.all(release.assumptions.map(async ({ name }) => {
    const audited = await auditRelease(release, { assumption: name });
    const reading = readText(release, change(auditText(audited)));
    const { cells, ...json } = auditJson(audited);
    // Nothing in the JSON counts or sorts what is withheld.
    assert.deepEqual(Object.keys(json).toSorted(), [
      "assumption",
      "contradictoryQuantities",
      "findings",
      "isUnfinished",
      "release",
      "tables",
      "withheldQuantities",
    ]);
    const all = release.tables.flatMap((table) => table.cells);
    for (const { table, keys, range, lower, upper, because, ...rest } of cells) {
      assert.deepEqual(Object.keys(rest).toSorted(), ["isOuter", "mark"]);
      const cell = all.find((one) => one.table === table && one.keys === keys)!;
      reading.said.push(saysRange(release, [{ cell, factor: 1n }], { lower, upper }));
      if (range === "withheld") assert.ok(reading.withheld.has(cell) && because.length === 0);
    }
    return reading;
  }));
}

function narrowed(release: Release, readings: readonly Reading[]): Cell[] {
  return narrowedCells(release, possibleWithoutAssumption(release), {
    withheld: readings.flatMap(({ withheld }) => [...withheld]),
    said: readings.flatMap(({ said }) => said),
    minWidth: MIN_WIDTH,
  });
}

Deno.test(`nobody gets a withheld cell narrower by all that audit says of random releases (RANDOM_SEED=${SEED})`, async () => {
  const random = randomFrom(SEED);
  const kinds = Object.values(KINDS).filter(({ isSpoilt }) => !isSpoilt);
  let [withheld, said] = [0, 0];
  for (let run = 0; run < COUNT; run++) {
    const drawn = randomRelease(kinds[run % kinds.length]!, random);
    const release = withAssumptions({
      ...drawn,
      tables: drawn.tables.map((table) => ({
        ...table,
        title: { ...table.title, en: table.name },
      })),
    }, random);
    const readings = await readAll(release);
    assert.deepEqual(narrowed(release, readings), [], `release ${run}`);
    withheld += readings.reduce((sum, reading) => sum + reading.withheld.size, 0);
    said += readings.reduce((sum, reading) => sum + reading.said.length, 0);
  }
  assert.ok(withheld > COUNT / 2 && said > COUNT, `${withheld} withheld, ${said} statements`);
});

/** Under "cohort", refused 2022 is 0 or 1 of 13; 2023 is up to 7 of 9. Nothing holds without that assumption. */
const outcomes = sketchRelease({
  dimensions: { period: ["2022", "2023"] },
  tables: { received: [13, 9], accepted: [12, 2], refused: [null, null] },
  relations: [{ left: ["accepted", "refused"], right: ["received"], assumptions: ["cohort"] }],
  markAtMost: 9,
});

Deno.test("six planted leaks are found, one of each kind that was met", async () => {
  assert.deepEqual(narrowed(outcomes, await readAll(outcomes)), []);
  const [hidden] = outcomes.tables[2]!.cells;
  const leaks: Record<string, (text: string) => string> = {
    "how many ranges are narrow, beside the table that names them": (text) =>
      text.replace(
        /^( {4})residual risk: whoever.*$/m,
        "$11 counts come out in ranges of fewer than five values",
      ),
    "how many are withheld only because of others": (text) =>
      text.replace(
        /(\d+) withheld$/gm,
        (all, count) => count === "0" ? all : `${all} (0 only because of others)`,
      ),
    "a threshold told from the shown ends alone": (text) =>
      text.replace(/^( {2}threshold [^:\n]*)$/gm, "$1: no x by itself must be complementary"),
    "an explanation whose relations give the end": (text) =>
      text.replace(
        /^( {4}2022: not given.*)$/m,
        "$1\n      at most 1: accepted and refused cannot exceed the 13 received, of which 12 accepted",
      ),
    "a second mark for what is narrow": (text) =>
      text.replace(/^( {4}2022: )not given.*$/m, "$1not given, as too narrow"),
    "a cell left out because it was slow": (text) =>
      text.replace(/^( {4}2022: )not given.*$/m, "$1counted, and not shown all the same"),
  };
  for (const [name, leak] of Object.entries(leaks)) {
    assert.deepEqual(narrowed(outcomes, await readAll(outcomes, leak)), [hidden], name);
  }
});
