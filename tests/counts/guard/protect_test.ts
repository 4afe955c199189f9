import assert from "node:assert/strict";
import type { Quantity } from "../../../src/counts/relations/derived.ts";
import { differenceOf, type LinearForm, sumOf } from "../../../src/counts/relations/form.ts";
import { UsageError } from "../../../src/text/errors.ts";
import type { Shown } from "../../../src/counts/guard/shown.ts";
import { Deadline } from "../../../src/counts/programs/program.ts";
import { publish } from "./published.ts";
import type { Cell, Release } from "../../../src/counts/release/model.ts";
import { cellAt, sketchLetter, sketchRelease } from "../relations/tables.ts";

const linear = (form: LinearForm): Quantity => ({ kind: "linear", form });
const sum = (...cells: Cell[]): Quantity => linear(sumOf(cells));
const rate = (top: Cell[], bottom: Cell[]): Quantity => ({
  kind: "ratio",
  numerator: sumOf(top),
  denominator: sumOf(bottom),
});

/** One row of parts with a total; null is suppressed. */
function oneRow(...counts: (number | null)[]): Release {
  const parts = counts.slice(1).map((_, index) => `p${index}`);
  return sketchRelease({
    dimensions: { part: [...parts, "Total"] },
    tables: { n: counts },
    relations: [{ total: "part" }],
  });
}

/** What is shown, in short: a count, [lower, upper], or the reason why not. */
function brief(shown: Shown): unknown {
  if (shown.kind === "published") return shown.value;
  if (shown.kind === "range") return [shown.lower, shown.upper];
  return shown.kind;
}

Deno.test("publish() refuses the only suppressed part of a total, whatever the policy", async () => {
  for (const counts of [[10, 15, 25, null, 51], [100, 90, 85, null, 276]]) {
    const release = oneRow(...counts);
    for (const minWidthValues of [2, 5, 50]) {
      const { suppressed } = await publish(release, {
        assumption: "none",
        minWidth: minWidthValues,
      });
      assert.deepEqual(suppressed.map(({ shown }) => brief(shown)), ["withheld"]);
    }
  }
});

Deno.test("publish() refuses a policy below the hard rule", async () => {
  for (const minWidthValues of [1, 0, -3, 2.5, NaN, Infinity]) {
    const minWidth = minWidthValues;
    await assert.rejects(publish(oneRow(1, 1), { assumption: "none", minWidth }), UsageError);
  }
});

Deno.test("publish() shows a range of as many values as the policy asks, and no narrower one", async () => {
  // Two parts of 4: each from 0 to 4, which are five values.
  const release = oneRow(null, null, 9, 13);
  const show = async (minWidthValues: number) => {
    const { suppressed } = await publish(release, {
      assumption: "none",
      minWidth: minWidthValues,
    });
    return suppressed.map(({ shown }) => brief(shown));
  };
  assert.deepEqual(await show(5), [[0, 4], [0, 4]]);
  assert.deepEqual(await show(6), ["withheld", "withheld"]);
});

Deno.test("publish() shows Geurts' intervals under a policy of four values, and not under five", async () => {
  const release = sketchRelease({
    dimensions: { row: ["1", "2", "Total"], column: ["1", "2", "Total"] },
    tables: { x: [null, null, 7, null, null, 3, 6, 4, 10] },
    relations: [{ total: "row" }, { total: "column" }],
  });
  const four = await publish(release, { assumption: "none", minWidth: 4 });
  assert.deepEqual(four.suppressed.map(({ shown }) => brief(shown)), [
    [3, 6],
    [1, 4],
    [0, 3],
    [0, 3],
  ]);
  const five = await publish(release, { assumption: "none" });
  assert.ok(five.suppressed.every(({ shown }) => brief(shown) === "withheld"));
});

Deno.test("publish() shows a published cell as it is and any other only guarded", async () => {
  const release = sketchLetter();
  const publication = await publish(release, { assumption: "cohort" });
  const at = (...place: [string, ...string[]]) =>
    brief(publication.cell(cellAt(release, ...place)));
  assert.equal(at("received", "AI", "Francophone", "2022"), 13);
  assert.deepEqual(at("refused", "AI", "Francization", "2024"), [0, 7]);
  assert.deepEqual(at("received", "AI", "Francophone", "2024"), [17, null]);
  assert.deepEqual(at("accepted", "IT/VE", "Francization", "2024"), [0, null]);
});

const namesOf = (withheld: readonly (string | Cell)[]) =>
  withheld.map((what) =>
    typeof what === "string" ? what : [what.table, ...Object.values(what.keys)]
  );
const AI_2022 = [
  ["refused", "AI", "Francophone", "2022"],
  ["refused", "AI", "Francization", "2022"],
];

Deno.test("publish() withholds both AI 2022 refused cells of the letter, and nothing else", async () => {
  const { withheld, suppressed } = await publish(sketchLetter(), { assumption: "cohort" });
  assert.deepEqual(namesOf(withheld), AI_2022);
  assert.equal(suppressed.filter(({ shown }) => shown.kind === "range").length, 14);
});

Deno.test("publish() withholds ends that differ between two assumptions beside a withheld cell", async () => {
  const { withheld } = await publish(sketchLetter(), {
    assumption: "cumulative",
  });
  assert.deepEqual(namesOf(withheld), [
    ["received", "AI", "Francophone", "2024"],
    AI_2022[0],
    AI_2022[1],
    ["refused", "AI", "Francization", "2024"],
    ["refused", "AI", "Francization", "2025"],
    ["accepted", "AI", "Francization", "2025"],
  ]);
});

Deno.test("publish() shows every cell of the letter from 0 up where nothing is assumed", async () => {
  const { withheld, suppressed } = await publish(sketchLetter(), { assumption: "none" });
  assert.deepEqual(withheld, []);
  assert.deepEqual(suppressed.map(({ shown }) => brief(shown)), Array(16).fill([0, null]));
});

Deno.test("publish() withholds what contains the letter's withheld cells, alone and with others", async () => {
  const release = sketchLetter();
  const cell = (...place: [string, ...string[]]) => cellAt(release, ...place);
  const of = (table: string, period: string) =>
    ["Francophone", "Francization"].map((profile) => cell(table, "AI", profile, period));
  const refused = of("refused", "2022");
  const accepted = of("accepted", "2022");
  const received = of("received", "2022");
  const wide = [
    cell("refused", "AI", "Francization", "2024"),
    cell("refused", "AI", "Francophone", "2025"),
  ];
  const undecided = differenceOf(received, [...refused, ...accepted]);
  const quantities: Record<string, Quantity> = {
    both: sum(...refused),
    withPublished: sum(...refused, ...accepted),
    withWide: sum(refused[0]!, ...wide),
    allRefused: sum(...release.tables[1]!.cells),
    unbounded: sum(refused[1]!, cell("refused", "IT/VE", "Francization", "2024")),
    undecided: linear(undecided),
    undecidedAndWide: linear({ constant: 0, terms: [...undecided.terms, ...sumOf(wide).terms] }),
    refusalRate: rate(refused, received),
    decidedRate: rate([...refused, ...accepted], received),
    acceptedOfDecided: rate(accepted, [...refused, ...accepted]),
    rateOverWide: rate([refused[0]!], [cell("received", "AI", "Francophone", "2024")]),
  };
  for (const minWidthValues of [2, 5]) {
    const publication = await publish(release, {
      assumption: "cohort",
      quantities,
      minWidth: minWidthValues,
    });
    const shown = Object.keys(quantities).filter((name) =>
      publication.quantity(name).kind !== "withheld"
    );
    if (minWidthValues === 5) assert.deepEqual(shown, []);
    for (const name of Object.keys(quantities)) {
      const value = publication.quantity(name);
      if (value.kind === "withheld") {
        assert.deepEqual(Object.keys(value).toSorted(), ["kind"]);
      }
    }
  }
});

Deno.test("publish() shows sums and rates of the letter that give nothing away", async () => {
  const release = sketchLetter();
  const cell = (...place: [string, ...string[]]) => cellAt(release, ...place);
  const january = ["refused", "accepted"].map((table) => cell(table, "AI", "Francophone", "2025"));
  const received = cell("received", "AI", "Francophone", "2025");
  const publication = await publish(release, {
    assumption: "cohort",
    quantities: {
      decided: sum(...january),
      undecided: linear(differenceOf([received], january)),
      accepted: rate([january[1]!], [received]),
      accepted2024: rate(
        [cell("accepted", "AI", "Francophone", "2024")],
        [cell("received", "AI", "Francophone", "2024")],
      ),
      accepted2023: rate(
        [cell("accepted", "AI", "Francophone", "2023")],
        [cell("received", "AI", "Francophone", "2023")],
      ),
    },
  });
  assert.deepEqual(brief(publication.quantity("decided")), [0, 7]);
  assert.deepEqual(brief(publication.quantity("undecided")), [0, 7]);
  const fraction = (numerator: number, denominator: number) => ({
    numerator: BigInt(numerator),
    denominator: BigInt(denominator),
  });
  assert.deepEqual(brief(publication.quantity("accepted")), [fraction(0, 1), fraction(1, 1)]);
  assert.deepEqual(brief(publication.quantity("accepted2023")), fraction(53, 65));
  const open = publication.quantity("accepted2024");
  assert.deepEqual(brief(open), [fraction(0, 1), fraction(1, 1)]);
  assert.deepEqual(open.kind === "range" && open.isAttained, { lower: false, upper: true });
});

Deno.test("publish() withholds a sum beside its parts where their difference is withheld", async () => {
  // Three independent rows: parts of 7, of 1 and of 9.
  const release = sketchRelease({
    dimensions: { row: ["a", "b", "c"], part: ["1", "2", "Total"] },
    tables: { n: [null, null, 7, null, null, 1, null, null, 9] },
    relations: [{ total: "part" }],
  });
  const [wide, narrow, other] = ["a", "b", "c"].map((row) => cellAt(release, "n", row, "1"));
  const publication = await publish(release, {
    assumption: "none",
    quantities: { leak: sum(wide!, narrow!), fine: sum(wide!, other!) },
  });
  assert.deepEqual(brief(publication.cell(wide!)), [0, 7]);
  assert.equal(brief(publication.cell(narrow!)), "withheld");
  assert.equal(brief(publication.quantity("leak")), "withheld");
  assert.deepEqual(brief(publication.quantity("fine")), [0, 16]);
  assert.deepEqual(publication.withheld.filter((what) => what === "leak"), ["leak"]);
});

Deno.test("publish() shows a suppressed total beside a withheld part, of which the published counts leave no more", async () => {
  // The part a is at most 9, the part b at most 1, so their suppressed total is at most 10.
  const release = sketchRelease({
    dimensions: { part: ["a", "b", "Total"] },
    tables: { n: [null, null, null], cap: [9, 1, 10] },
    relations: [{ total: "part" }, { left: ["n"], right: ["cap"] }],
  });
  const { suppressed } = await publish(release, { assumption: "none" });
  assert.deepEqual(suppressed.map(({ shown }) => brief(shown)), [
    [0, 9],
    "withheld",
    [0, 10],
  ]);
});

Deno.test("publish() shows a sum that ends where a withheld cell makes it end, which the published counts tell as well", async () => {
  // j is 6 or 7; a and b, up to 10 each, leave room for it: a + b is at most 20 − 6.
  const release = sketchRelease({
    dimensions: { one: ["o"] },
    tables: { a: [null], b: [null], j: [null], cap: [10], room: [20], least: [6], most: [7] },
    relations: [
      { left: ["a"], right: ["cap"] },
      { left: ["b"], right: ["cap"] },
      { left: ["a", "b", "j"], right: ["room"] },
      { left: ["least"], right: ["j"] },
      { left: ["j"], right: ["most"] },
    ],
  });
  const [a, b] = ["a", "b"].map((table) => cellAt(release, table, "o")) as [Cell, Cell];
  const publication = await publish(release, {
    assumption: "none",
    quantities: { both: sum(a, b), other: linear(differenceOf([a], [b])) },
  });
  assert.deepEqual(brief(publication.cell(a)), [0, 10]);
  assert.deepEqual(brief(publication.cell(b)), [0, 10]);
  assert.deepEqual(brief(publication.quantity("both")), [0, 14]);
  assert.deepEqual(brief(publication.quantity("other")), [-10, 10]);
});

Deno.test("publish() withholds a narrow sum of cells that are shown, and what others show does not depend on it", async () => {
  // a + b is 9 or 10 while each is from 0 to 10; c shares their component.
  const release = sketchRelease({
    dimensions: { one: ["o"] },
    tables: { a: [null], b: [null], c: [null], most: [10], least: [9], cap: [30] },
    relations: [
      { left: ["a", "b"], right: ["most"] },
      { left: ["least"], right: ["a", "b"] },
      { left: ["a", "c"], right: ["cap"] },
    ],
  });
  const [a, b, c] = ["a", "b", "c"].map((table) => cellAt(release, table, "o")) as [
    Cell,
    Cell,
    Cell,
  ];
  const publication = await publish(release, {
    assumption: "none",
    quantities: { narrow: sum(a, b), more: sum(a, b, c), fine: sum(b, c) },
  });
  assert.equal(brief(publication.quantity("narrow")), "withheld");
  assert.deepEqual(brief(publication.quantity("more")), [9, 40]);
  assert.equal(publication.quantity("fine").kind, "range");
});

Deno.test("publish() withholds what narrows a withheld cell together with what another assumption shows", async () => {
  // a + b = 20 is printed. Under none b is 4 or 5; a is 14 or more under cohort, and 16 or less under cumulative: then b is 4 to 6.
  const release = sketchRelease({
    dimensions: { part: ["a", "b", "Total"] },
    tables: {
      n: [null, null, 20],
      low: [14, 0, 14],
      high: [16, 20, 36],
      least: [0, 4, 4],
      most: [20, 5, 25],
    },
    relations: [
      { total: "part" },
      { left: ["low"], right: ["n"], assumptions: ["cohort"] },
      { left: ["n"], right: ["high"], assumptions: ["cumulative"] },
      { left: ["least"], right: ["n"], assumptions: ["none"] },
      { left: ["n"], right: ["most"], assumptions: ["none"] },
    ],
  });
  const shownUnder = async (assumption: string) =>
    (await publish(release, { assumption })).suppressed.map(({ shown }) => brief(shown));
  assert.deepEqual(await shownUnder("cohort"), [[14, 20], [0, 6]]);
  assert.deepEqual(await shownUnder("cumulative"), ["withheld", "withheld"]);
  assert.deepEqual(await shownUnder("none"), ["withheld", "withheld"]);
});

Deno.test("publish() withholds a sum that is a withheld cell in disguise, and shows a difference that is not", async () => {
  // a + b + c = 20 is printed, and a is 2 or 3: so b + c is 17 or 18.
  const release = sketchRelease({
    dimensions: { part: ["a", "b", "c", "Total"] },
    tables: { n: [null, null, null, 20], least: [2, 0, 0, 2], most: [3, 20, 20, 43] },
    relations: [
      { total: "part" },
      { left: ["least"], right: ["n"], assumptions: ["cohort"] },
      { left: ["n"], right: ["most"], assumptions: ["cohort"] },
    ],
  });
  const [a, b, c] = release.tables[0]!.cells as [Cell, Cell, Cell];
  const publication = await publish(release, {
    assumption: "cohort",
    minWidth: 2,
    quantities: { rest: sum(b, c), apart: linear(differenceOf([b], [c])) },
  });
  assert.deepEqual(brief(publication.cell(a)), [2, 3]);
  const four = await publish(release, {
    assumption: "cohort",
    minWidth: 4,
    quantities: { rest: sum(b, c), apart: linear(differenceOf([b], [c])) },
  });
  assert.deepEqual(
    [four.cell(a), four.cell(b), four.quantity("rest"), four.quantity("apart")].map(brief),
    ["withheld", [0, 18], "withheld", [-18, 18]],
  );
});

Deno.test("publish() refuses a rate that is forced, though its counts are not", async () => {
  // Everyone received was accepted: the rate is 100 % for any number received.
  const release = sketchRelease({
    dimensions: { one: ["o"] },
    tables: { received: [null], accepted: [null] },
    relations: [
      { left: ["accepted"], right: ["received"] },
      { left: ["received"], right: ["accepted"] },
    ],
  });
  const [received, accepted] = ["received", "accepted"].map((table) => cellAt(release, table, "o"));
  const publication = await publish(release, {
    assumption: "none",
    minWidth: 2,
    quantities: { forced: rate([accepted!], [received!]) },
  });
  assert.equal(publication.cell(received!).kind, "range");
  assert.equal(brief(publication.quantity("forced")), "withheld");
});

Deno.test("publish() marks a rate over 0 undefined and a contradiction contradictory", async () => {
  const release = sketchRelease({
    dimensions: { row: ["a", "b"] },
    tables: { received: [0, 5], accepted: [0, 6], refused: [0, null] },
    relations: [{ left: ["accepted", "refused"], right: ["received"] }],
  });
  const at = (table: string, row: string) => cellAt(release, table, row);
  const publication = await publish(release, {
    assumption: "none",
    quantities: {
      nobody: rate([at("accepted", "a")], [at("received", "a")]),
      impossible: sum(at("refused", "b"), at("accepted", "b")),
    },
  });
  assert.equal(publication.quantity("nobody").kind, "undefined");
  const shown = [publication.quantity("impossible"), publication.cell(at("refused", "b"))];
  assert.ok(shown.every(({ kind }) => kind === "contradictory"));
  assert.equal(publication.findings.length, 1);
});

Deno.test("publish() calls a sum of several cells in a contradiction contradictory, not withheld", async () => {
  const release = sketchRelease({
    dimensions: { part: ["a", "b", "c", "Total"] },
    tables: { n: [null, null, 2, 11] },
    relations: [{ total: "part" }],
    markAtMost: 4,
  });
  const [a, b] = release.tables[0]!.cells as [Cell, Cell];
  const publication = await publish(release, {
    assumption: "none",
    quantities: { both: sum(a, b), left: linear(differenceOf([a], [b])) },
  });
  assert.deepEqual(
    [publication.cell(a), publication.quantity("both"), publication.quantity("left")]
      .map(({ kind }) => kind),
    ["contradictory", "contradictory", "contradictory"],
  );
});

Deno.test("publish() does not print received − accepted beside a withheld number refused, nor a sum of such", async () => {
  const release = sketchLetter();
  const at = (table: string, component: string, profile: string) =>
    cellAt(release, table, component, profile, "2022");
  const left = (component: string, profile: string) =>
    differenceOf([at("received", component, profile)], [at("accepted", component, profile)]);
  const quantities: Record<string, Quantity> = {
    one: linear(left("AI", "Francophone")),
    both: linear({
      constant: 0,
      terms: [...left("AI", "Francophone").terms, ...left("AI", "Francization").terms],
    }),
    published: linear(left("IT/VE", "Francophone")),
    accepted: sum(at("accepted", "AI", "Francophone"), at("accepted", "AI", "Francization")),
  };
  // Nothing is withheld under none, but whoever reads it reads the others too.
  for (const assumption of ["none", "cohort"]) {
    const publication = await publish(release, { assumption, quantities });
    assert.deepEqual(
      Object.keys(quantities).map((name) => brief(publication.quantity(name))),
      ["withheld", "withheld", 60, 38],
    );
  }
});

Deno.test("publish() counts the values that a range with gaps can take", async () => {
  // a = b and a + b = c <= 6: c is 0, 2, 4 or 6, which are four values in a range of seven.
  const release = sketchRelease({
    dimensions: { one: ["o"] },
    tables: { a: [null], b: [null], c: [null], cap: [6] },
    relations: [
      { left: ["a"], right: ["b"] },
      { left: ["b"], right: ["a"] },
      { left: ["a", "b"], right: ["c"] },
      { left: ["c"], right: ["a", "b"] },
      { left: ["c"], right: ["cap"] },
    ],
  });
  const shownAt = async (minWidth: number) =>
    brief((await publish(release, { assumption: "none", minWidth })).suppressed[2]!.shown);
  assert.deepEqual(await shownAt(4), [0, 6]);
  assert.equal(await shownAt(5), "withheld");
});

/** A clock that a test moves, in seconds. */
function clock() {
  let now = 0;
  return {
    deadline: (seconds: number) => new Deadline(seconds, () => 1_000 * now),
    pass: (seconds: number) => now += seconds,
  };
}

Deno.test("publish() withholds what was not counted in time, and counts it where there is more", async () => {
  // a = b and a + b = c <= 6: c is 0, 2, 4 or 6. What nobody counted must not pass for seven values.
  const release = sketchRelease({
    dimensions: { one: ["o"] },
    tables: { a: [null], b: [null], c: [null], cap: [20], least: [2] },
    relations: [
      { type: "equal", left: ["a"], right: ["b"] },
      { type: "equal", left: ["a", "b"], right: ["c"] },
      { left: ["c"], right: ["cap"] },
    ],
  });
  const time = clock();
  const show = async (seconds: number, isSlow: boolean) => {
    const { suppressed, isUnfinished } = await publish(release, {
      assumption: "none",
      deadline: time.deadline(seconds),
      // Once bounds are there, the clock jumps: counting comes too late.
      onProgress: (step, done) =>
        isSlow && done === 0 && step === "none, values that can be taken" && time.pass(seconds),
    });
    return [isUnfinished, ...suppressed.map(({ shown }) => brief(shown))];
  };
  assert.deepEqual(await show(10, true), [true, "withheld", "withheld", "withheld"]);
  // Not tried again with the same time, but with more; and what is finished stays, however little time there is.
  assert.deepEqual(await show(10, false), [true, "withheld", "withheld", "withheld"]);
  const whole = [false, [0, 10], [0, 10], [0, 20]];
  assert.deepEqual(await show(20, false), whole);
  assert.deepEqual(await show(0, false), whole);
});
