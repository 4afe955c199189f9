/** Random releases of many kinds, each small enough to try every value, whatever the size of its counts. */
import type {
  Cell,
  Mark,
  Relation,
  RelationKinds,
  RelationType,
  Release,
  Rounding,
  TableKeys,
} from "../../../src/counts/release/model.ts";
import { forAll } from "../../../src/text/language.ts";

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

interface Sum {
  readonly dimension: string;
  readonly total: string;
  readonly parts: readonly string[];
}

interface Kind {
  /** Categories by dimension. */
  readonly dimensions: Readonly<Record<string, readonly string[]>>;
  readonly sums?: readonly Sum[];
  readonly tables?: number;
  /** What each table is about; all count the same then. */
  readonly keys?: readonly TableKeys[];
  readonly between?: keyof typeof TIES;
  readonly roundedTo?: Rounding;
  /** Added to every inner count. */
  readonly base?: number;
  readonly hidden?: "one" | "all" | "none";
  /** Whether each hidden count has limits of its own. */
  readonly limits?: boolean;
  readonly isSpoilt?: boolean;
  readonly hasGapsInTable?: boolean;
}

type Compared = Exclude<RelationType, "sum">;
type Tie = Pick<RelationKinds[Compared], "type" | "left" | "right" | "cumulativeOver">;

/** How tables are tied together: the first counts as much as the others together, or more. */
export const TIES = {
  atMost: (right, left) => ({ type: "atMost", left, right }),
  equal: (right, left) => ({ type: "equal", left, right }),
  cumulative: (right, left, cumulativeOver) => ({ type: "atMost", left, right, cumulativeOver }),
} satisfies Readonly<
  Record<
    Compared | "cumulative",
    (first: readonly string[], others: readonly string[], dimension: string) => Tie
  >
>;

const row = { total: "T", parts: ["a", "b"] };
const two = { r: ["a", "b", "T"], c: ["a", "b", "T"] };
const twoSums = [{ dimension: "r", ...row }, { dimension: "c", ...row }];
const line = { r: ["a", "b", "c", "T"] };
const lineSum = [{ dimension: "r", total: "T", parts: ["a", "b", "c"] }];

export const KINDS: Readonly<Record<string, Kind>> = {
  "two ways": { dimensions: two, sums: twoSums },
  "three ways": {
    dimensions: { ...two, l: ["a", "b", "T"] },
    sums: [...twoSums, { dimension: "l", ...row }],
  },
  "hierarchy": {
    dimensions: { r: ["a", "b", "S", "c", "T"] },
    sums: [{ dimension: "r", total: "S", parts: ["a", "b"] }, {
      dimension: "r",
      total: "T",
      parts: ["S", "c"],
    }],
  },
  "overlapping subtotals": {
    dimensions: { r: ["a", "b", "c", "AB", "BC", "T"] },
    sums: [
      { dimension: "r", total: "AB", parts: ["a", "b"] },
      { dimension: "r", total: "BC", parts: ["b", "c"] },
      { dimension: "r", total: "T", parts: ["a", "b", "c"] },
    ],
  },
  "tables of different dimensions": {
    dimensions: { ...two, l: ["a", "b", "T"] },
    sums: [...twoSums, { dimension: "l", ...row }],
    ...{ tables: 2, between: "equal", keys: [{ l: "T" }, { c: "T" }] },
  },
  "two hierarchies": {
    dimensions: { r: ["a", "b", "c", "AB", "BC", "T"] },
    sums: [
      { dimension: "r", total: "AB", parts: ["a", "b"] },
      { dimension: "r", total: "BC", parts: ["b", "c"] },
      { dimension: "r", total: "T", parts: ["AB", "c"] },
      { dimension: "r", total: "T", parts: ["a", "BC"] },
    ],
    ...{ tables: 2, between: "equal" },
    keys: [{ r: ["a", "b", "c", "AB", "T"] }, { r: ["a", "b", "c", "BC", "T"] }],
  },
  "at most": { dimensions: { r: ["a", "b"] }, tables: 3, between: "atMost" },
  "cumulative": { dimensions: { r: ["a", "b", "c"] }, tables: 2, between: "cumulative" },
  "equality": { dimensions: { r: ["a", "b"] }, tables: 3, between: "equal" },
  "sums within sums": { dimensions: line, sums: lineSum, tables: 2, between: "atMost" },
  "limits both ways": { dimensions: two, sums: twoSums, limits: true },
  "rounded to the nearest": {
    dimensions: line,
    sums: lineSum,
    roundedTo: { base: 3, method: "nearest" },
  },
  "rounded at random": {
    dimensions: { r: ["a", "b", "T"] },
    sums: [{ dimension: "r", ...row }],
    roundedTo: { base: 3, method: "random" },
  },
  "contradictory": { dimensions: two, sums: twoSums, isSpoilt: true },
  "one cell": { dimensions: line, sums: lineSum, hidden: "one" },
  "all cells": {
    dimensions: { r: ["a", "b", "T"] },
    sums: [{ dimension: "r", ...row }],
    hidden: "all",
  },
  "no cell": { dimensions: two, sums: twoSums, hidden: "none" },
  "not applicable": { dimensions: line, sums: lineSum, hasGapsInTable: true },
  "large counts": { dimensions: two, sums: twoSums, base: 1e15, limits: true },
  "large linked sums": {
    dimensions: line,
    sums: lineSum,
    tables: 2,
    between: "atMost",
    base: 9e14,
    limits: true,
  },
  "large overlapping subtotals": {
    dimensions: { r: ["a", "b", "c", "AB", "BC", "T"] },
    sums: [
      { dimension: "r", total: "AB", parts: ["a", "b"] },
      { dimension: "r", total: "BC", parts: ["b", "c"] },
      { dimension: "r", total: "T", parts: ["a", "b", "c"] },
    ],
    base: 1.5e15,
    limits: true,
  },
  "four ways": {
    dimensions: { ...two, l: ["a", "b", "T"], m: ["a", "b", "T"] },
    sums: [...twoSums, { dimension: "l", ...row }, { dimension: "m", ...row }],
  },
  "hierarchy of three levels": {
    dimensions: { r: ["a", "b", "S", "c", "U", "d", "T"] },
    sums: [
      { dimension: "r", total: "S", parts: ["a", "b"] },
      { dimension: "r", total: "U", parts: ["S", "c"] },
      { dimension: "r", total: "T", parts: ["U", "d"] },
    ],
  },
  "hierarchy beside totals of columns": {
    dimensions: { r: ["a", "b", "S", "c", "T"], c: ["a", "b", "T"] },
    sums: [
      { dimension: "r", total: "S", parts: ["a", "b"] },
      { dimension: "r", total: "T", parts: ["S", "c"] },
      { dimension: "c", ...row },
    ],
  },
  "equality of tables with totals": {
    dimensions: line,
    sums: lineSum,
    ...{ tables: 3, between: "equal" },
  },
  "cumulative with totals": {
    dimensions: { r: ["a", "b", "T"], c: ["a", "b"] },
    sums: [{ dimension: "r", ...row }],
    ...{ tables: 2, between: "cumulative" },
  },
  "cumulative over three tables": {
    dimensions: { r: ["a", "b", "c"] },
    ...{ tables: 3, between: "cumulative" },
  },
  "contradictory equality": {
    dimensions: { r: ["a", "b"] },
    ...{ tables: 3, between: "equal", isSpoilt: true },
  },
  "not applicable beside at most": {
    dimensions: { r: ["a", "b"] },
    ...{ tables: 3, between: "atMost", hasGapsInTable: true },
  },
  "rounded beside at most": {
    dimensions: { r: ["a", "b"] },
    ...{ tables: 2, between: "atMost", roundedTo: { base: 3, method: "nearest" } },
  },
};

/** The greatest count of a mark that says nothing else, so that trying every value ends. */
export const CAP = 6;
const MOST_HIDDEN = 5;

/** A release of a kind. Its one assumption holds every relation. */
export function randomRelease(kind: Kind, random: () => number): Release {
  const integer = (most: number) => Math.floor(random() * (most + 1));
  const names = Object.keys(kind.dimensions);
  const keysOf = names.reduce<Record<string, string>[]>(
    (all, name) =>
      all.flatMap((keys) => kind.dimensions[name]!.map((c) => ({ ...keys, [name]: c }))),
    [{}],
  );
  const tables = Array.from({ length: kind.tables ?? 1 }, (_, index) => `t${index}`);
  const counted = kind.keys ? tables.slice(0, 1) : tables;
  const truth = trueCounts(kind, names, keysOf, counted, integer);
  const places = tables.flatMap((table, index) =>
    keysOf.filter((keys) =>
      Object.entries(kind.keys?.[index] ?? {}).every(([name, some]) =>
        [some].flat().includes(keys[name]!)
      )
    ).map((keys) => ({ table, keys }))
  );
  const hidden = new Set<number>();
  const wanted = { one: 1, all: places.length, none: 0 }[kind.hidden!] ??
    1 + integer(MOST_HIDDEN - 1);
  while (hidden.size < Math.min(wanted, places.length)) hidden.add(integer(places.length - 1));
  const spoilt = kind.isSpoilt ? integer(places.length - 1) : -1;
  const marks: Record<string, Mark[]> = Object.fromEntries(tables.map((table) => [table, []]));
  const label = forAll("x");
  const cells = places.map(({ table, keys }, index): Cell => {
    const source = kind.keys ? tables[0] : table;
    const count = truth.get(`${source} ${Object.values(keys)}`)! + Number(index === spoilt);
    if (kind.hasGapsInTable && index === 0) {
      marks[table]!.push({ value: "..", label, kind: "notApplicable" });
      return { table, keys, value: null, status: "notApplicable", mark: ".." };
    }
    if (!hidden.has(index)) {
      const { base, method } = kind.roundedTo ?? { base: 1, method: "nearest" };
      const value = method === "nearest"
        ? Math.round(count / base) * base
        : (Math.floor(count / base) + integer(1)) * base;
      return { table, keys, value, status: "published" };
    }
    const mark = `x${index}`;
    const isLimited = kind.limits || count > CAP;
    marks[table]!.push({
      value: mark,
      label,
      kind: "suppressed",
      ...(isLimited
        ? { atLeast: Math.max(0, count - integer(3)), atMost: count + integer(3) }
        : { atMost: CAP }),
    });
    return { table, keys, value: null, status: "suppressed", mark };
  });
  return {
    name: "random",
    title: label,
    provenance: { publisher: label, reference: "1", documentDate: "2025-01-01" },
    dimensions: names.map((name) => ({
      name,
      label,
      caveats: [],
      categories: kind.dimensions[name]!.map((category) => ({
        name: category,
        label,
        shortLabel: label,
        isTotal:
          kind.sums?.some(({ dimension, total }) => dimension === name && total === category) ??
            false,
        isPartial: false,
      })),
    })),
    tables: tables.map((table, index) => ({
      name: table,
      path: `${table}.csv`,
      title: label,
      shortTitle: label,
      measure: label,
      rowDimensions: names.slice(0, -1),
      keys: kind.keys?.[index] ?? {},
      columnDimension: names.at(-1)!,
      marks: marks[table]!,
      ...(kind.roundedTo ? { roundedTo: kind.roundedTo } : {}),
      cells: cells.filter((cell) => cell.table === table),
    })),
    assumptions: [{ name: "none", label, description: label }],
    defaultAssumption: "none",
    relations: relationsOf(kind, names, tables),
    derived: [],
    caveats: [],
    review: [],
    files: [],
  };
}

function relationsOf(kind: Kind, names: readonly string[], tables: readonly string[]): Relation[] {
  const frame = { label: forAll(""), assumptions: ["none"] };
  const sums = (kind.sums ?? []).map((sum, index): Relation => ({
    ...frame,
    ...sum,
    name: `sum ${index}`,
    type: "sum",
    tables,
  }));
  if (kind.between === undefined) return sums;
  const tie: Tie = TIES[kind.between](tables.slice(0, 1), tables.slice(1), names.at(-1)!);
  return [...sums, { ...frame, name: "between", ...tie }];
}

/** Counts that satisfy every relation, by table and categories. */
function trueCounts(
  kind: Kind,
  names: readonly string[],
  keysOf: readonly Record<string, string>[],
  tables: readonly string[],
  integer: (most: number) => number,
): Map<string, number> {
  const truth = new Map<string, number>();
  const totals = new Set(kind.sums?.map(({ dimension, total }) => `${dimension} ${total}`));
  const isInner = (keys: Record<string, string>) =>
    names.every((name) => !totals.has(`${name} ${keys[name]}`));
  for (const [index, table] of [...tables.entries()].reverse()) {
    for (const keys of keysOf.filter(isInner)) {
      const place = Object.values(keys);
      const below = index > 0
        ? 0
        : tables.slice(1).reduce((sum, other) => sum + truth.get(`${other} ${place}`)!, 0);
      const isSum = index === 0 && kind.between === "equal" && kind.keys === undefined;
      const more = isSum ? 0 : integer(2);
      const base = isSum ? 0 : kind.base ?? 0;
      const isThere = !(kind.hasGapsInTable && keys === keysOf[0] && table === tables[0]);
      truth.set(`${table} ${place}`, isThere ? below + base + more : 0);
    }
  }
  // Sums in their order: a later one may take an earlier total as a part.
  for (const table of tables) {
    for (const { dimension, total, parts } of kind.sums ?? []) {
      for (const keys of keysOf.filter((keys) => keys[dimension] === total)) {
        const values = parts.map((part) =>
          truth.get(`${table} ${Object.values({ ...keys, [dimension]: part })}`)
        );
        if (values.includes(undefined)) continue;
        truth.set(`${table} ${Object.values(keys)}`, values.reduce((a, b) => a! + b!, 0)!);
      }
    }
  }
  return truth;
}
