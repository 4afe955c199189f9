/** Every sentence is read back into inequalities, with the numbers that it says, and these imply the end. */
import assert from "node:assert/strict";
import { explainRelease } from "../../../src/counts/guard/explain.ts";
import { explainInWords } from "../../../src/counts/guard/explain_words.ts";
import { type LinearRow, objectiveOf, unit } from "../../../src/counts/programs/program.ts";
import { loadSolver } from "../../../src/counts/programs/solver.ts";
import type { Cell, Release } from "../../../src/counts/release/model.ts";
import { KINDS, randomFrom, randomRelease } from "../relations/kinds.ts";
import { sketchRelease } from "../relations/tables.ts";
import { forAll } from "../../../src/text/language.ts";

const COUNT = Number(Deno.env.get("RANDOM_RELEASES") ?? 190);
const SEED = Number(Deno.env.get("RANDOM_SEED") ?? Date.now() % 1e6);

/** The release with labels that tell its categories and tables apart. */
function labelled(release: Release): Release {
  const text = (name: string) => forAll(name);
  return {
    ...release,
    dimensions: release.dimensions.map((dimension) => ({
      ...dimension,
      label: text(dimension.name),
      categories: dimension.categories.map((category) => ({
        ...category,
        label: text(category.name),
        shortLabel: text(category.name),
      })),
    })),
    tables: release.tables.map((table) => ({ ...table, shortTitle: text(table.name) })),
  };
}

/** A program that is read from a sentence: a variable for each cell that it says nothing of. */
class Reading {
  readonly rows: LinearRow[] = [];
  readonly #cells: Cell[];

  /** @param isLast whether, of several published cells with the sum that is said, the last are meant or the first */
  constructor(private readonly release: Release, private readonly isLast: boolean) {
    this.#cells = release.tables.flatMap(({ cells }) => cells);
  }

  get size(): number {
    return this.#cells.length;
  }

  variableOf(cell: Cell): number {
    return this.#cells.indexOf(cell);
  }

  /** The cell at a place, as a sentence about another cell names it. */
  cellAt(place: string, about: Cell): Cell {
    const [, table = about.table, where] = place.match(/^(?:(t\d), )?(.*)$/)!;
    const found = this.#cells.filter((cell) =>
      cell.table === table && Object.values(cell.keys).join(" · ") === where
    );
    assert.equal(found.length, 1, `"${place}" names ${found.length} cells`);
    return found[0]!;
  }

  limit(cell: Cell, text: string): void {
    const [, least, most] = text.match(/^(?:at least (\d+)|at most (\d+))$/) ?? [];
    const [, from, to] = text.match(/^(\d+) to (\d+)$/) ?? [];
    const end = (number: string | undefined) => number === undefined ? null : BigInt(number);
    this.rows.push({
      ...unit(this.variableOf(cell)),
      lower: end(least ?? from),
      upper: end(most ?? to),
    });
  }

  /** `Σ left − Σ right` is 0, or at most 0. A number in place of published cells, of which it may leave some out. */
  compare(
    sides: readonly {
      readonly cells: readonly Cell[];
      readonly said: ReadonlyMap<string, bigint>;
    }[],
    isEquality: boolean,
  ): void {
    const factors = new Map<number, bigint>();
    let constant = 0n;
    for (const [index, { cells, said }] of sides.entries()) {
      const sign = index === 0 ? 1n : -1n;
      for (const [name, own] of Map.groupBy(cells, ({ table }) => said.has("") ? "" : table)) {
        const known = said.has(name)
          ? this.#thatMake(own.filter((cell) => this.#isPublished(cell)), said.get(name)!)
          : [];
        for (const cell of own) {
          if (!known.includes(cell) && cell.status !== "notApplicable") {
            factors.set(this.variableOf(cell), sign);
          }
        }
        constant += sign * (said.get(name) ?? 0n);
      }
    }
    this.rows.push({
      ...objectiveOf(factors),
      lower: isEquality ? -constant : null,
      upper: -constant,
    });
  }

  #thatMake(published: readonly Cell[], sum: bigint): Cell[] {
    const subsets = published.reduce<Cell[][]>(
      (all, cell) => [...all.map((some) => [...some, cell]), ...all],
      [[]],
    );
    const found = subsets.filter((some) =>
      some.reduce((total, { value }) => total + BigInt(value!), 0n) === sum
    );
    assert.ok(found.length > 0, `no published cells make ${sum}`);
    return found.at(this.isLast ? -1 : 0)!;
  }

  /** Whether its count stands in the table and is true: a rounded one says less. */
  #isPublished({ table, status }: Cell): boolean {
    return status === "published" &&
      this.release.tables.find(({ name }) => name === table)!.roundedTo === undefined;
  }
}

const number = (text: string) => BigInt(text.replaceAll(",", ""));
/** "12 t1 and 3 t2" by name. */
const namedNumbers = (text = "") =>
  new Map([...text.matchAll(/([\d,]+) (t\d)/g)].map(([, value, name]) => [name!, number(value!)]));
const NUMBER = "([\\d,]+)";
const SUM = new RegExp(
  `^the total(?: over (\\w+)(?: \\(([^)]*)\\))?)? is (?:${NUMBER}|the sum of its parts)(?:, of which ${NUMBER} in other published cells)?$`,
);

function readClause(reading: Reading, release: Release, cell: Cell, given: string): void {
  const [, clause, place] = given.match(/^(.*?)(?: \(([^)]*)\))?$/)!;
  const limits = clause!.match(/^(?:its|the) mark “.*” stands for (.*)$/) ??
    clause!.match(/^[\d,]+, rounded to a multiple of \d+, stands for (.*)$/);
  if (limits) {
    return reading.limit(
      place ? reading.cellAt(place, cell) : cell,
      limits[1]!.replaceAll(",", ""),
    );
  }
  const all = release.tables.flatMap(({ cells }) => cells);
  const sum = clause!.match(SUM);
  if (sum) {
    const [, over, named, total, known] = sum;
    const sums = release.relations.filter((relation) => relation.type === "sum")
      .filter(({ dimension }) => over === undefined || dimension === over)
      .filter(({ parts }) =>
        named === undefined || parts.join() === named.split(/, | and /).join()
      );
    const rows = sums.flatMap(({ dimension, total, parts, tables }) =>
      tables.flatMap((table) =>
        all.filter((one) => one.table === table && one.keys[dimension] === total).map((top) => ({
          top,
          parts: parts.map((part) =>
            all.find((one) =>
              one.table === table &&
              Object.entries(top.keys).every(([name, key]) =>
                one.keys[name] === (name === dimension ? part : key)
              )
            )!
          ),
        }))
      )
    );
    const wanted = place && reading.cellAt(place, cell);
    const found = rows.filter(({ top, parts }) =>
      wanted ? top === wanted : top === cell || parts.includes(cell)
    );
    const said = (text: string | undefined) => new Map(text ? [["", number(text)]] : []);
    assert.equal(found.length, 1, given);
    const [{ top, parts }] = found as [typeof found[number]];
    return reading.compare(
      [{ cells: parts, said: said(known) }, { cells: [top], said: said(total) }],
      true,
    );
  }
  const told = clause!.match(/^(?<right>.+) cannot be fewer than the (?<leftKnown>.+)$/) ??
    clause!.match(
      /^(?<left>.+) cannot exceed the (?<rightKnown>.+?)(?:, of which (?<leftKnown>.+))?$/,
    ) ??
    clause!.match(
      /^(?<left>.+) (?:cannot exceed|(?<equal>equal)) (?<right>.+?)(?:, with (?<known>.+))?$/,
    );
  assert.ok(told, given);
  const { leftKnown, rightKnown, known, equal } = told.groups!;
  const [relation] = release.relations.filter(({ type }) => type !== "sum");
  assert.ok(relation && relation.type !== "sum");
  const at = place ? reading.cellAt(place, cell) : cell;
  const over = relation.cumulativeOver;
  const upTo = clause!.match(/up to (\w+)/)?.[1] ?? (over && at.keys[over]);
  const steps = release.dimensions.find(({ name }) => name === over)?.categories
    .filter(({ isTotal }) => !isTotal).map(({ name }) => name) ?? [];
  const side = (tables: readonly string[], text: string | undefined) => ({
    said: namedNumbers(text),
    cells: all.filter((one) =>
      tables.includes(one.table) &&
      Object.entries(at.keys).every(([name, key]) =>
        name === over
          ? steps.indexOf(one.keys[name]!) <= steps.indexOf(upTo!) &&
            steps.includes(one.keys[name]!)
          : one.keys[name] === key
      )
    ),
  });
  reading.compare(
    [side(relation.left, leftKnown ?? known), side(relation.right, rightKnown ?? known)],
    equal !== undefined,
  );
}

/** Whether what a sentence says implies the end that it explains; undefined where it only lists relations by name. */
async function implies(
  release: Release,
  cell: Cell,
  sentence: string,
  isLast = false,
): Promise<boolean | undefined> {
  const [, end, value, why] = sentence.match(/^at (least|most) ([\d,]+): (.*)$/)!;
  if (why === "no count is below 0") return end === "least" && value === "0";
  if (/^it (?:takes|follows)/.test(why!)) return undefined;
  const reading = new Reading(release, isLast);
  const [, several] = why!.match(/^\d+ relations together: (.*)$/) ?? [];
  for (const clause of several?.split("; ") ?? [why!]) readClause(reading, release, cell, clause);
  const solver = await loadSolver();
  using open = solver.open({
    upper: Array.from({ length: reading.size }, () => null),
    rows: reading.rows,
  });
  const found = open.optimise(
    unit(reading.variableOf(cell)),
    end === "least" ? "minimise" : "maximise",
  );
  const isImplied = found.status === "optimal" &&
    (end === "least" ? found.value >= number(value!) : found.value <= number(value!));
  return isImplied || (!isLast && await implies(release, cell, sentence, true));
}

Deno.test(`explainInWords() says what implies the end, on random releases (RANDOM_SEED=${SEED})`, async () => {
  const random = randomFrom(SEED);
  const kinds = Object.entries(KINDS).filter(([, { isSpoilt }]) => !isSpoilt);
  let read = 0;
  for (let run = 0; run < COUNT; run++) {
    const [name, kind] = kinds[run % kinds.length]!;
    const release = labelled(randomRelease(kind, random));
    for (const item of await explainRelease(release, { assumption: "none", minWidth: 2 })) {
      if (item.value === null || !item.explanation) continue;
      const sentence = explainInWords(release, item, "en");
      const isImplied = await implies(release, item.cell, sentence);
      assert.notEqual(isImplied, false, `${name}: ${Object.values(item.cell.keys)}: ${sentence}`);
      if (isImplied) read++;
    }
  }
  assert.ok(read > COUNT, `only ${read} sentences`);
});

Deno.test("explainInWords() names the mark of another cell, and what it stands for", async () => {
  const release = labelled(sketchRelease({
    dimensions: { kind: ["1", "2", "Total"] },
    tables: { n: [10, null, null], other: [1, 1, 2] },
    relations: [{ total: "kind" }],
    markAtMost: 8,
  }));
  const total = { ...release.tables[0]!.cells[2]!, mark: "x" };
  const wide = {
    ...release,
    tables: [{
      ...release.tables[0]!,
      marks: [...release.tables[0]!.marks, {
        ...release.tables[0]!.marks[0]!,
        value: "y",
        atMost: undefined,
      }],
      cells: [...release.tables[0]!.cells.slice(0, 2), { ...total, mark: "y" }],
    }, release.tables[1]!],
  };
  const explained = await explainRelease(wide, { assumption: "none" });
  assert.deepEqual(explained.map((item) => explainInWords(wide, item, "en")), [
    "at least 0: no count is below 0",
    "at most 8: its mark “x” stands for at most 8",
    "at least 10: the total is the sum of its parts, of which 10 in other published cells",
    "at most 18: 2 relations together: the total is the sum of its parts, of which 10 in other published cells; the mark “x” stands for at most 8 (kind 2)",
  ]);
});
