/**
 * Nothing that is shown depends on a withheld range.
 *
 * Digits cannot be searched for: small numbers stand everywhere for good reasons. So the letter is compared with a letter
 * in which one published count differs by one, from which the withheld range follows and is another, still too narrow. Every
 * surface that does not print that count itself must be the same to the byte: text, drawing, coordinates, alternative text.
 * What this cannot see: a surface that leaks and also prints the changed count. Those are the tables and figures of
 * applications received, and the acceptance share, which rest on published counts alone.
 */
import assert from "node:assert/strict";
import { protectRelease } from "../../src/guard/protect.ts";
import { FeasibleSet } from "../../src/bounds/feasible_set.ts";
import { DISPLAY, type Showable } from "../../src/figures/table.ts";
import {
  countsFigure,
  countsTable,
  crossesFigure,
  derivedFigure,
  lengthsFigure,
  loadRelease,
  notSmallTable,
  openView,
  rangesFigure,
  type Release,
  releaseFolder,
  sumsTable,
  type View,
  withheldTable,
} from "../../src/mod.ts";
import { auditJson } from "../../src/cli/audit_json.ts";

const letter = await loadRelease(releaseFolder("28731"));

/** The letter with one more application received where an outcome's range is withheld. */
const other: Release = {
  ...letter,
  tables: letter.tables.map((table) => ({
    ...table,
    cells: table.cells.map((cell) =>
      table.name === "received" && cell.keys.component === "AI" && cell.keys.period === "2022"
        ? { ...cell, value: cell.value! + 1 }
        : cell
    ),
  })),
};

/** Everything shown that does not print the changed count. */
function surfaces(view: View): [string, Showable][] {
  return [
    ["refused table", countsTable(view, "refused")],
    ["accepted table", countsTable(view, "accepted")],
    ["refused figure", countsFigure(view, "refused")],
    ["accepted figure", countsFigure(view, "accepted")],
    ["ranges", rangesFigure(view)],
    ["undecided", derivedFigure(view, "undecided")],
    ["crosses", crossesFigure(view)],
    ["lengths", lengthsFigure(view)],
    ["withheld", withheldTable(view)],
    ["not small", notSmallTable(view)],
    ["sums of the second table", rowOf(sumsTable(view, "period"), 1)],
  ];
}

function rowOf(table: ReturnType<typeof sumsTable>, index: number): Showable {
  return { [DISPLAY]: () => ({ row: table.model.rows[index] }) };
}

/** The names of the surfaces that tell the two letters apart. */
async function differing(
  shownOf: (view: View) => [string, Showable][] | Promise<[string, Showable][]>,
  options: { readonly locale: "en" | "fr"; readonly assumption: string },
): Promise<string[]> {
  const [one, two] = await Promise.all(
    [letter, other].map(async (release) =>
      (await shownOf(await openView(release, options))).map(([name, shown]) =>
        [name, JSON.stringify(shown[DISPLAY]())] as const
      )
    ),
  );
  return one!.filter(([, text], index) => text !== two![index]![1]).map(([name]) => name);
}

for (const locale of ["en", "fr"] as const) {
  for (const assumption of ["none", "cohort", "cumulative"]) {
    Deno.test(`no surface in ${locale} under ${assumption} depends on a withheld range`, async () => {
      assert.deepEqual(await differing(surfaces, { locale, assumption }), []);
    });
  }
}

Deno.test("no cell of the audit depends on a withheld range", async () => {
  for (const assumption of ["cohort", "cumulative"]) {
    const [one, two] = await Promise.all([letter, other].map(async (release) => {
      const { publication } = await openView(release, { locale: "en", assumption });
      return JSON.stringify(
        auditJson(release, await protectRelease(release, { assumption: publication.assumption }))
          .cells,
      );
    }));
    assert.ok(one === two, assumption);
  }
});

Deno.test("the two letters do differ in a withheld range, and the comparison finds a planted leak", async () => {
  const leak = async (
    { release, assumption, publication }: View,
  ): Promise<[string, Showable][]> => {
    const set = await FeasibleSet.of(release, assumption.name);
    const withheld = publication.suppressed.filter(({ shown }) => shown.kind === "withheld");
    const text = JSON.stringify(withheld.map(({ cell }) => set.interval(cell)));
    return [["planted", { [DISPLAY]: () => ({ text }) }]];
  };
  assert.deepEqual(await differing(leak, { locale: "en", assumption: "cohort" }), ["planted"]);
});
