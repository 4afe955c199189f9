/** Descriptors that refer to what does not exist, or contradict themselves. */
import assert from "node:assert/strict";
import { type Edit, exact, testRefused } from "./descriptor_cases.ts";
import { edited, messagesOf } from "./folders.ts";

const table: Edit = (d) => d.resources.push({ name: "granted", path: "granted.csv" });
const periods = (...spans: [start?: string, end?: string, isTotal?: boolean][]): Edit => (d) => {
  d.dimensions[1].categories = spans.map(([start, end, isTotal], i) => ({
    name: String(2023 + i),
    start,
    end,
    isTotal,
  }));
};
const relation = (more: object): Edit => (d) => {
  table(d);
  d.dimensions[1].categories[1].isTotal = true;
  const atMost = { type: "atMost", assumptions: ["none"], left: ["granted"], right: ["received"] };
  const sum = { type: "sum", dimension: "year" };
  d.relations = [{ name: "r", ...("dimension" in more ? sum : atMost), ...more }];
};

testRefused([
  ["with a caveat that does not exist", (d) => d.dimensions[0].caveats = ["order"], [
    exact('names the caveat "order", which does not exist; no caveat is declared'),
  ]],
  ["with an inference without its caveat", (d) => {
    d.caveats = [{ id: "order", title: "Order", text: "Inferred." }];
    d.dimensions[0].categories[0].inferredBy = "ordre";
  }, [
    exact(
      'names the caveat "ordre", which does not exist; there is "order" (did you mean "order"?)',
    ),
  ]],
  ["with two caveats of one id", (d) => {
    d.caveats = [{ id: "a", title: "A", text: "A." }, { id: "a", title: "B", text: "B." }];
  }, [
    exact('names a second caveat "a"; each caveat has an id of its own'),
  ]],
  ["with a default assumption that does not exist", (d) => d.defaultAssumption = "cohort", [
    exact('names the assumption "cohort", which does not exist; there is "none"'),
  ]],
  ["with two assumptions of one name", (d) => d.assumptions = [{ name: "a" }, { name: "a" }], [
    exact('names a second assumption "a"; each assumption has a name of its own'),
  ]],
  [
    "with the weakest assumption last",
    (d) => d.assumptions = [{ name: "cohort" }, { name: "none" }],
    [
      exact(
        'names the assumption "none" after others; the assumption that assumes nothing stands first',
      ),
    ],
  ],
  ["with a period without an end", periods(["2023-01-01"], ["2024-01-01", "2024-12-31"]), [
    exact(
      'holds an object as "dimensions[1].categories[0]"; it is a period with both "start" and "end", or neither',
    ),
  ]],
  ["with a period without dates", periods(["2023-01-01", "2023-12-31"], []), [
    exact(
      'gives the period "2024" no "start" and no "end"; each period but a total has both, ' +
        'as in "start": "2023-01-01"',
    ),
  ]],
  [
    "with a period whose start is no date",
    periods(["soon", "2023-12-31"], ["2024-01-01", "2024-12-31"]),
    [exact('holds "soon" as "dimensions[1].categories[0].start"; it is a date such as 2025-01-31')],
  ],
  [
    "with a period that ends before it starts",
    periods(["2023-12-31", "2023-01-01"], ["2024-01-01", "2024-12-31"]),
    [
      exact(
        'holds "2023-01-01" as "dimensions[1].categories[0].end"; it is a day no earlier than "start"',
      ),
    ],
  ],
  [
    "with periods that share a day",
    periods(["2023-01-01", "2024-01-01"], ["2024-01-01", "2024-12-31"]),
    [
      exact(
        'starts the period "2024" on 2024-01-01, though "2023" ends on 2024-01-01; periods do not overlap',
      ),
    ],
  ],
  ["with two dimensions of periods", (d) => {
    periods(["2023-01-01", "2023-12-31"], ["2024-01-01", "2024-12-31"])(d);
    d.dimensions[0].categories.forEach((category: object, i: number) =>
      Object.assign(category, { start: `2023-0${i + 1}-01`, end: `2023-0${i + 1}-02` })
    );
  }, [
    exact('gives "year" periods, as "kind" has already; one dimension of a release has periods'),
  ]],
  ["with a relation of no known type", relation({ type: "same" }), [
    exact('holds "same" as "relations[0].type"; it is "sum", "atMost" or "equal"'),
  ]],
  ["with a relation that is no object", (d) => d.relations = [7], [
    exact('holds 7 as "relations[0]"; it is an object: {…}'),
  ]],
  ["with a relation without assumptions", relation({ assumptions: [] }), [
    exact(
      'holds an empty list as "relations[0].assumptions"; it is a list of at least one assumption',
    ),
  ]],
  ["with a relation of an unknown table", relation({ left: ["grantd"] }), [
    exact(
      'names the table "grantd", which does not exist; there is "received", "granted" (did you mean "granted"?)',
    ),
  ]],
  ["with a relation of an unknown assumption", relation({ assumptions: ["cohort"] }), [
    exact('names the assumption "cohort", which does not exist; there is "none"'),
  ]],
  ["with a relation that names a table twice", relation({ left: ["granted", "granted"] }), [
    exact('names the table "granted" again; each stands once in the list'),
  ]],
  ["with a relation that has a table on both sides", relation({ left: ["received"] }), [
    exact('has the table "received" on both sides; a relation compares different tables'),
  ]],
  ["with a sum up to an unknown dimension", relation({ cumulativeOver: "month" }), [
    exact('names the dimension "month", which does not exist; there is "kind", "year"'),
  ]],
  ["with a sum up to periods that go back in time", (d) => {
    relation({ cumulativeOver: "year" })(d);
    periods(["2024-01-01", "2024-12-31"], ["2023-01-01", "2023-12-31"])(d);
  }, [exact(
    'sums up over "year", whose periods go back in time; its categories stand from the earliest to the latest',
  )]],
  ["with a total over an unknown dimension", relation({ dimension: "month" }), [
    exact('names the dimension "month", which does not exist; there is "kind", "year"'),
  ]],
  ["with a total that is not clear", relation({ dimension: "kind" }), [
    exact(
      'names no total for the dimension "kind"; it is clear only where one category has "isTotal": true, and 0 have',
    ),
  ]],
  ["with a total that does not exist", relation({ dimension: "year", total: "all" }), [
    exact('names the category "all", which does not exist; there is "2023", "2024"'),
  ]],
  ["with a total that is not marked as one", relation({ dimension: "year", total: "2023" }), [
    exact(
      'names the total "2023"; a total is a category with "isTotal": true, so that nobody adds it in again',
    ),
  ]],
  ["with a total among its parts", relation({ dimension: "year", parts: ["2023", "2024"] }), [
    exact('counts the total "2024" among its parts; a total is the sum of other categories'),
  ]],
  ["with an unknown part", relation({ dimension: "year", parts: ["2022"] }), [
    exact('names the category "2022", which does not exist; there is "2023", "2024"'),
  ]],
  ["with a quantity of no known type", (d) => d.derived = [{ name: "q", type: "median" }], [
    exact('holds "median" as "derived[0].type"; it is "difference" or "share"'),
  ]],
  ["with a quantity of an unknown table", (d) => {
    d.derived = [{ name: "q", type: "share", numerator: ["granted"], denominator: ["received"] }];
  }, [exact('names the table "granted", which does not exist; there is "received"')]],
  ["with a width for an unknown category", (d) => {
    d.resources[0].requiredWidths = [{ keys: { year: "2022", month: "May" }, width: 10 }];
  }, [
    exact('names the category "2022", which does not exist; there is "2023", "2024"'),
    exact('names the dimension "month", which does not exist; there is "kind", "year"'),
  ]],
  ["with two relations of one name", (d) => {
    relation({})(d);
    d.relations.push(d.relations[0]);
  }, [exact('names a second relation "r"; each relation has a name of its own')]],
]);

Deno.test("loadRelease() names a period's overlap in whatever order they stand", async () => {
  const files = edited(periods(["2024-01-01", "2024-12-31"], ["2023-01-01", "2024-02-01"]));
  assert.deepEqual(await messagesOf(files).then(({ length }) => length), 1);
});
