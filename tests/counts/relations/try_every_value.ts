/** An independent check of the engine, from the release alone: tries every value, in big integers. Shares no code with src. */
import type { Cell, RelationType, Release } from "../../../src/counts/release/model.ts";

interface Check {
  readonly cells: readonly (readonly [index: number, sign: bigint])[];
  readonly isEquality: boolean;
}

/** What every cell can be together: one big integer a cell, in the order of the release; null where nothing is possible. */
export function tryEveryValue(release: Release): bigint[][] {
  const cells = release.tables.flatMap((table) => table.cells);
  const domains = cells.map((cell) => domainOf(release, cell));
  const unknown = [...cells.keys()].filter((index) => domains[index]!.length > 1);
  const values = domains.map((domain) => domain[0]!);
  if (domains.some((domain) => domain.length === 0)) return [];
  // A whole that is not applicable has no size that its parts could exceed.
  const checks = checksOf(release, cells).filter((check) =>
    check.cells.every(([index, sign]) => sign > 0n || cells[index]!.status !== "notApplicable")
  );
  const due: Check[][] = [...unknown, -1].map(() => []);
  for (const check of checks) {
    const last = Math.max(-1, ...check.cells.map(([index]) => unknown.indexOf(index)));
    due[last + 1]!.push(check);
  }
  const passes = ({ cells, isEquality }: Check) => {
    const sum = cells.reduce((total, [index, sign]) => total + sign * values[index]!, 0n);
    return isEquality ? sum === 0n : sum <= 0n;
  };
  const found: bigint[][] = [];
  const assign = (depth: number): void => {
    if (!due[depth]!.every(passes)) return;
    if (depth === unknown.length) {
      found.push([...values]);
      return;
    }
    for (const value of domains[unknown[depth]!]!) {
      values[unknown[depth]!] = value;
      assign(depth + 1);
    }
  };
  assign(0);
  return found;
}

function domainOf(release: Release, cell: Cell): bigint[] {
  const table = release.tables.find(({ name }) => name === cell.table)!;
  if (cell.status === "notApplicable") return [0n];
  let [from, to] = [0n, 0n];
  if (cell.value === null) {
    const mark = table.marks.find(({ value }) => value === cell.mark)!;
    [from, to] = [BigInt(mark.atLeast ?? 0), BigInt(mark.atMost!)];
  } else {
    from = to = BigInt(cell.value);
    if (table.roundedTo) {
      const { base, method } = table.roundedTo;
      const slack = BigInt(method === "nearest" ? Math.floor(base / 2) : base - 1);
      [from, to] = [from > slack ? from - slack : 0n, to + slack];
    }
  }
  return Array.from({ length: Number(to - from) + 1 }, (_, step) => from + BigInt(step));
}

/** Of comparisons: whether both sides are the same, or the left one is at most the right one. */
const IS_EQUALITY: Readonly<Record<Exclude<RelationType, "sum">, boolean>> = {
  atMost: false,
  equal: true,
};

function checksOf(release: Release, cells: readonly Cell[]): Check[] {
  const at = (table: string, keys: Record<string, string>) =>
    cells.findIndex((cell) =>
      cell.table === table && Object.entries(keys).every(([name, key]) => cell.keys[name] === key)
    );
  const placesOf = (table: string) =>
    cells.filter((cell) => cell.table === table).map(({ keys }) => keys);
  return release.relations.flatMap((relation): Check[] => {
    if (relation.type === "sum") {
      const { dimension, total, parts, tables } = relation;
      return tables.flatMap((table) =>
        placesOf(table).filter((keys) => keys[dimension] === total).map((keys) => ({
          isEquality: true,
          cells: [
            [at(table, keys), -1n] as const,
            ...parts.map((part) => [at(table, { ...keys, [dimension]: part }), 1n] as const),
          ],
        }))
      );
    }
    const over = relation.cumulativeOver;
    const steps = release.dimensions.find(({ name }) => name === over)?.categories
      .filter(({ isTotal }) => !isTotal).map(({ name }) => name) ?? [];
    return placesOf(relation.left[0]!).map((keys) => {
      const until = over === undefined
        ? [keys]
        : steps.slice(0, steps.indexOf(keys[over]!) + 1).map((step) => ({ ...keys, [over]: step }));
      const side = (tables: readonly string[], sign: bigint) =>
        tables.flatMap((table) => until.map((keys) => [at(table, keys), sign] as const));
      return {
        isEquality: IS_EQUALITY[relation.type],
        cells: [...side(relation.left, 1n), ...side(relation.right, -1n)],
      };
    });
  })
    // Of a table that has not all of the cells, nothing is said.
    .filter(({ cells }) => cells.every(([index]) => index >= 0));
}
