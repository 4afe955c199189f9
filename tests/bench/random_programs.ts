/** Tables with totals and crosses, drawn from a seed, as the programs that bound what the crosses hide. */
import type { IntegerProgram, LinearRow } from "../../src/counts/programs/program.ts";

/** A number in [0, 1) at each call, the same sequence at each run (Numerical Recipes' generator). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Drawn {
  readonly upper: null[];
  readonly rows: LinearRow[];
}

/** One table, `40x40` or `6x6x6`, its totals along each dimension published, a third of its cells crossed out. */
export function oneTable(shape: string): IntegerProgram {
  const drawn: Drawn = { upper: [], rows: [] };
  drawTable(drawn, shape.split("x").map(Number), 0.3, 100, seeded(7));
  return drawn;
}

/** Many small tables of two and three dimensions side by side, until so many cells are crossed out. */
export function smallTables(crosses: number): IntegerProgram {
  const random = seeded(42);
  const drawn: Drawn = { upper: [], rows: [] };
  while (drawn.upper.length < crosses) {
    const kind = random();
    if (kind < 0.6) drawTable(drawn, [4, 4], 0.4, 20, random);
    else if (kind < 0.9) drawTable(drawn, [2, 5], 0.5, 20, random);
    else drawTable(drawn, [2, 2, 3], 0.6, 12, random);
  }
  return drawn;
}

/** Adds a table with a total along each line of each dimension. */
function drawTable(
  drawn: Drawn,
  shape: readonly number[],
  share: number,
  greatest: number,
  random: () => number,
): void {
  const size = shape.reduce((product, length) => product * length, 1);
  const counts = Array.from({ length: size }, () => Math.floor(random() * greatest));
  const variables = new Map<number, number>();
  for (let cell = 0; cell < size; cell++) {
    if (random() >= share) continue;
    variables.set(cell, drawn.upper.length);
    drawn.upper.push(null);
  }
  for (const [axis, length] of shape.entries()) {
    const stride = shape.slice(axis + 1).reduce((product, length) => product * length, 1);
    const lineOf = (cell: number) => cell - (Math.floor(cell / stride) % length) * stride;
    for (const line of Map.groupBy(variables.keys(), lineOf).values()) {
      const total = BigInt(line.reduce((sum, cell) => sum + counts[cell]!, 0));
      drawn.rows.push({
        variables: line.map((cell) => variables.get(cell)!),
        coefficients: line.map(() => 1n),
        lower: total,
        upper: total,
      });
    }
  }
}
