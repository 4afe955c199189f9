/**
 * Whoever has every output, at every assumption, learns nothing of a withheld range: the letter and a twin of it, in which the
 * withheld ranges are others, are the same in everything that does not print the one published count that differs.
 */
import assert from "node:assert/strict";
import pl from "nodejs-polars";
import { compareAssumptions, protect } from "../../../src/counts/frames/protect.ts";
import { explain, thresholds } from "../../../src/counts/frames/reasons.ts";
import { auditJson } from "../../../src/audit/audit.ts";
import { auditText } from "../../../src/audit/text.ts";
import { protectAssumptions } from "../../../src/counts/guard/protect.ts";
import { loadRelease } from "../../../src/counts/release/load_release.ts";
import type { Release } from "../../../src/counts/release/model.ts";
import { LANGUAGES } from "../../../src/text/language.ts";

const letter = await loadRelease("28731");

/** The letter with more applications received where an outcome's range is withheld. */
const twinOf = (more: number): Release => ({
  ...letter,
  tables: letter.tables.map((table) => ({
    ...table,
    cells: table.cells.map((cell) =>
      table.name === "received" && cell.keys.component === "AI" && cell.keys.period === "2022"
        ? { ...cell, value: cell.value! + more }
        : cell
    ),
  })),
});

async function outputsOf(release: Release): Promise<string[]> {
  const outputs: string[] = [];
  const all = await protectAssumptions(release);
  const isSuppressed = pl.col("status").eq(pl.lit("suppressed"));
  for (const { name: assumption } of release.assumptions) {
    for (const locale of LANGUAGES) {
      const protection = await protect(release, { assumption, locale });
      const { cells, quantities, withheld } = protection;
      outputs.push(
        ...[cells.filter(isSuppressed), quantities.filter(isSuppressed), withheld]
          .map((frame) => frame.writeCSV().toString()),
        (await explain(protection)).writeCSV().toString(),
        thresholds(protection).writeCSV().toString(),
        (await compareAssumptions(release, { locale })).writeCSV().toString(),
      );
    }
    const guarded = all.find((one) => one.assumption === assumption)!;
    const { tables: _, ...json } = auditJson({ release, guarded });
    outputs.push(JSON.stringify(json));
    // The sums of the published counts print the changed one.
    outputs.push(
      auditText({ release, guarded, others: all.filter((one) => one !== guarded) }).replaceAll(
        /sum: at least [\d,]+/g,
        "sum",
      ),
    );
  }
  return outputs;
}

Deno.test("no output at any assumption depends on a withheld range", async () => {
  const [one, two, three] = await Promise.all([0, 1, 2].map((more) => outputsOf(twinOf(more))));
  // Not deepEqual: its message would print what differs.
  for (const [index, output] of one!.entries()) {
    assert.ok(output === two![index] && output === three![index], `output ${index} differs`);
  }
});

Deno.test("the comparison sees a planted leak", async () => {
  const [one, two] = await Promise.all([0, 5].map((more) => outputsOf(twinOf(more))));
  // Five more make the range wide enough to be shown.
  assert.ok(one!.some((output, index) => output !== two![index]));
});
