/** Which categories a table has, which of them sum up others (also by a `.hrc` file of τ-ARGUS), and their combinations. */
import { inEachLanguage, type OnProblem, quote } from "@crosses/text";
import type { Cell, Dimension, Release, SumRelation, TableKeys } from "./model.ts";
import { didYouMean, listed, nearest } from "./names.ts";

/** A total, and the categories that add up to it. */
export type Sum = Pick<SumRelation, "total" | "parts">;

/** The relations that the sums of one dimension are. */
export function sumRelations(
  base: Omit<SumRelation, keyof Sum>,
  sums: readonly Sum[],
): SumRelation[] {
  return sums.map((sum) => {
    const label = inEachLanguage((language) => `${base.label[language]} · ${sum.total}`);
    return { ...base, ...sum, name: `${base.name}: ${sum.total}`, label };
  });
}

/** The dimension with the total of each sum as a total. */
export function withTotals(dimension: Dimension, sums: readonly Sum[]): Dimension {
  const totals = new Set(sums.map(({ total }) => total));
  return {
    ...dimension,
    categories: dimension.categories.map((category) =>
      totals.has(category.name) ? { ...category, isTotal: true } : category
    ),
  };
}

/** True where any of a cell's categories sums up others; one in which its whole table stands does not, there. */
export function isTotal(
  { dimensions, tables }: Pick<Release, "dimensions" | "tables">,
  cell: Cell,
): boolean {
  const { keys } = tables.find(({ name }) => name === cell.table)!;
  return dimensions.some(({ name, categories }) =>
    typeof keys[name] !== "string" &&
    categories.some((category) => category.isTotal && category.name === cell.keys[name])
  );
}

/** The categories of a dimension that a table with such keys has. */
export function categoriesIn<Named extends { readonly name: string }>(
  keys: TableKeys,
  { name, categories }: { readonly name: string; readonly categories: readonly Named[] },
): Named[] {
  // A dimension may be called like what every object has.
  const some = Object.hasOwn(keys, name) ? keys[name] : undefined;
  return categories.filter((category) =>
    some === undefined || [some].flat().includes(category.name)
  );
}

/** Every combination of an item of each list, the last list running fastest. */
export function combinations<Item>(lists: readonly (readonly Item[])[]): Item[][] {
  return lists.reduce<Item[][]>(
    (known, items) => known.flatMap((combination) => items.map((item) => [...combination, item])),
    [[]],
  );
}

/** What stands before a code once for each level, where nothing else is said. */
export const LEAD_STRING = "@";

/**
 * Reads a hierarchy: a code a line, deeper ones behind a lead string for each level. The total of all is not in the file.
 *
 * @param total what the codes without a lead string add up to
 * @param known what the codes may be
 * @returns a sum for the total and for each code that others stand below; incomplete where something was reported
 */
export function readHierarchy(
  text: string,
  total: string,
  known: readonly string[],
  report: OnProblem,
  lead = LEAD_STRING,
): Sum[] {
  const parts = new Map<string, string[]>([[total, []]]);
  const lines = new Map<string, number>();
  // The codes that the next line can stand below, the outermost first.
  let path = [total];
  for (const [i, content] of text.split(/\r\n|\n|\r/).entries()) {
    if (content.trim() === "") continue;
    const line = i + 1;
    // A lead string may be of spaces.
    let [level, rest] = [0, content.startsWith(lead) ? content : content.trimStart()];
    for (; lead !== "" && rest.startsWith(lead); level++) rest = rest.slice(lead.length);
    const code = rest.trim();
    const fault = faultOf(code, level, path.length, { total, known, lead, lines });
    if (fault) report({ line, ...fault });
    if (fault || level >= path.length) continue;
    lines.set(code, line);
    const parent = path[level]!;
    parts.set(parent, [...parts.get(parent) ?? [], code]);
    path = [...path.slice(0, level + 1), code];
  }
  if (lines.size === 0) {
    report({ found: "names no code", wanted: "a hierarchy has a code on each line" });
  }
  return [...parts].map(([total, parts]) => ({ total, parts }));
}

function faultOf(
  code: string,
  level: number,
  deepest: number,
  { total, known, lead, lines }: {
    readonly total: string;
    readonly known: readonly string[];
    readonly lead: string;
    readonly lines: ReadonlyMap<string, number>;
  },
) {
  if (code === "") {
    return {
      found: "has no code",
      wanted: `each line is a code, behind ${quote(lead)} once a level`,
    };
  }
  if (code === total) {
    return {
      found: `names the total ${quote(code)}`,
      wanted: `it is left out: what has no ${quote(lead)} before it is a part of it`,
    };
  }
  const earlier = lines.get(code);
  if (earlier !== undefined) {
    return {
      found: `names ${quote(code)} again, after line ${earlier}`,
      wanted: "each code stands once",
    };
  }
  if (!known.includes(code)) {
    return {
      found: `names ${quote(code)}`,
      wanted: `the categories are ${listed(known)}`,
      hint: didYouMean(nearest(code, known)) ??
        `what stands before a code at a deeper level is ${quote(lead)}`,
    };
  }
  if (level < deepest) return undefined;
  return {
    found: `stands at level ${level + 1}`,
    wanted: `it is one level deeper than the line before at most: level ${deepest}`,
  };
}
