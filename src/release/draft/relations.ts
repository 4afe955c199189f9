/** Relations that a release may have, as far as its published counts do not contradict them. */
import type { Review } from "./draft.ts";
import type { FoldedDimension, FoldedTable } from "./fold_rows.ts";
import { isTotalLabel } from "./tokens.ts";

export interface DraftRelations {
  readonly readings: readonly unknown[];
  readonly relations: readonly unknown[];
  readonly reviews: readonly Review[];
}

/** Words for what comes in, and for what becomes of it. */
const WHOLE =
  /receiv|re[çc]u|submitted|d[ée]pos|applications?$|demandes?$|intake|eingegangen|recibid/i;
const PART =
  /accept|approv|grant|admitted|positive|refus|reject|rejet|denied|negative|withdrawn|retir|closed|ferm|bewilligt|abgelehnt|aprobad|rechazad/i;

const READINGS = {
  none: {
    name: "none",
    labels: { en: "no assumption", fr: "aucune hypothèse" },
    description: {
      en: "Counts are whole numbers, zero or more. Nothing else is assumed but what totals say.",
      fr:
        "Les nombres sont entiers, nuls ou positifs. Rien d’autre n’est supposé, hors ce que disent les totaux.",
    },
  },
  cohort: {
    name: "cohort",
    labels: { en: "cohort", fr: "cohorte" },
    description: {
      en:
        "What is counted in the other tables is part of what the first counts, in the same place and period.",
      fr:
        "Ce que comptent les autres tableaux fait partie de ce que compte le premier, au même endroit et dans la même période.",
    },
  },
};

/** Totals that hold wherever they can be checked, and a reading "cohort" where the tables' names suggest it. */
export function draftRelations(
  dimensions: readonly FoldedDimension[],
  tables: readonly FoldedTable[],
): DraftRelations {
  const grids = new Map(tables.map((table) => [table.name, gridOf(table)]));
  const reviews: Review[] = [];
  const relations: unknown[] = [];
  for (const [index, { name, categories }] of dimensions.entries()) {
    const totals = categories.filter(isTotalLabel);
    if (totals.length === 0 || totals.length === categories.length) continue;
    const path = `relations[${relations.length}]`;
    if (totals.length > 1) {
      reviews.push({
        path: `dimensions[${index}]`,
        inferred:
          `there are ${totals.length} totals, so no relation between them and the parts is assumed`,
      });
      continue;
    }
    const { checked, broken } = checkTotal(index, totals[0]!, categories, grids);
    if (broken > 0) {
      reviews.push({
        path: `dimensions[${index}]`,
        inferred: `"${
          totals[0]
        }" is not the sum of the others in ${broken} places, so no relation is assumed`,
      });
      continue;
    }
    relations.push({
      name: `total-of-${name}`,
      type: "sum",
      dimension: name,
      total: totals[0],
      labels: {
        en: `${totals[0]} = sum of the others (${name})`,
        fr: `${totals[0]} = somme des autres (${name})`,
      },
    });
    reviews.push({
      path,
      inferred: `"${
        totals[0]
      }" is the sum of the others in each table: it is in the ${checked} places where all are published`,
    });
  }

  const whole = tables.filter(({ name }) => WHOLE.test(name) && !PART.test(name));
  const parts = tables.filter(({ name }) => PART.test(name));
  if (whole.length !== 1 || parts.length === 0) {
    return { readings: [READINGS.none], relations, reviews };
  }
  const { checked, broken } = checkWithin(parts, whole[0]!, grids);
  const said = `${parts.map(({ name }) => name).join(" + ")} ≤ ${whole[0]!.name}`;
  if (broken > 0) {
    reviews.push({
      path: "readings",
      inferred: `“${said}” fails in ${broken} places, so no reading assumes it`,
    });
    return { readings: [READINGS.none], relations, reviews };
  }
  reviews.push({
    path: "readings[1]",
    inferred:
      `the names of the tables suggest “${said}”, which holds in the ${checked} places where all are published; ` +
      'only the reading "cohort" assumes it, and it is not the one shown first',
  });
  relations.push({
    name: "parts-within-whole",
    type: "atMost",
    readings: ["cohort"],
    left: parts.map(({ name }) => name),
    right: [whole[0]!.name],
    labels: { en: said, fr: said },
  });
  return { readings: [READINGS.none, READINGS.cohort], relations, reviews };
}

/** Counts by place; null where a mark stands. */
type Grid = ReadonlyMap<
  string,
  { readonly keys: readonly string[]; readonly value: number | null }
>;

function gridOf({ rows, columns }: FoldedTable): Grid {
  return new Map(rows.flatMap(({ labels, cells }) =>
    cells.map((cell, index) => {
      const keys = [...labels, columns[index]!];
      return [JSON.stringify(keys), { keys, value: /^\d+$/.test(cell) ? Number(cell) : null }];
    })
  ));
}

/** In how many places all numbers are published and agree, and in how many they cannot. */
function checkTotal(
  dimension: number,
  total: string,
  categories: readonly string[],
  grids: ReadonlyMap<string, Grid>,
): { checked: number; broken: number } {
  let [checked, broken] = [0, 0];
  for (const grid of grids.values()) {
    for (const { keys, value } of grid.values()) {
      if (keys[dimension] !== total || value === null) continue;
      const parts = categories.filter((category) => category !== total)
        .map((category) => grid.get(JSON.stringify(keys.with(dimension, category)))!.value);
      const sum = parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
      const isWhole = parts.every((part) => part !== null);
      if (isWhole ? sum !== value : sum > value) broken++;
      else if (isWhole) checked++;
    }
  }
  return { checked, broken };
}

function checkWithin(
  parts: readonly FoldedTable[],
  whole: FoldedTable,
  grids: ReadonlyMap<string, Grid>,
): { checked: number; broken: number } {
  let [checked, broken] = [0, 0];
  for (const [place, { value }] of grids.get(whole.name)!) {
    if (value === null) continue;
    const counts = parts.map(({ name }) => grids.get(name)!.get(place)!.value);
    const sum = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
    if (sum > value) broken++;
    else if (counts.every((count) => count !== null)) checked++;
  }
  return { checked, broken };
}
