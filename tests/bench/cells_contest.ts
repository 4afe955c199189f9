/** Anyone's notebooks: many short cells beside nbconvert, and how the time grows with cells, outputs and rows. */
import { join } from "node:path";
import { PROJECT_FOLDER } from "../../src/project/places.ts";
import type { Claim, Contest, Contestant } from "./contest.ts";
import { runProcess } from "./process.ts";
import { nbconvert } from "./report_contest.ts";

const code = (source: string, outputs: readonly unknown[] = []) => ({
  cell_type: "code",
  metadata: {},
  execution_count: null,
  source,
  outputs,
});
const html = (markup: string) => ({
  output_type: "display_data",
  data: { "text/html": markup },
  metadata: {},
});

/** What grows, in the unit of its name: the cells of a notebook of so many. */
const KINDS: Readonly<Record<string, (count: number) => readonly unknown[]>> = {
  "one-line cells": (count) => Array.from({ length: count }, (_, at) => code(`${at} + 1`)),
  "saved outputs": (
    count,
  ) => [code("x", Array.from({ length: count }, (_, at) => html(`<p>${at}</p>`)))],
  "rows of a saved table": (count) => [
    code("x", [
      html(`<table>${"<tr><td>1</td><td>two</td><td>3.5</td></tr>".repeat(count)}</table>`),
    ]),
  ],
  "coloured rows of a saved table": (count) => [
    code("x", [
      html(
        `<table>${
          Array.from(
            { length: count },
            (_, at) =>
              `<tr>${`<td style="background: rgb(${at % 256}, 120, 90)">1</td>`.repeat(3)}</tr>`,
          ).join("")
        }</table>`,
      ),
    ]),
  ],
  "lines printed": (count) => [code(`for (let i = 0; i < ${count}; i++) console.log("line", i);`)],
};
/** How often a kind is given, and whether it is run. Eight times as much may take eight times as long. */
const GROWTH = [
  ["one-line cells", 100, 800, true],
  ["saved outputs", 2_000, 16_000, false],
  ["rows of a saved table", 1_000, 8_000, false],
  ["coloured rows of a saved table", 1_000, 8_000, false],
  ["lines printed", 12_500, 100_000, true],
] as const;
const CELLS = 400;

/** Makes the contest ready in a folder of its own. */
export async function cellsContest(folder: string, isQuick: boolean): Promise<Contest> {
  const ours = async (kind: string, count: number, isRun: boolean): Promise<Contestant> => {
    const path = join(folder, `${kind.replaceAll(" ", "-")}-${count}.ipynb`);
    const notebook = { nbformat: 4, nbformat_minor: 4, metadata: {}, cells: KINDS[kind]!(count) };
    await Deno.writeTextFile(path, JSON.stringify(notebook));
    const cli = join(PROJECT_FOLDER, "src", "notebooks", "cli.ts");
    return {
      name: `${count.toLocaleString("en")} ${kind}`,
      run: () =>
        runProcess([Deno.execPath(), "run", "-A", cli, path, ...(isRun ? [] : ["--no-execute"])]),
    };
  };
  const many = await ours("one-line cells", CELLS, true);
  const path = join(folder, `one-line-cells-${CELLS}.ipynb`);
  const other = {
    ...await nbconvert(folder, [path]),
    name: "nbconvert --to html --execute, the same cells",
  };
  const pairs = await Promise.all(
    GROWTH.map(async ([kind, few, most, isRun]) =>
      [await ours(kind, few, isRun), await ours(kind, most, isRun)] as const
    ),
  );
  return {
    title: "Anyone's notebooks",
    rounds: isQuick ? 1 : 3,
    contestants: [many, other, ...pairs.flat()],
    claims: [
      { of: many.name, against: other.name, quantity: "seconds", atMost: 0.7 },
      ...pairs.map(([few, most]): Claim => ({
        of: most.name,
        against: few.name,
        quantity: "seconds",
        atMost: 8,
      })),
    ],
  };
}
