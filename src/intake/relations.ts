/** Relations that a release may have, as far as its published counts do not contradict them. */
import type { Review } from "../release/model.ts";
import type { FoldedDimension, FoldedTable, Total } from "./fold_rows.ts";
import { type DraftText, draftText } from "../locale/draft.ts";

export interface DraftRelations {
  readonly assumptions: readonly unknown[];
  readonly relations: readonly unknown[];
  readonly reviews: readonly Review[];
}

type Say = (text: DraftText) => string;

/** Words for what comes in, and for what becomes of it. */
const WHOLE =
  /receiv|re[çc]u|submitted|d[ée]pos|applications?$|demandes?$|intake|eingegangen|recibid/i;
const PART =
  /accept|approv|grant|admitted|positive|refus|reject|rejet|denied|negative|withdrawn|retir|closed|ferm|bewilligt|abgelehnt|aprobad|rechazad/i;

const ASSUMPTIONS = {
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

/** Totals that hold wherever they can be checked, and an assumption "cohort" where the tables' names suggest it. */
export function draftRelations(
  dimensions: readonly FoldedDimension[],
  tables: readonly FoldedTable[],
): DraftRelations {
  const grids = new Map(tables.map((table) => [table.name, gridOf(table)]));
  const reviews: Review[] = [];
  const relations: unknown[] = [];
  for (const [index, { name, totals }] of dimensions.entries()) {
    const path = `dimensions[${index}]`;
    const note = (path: string, say: Say) => reviews.push({ path, inferred: draftText(say) });
    // Two totals of the same parts cannot both be told from their labels.
    const isNested = new Set(totals.map(({ parts }) =>
      JSON.stringify(parts)
    )).size === totals.length;
    if (!isNested) {
      note(path, (text) => text.severalTotals(totals.length));
      continue;
    }
    for (const total of totals.filter(({ parts }) => parts.length > 0)) {
      const { checked, broken } = checkTotal(index, total, grids);
      if (broken > 0) {
        note(path, (text) => text.totalBroken(total.name, broken));
        continue;
      }
      note(`relations[${relations.length}]`, (text) => text.totalHolds(total.name, checked));
      relations.push({
        name: totals.length === 1 ? `total-of-${name}` : `total-of-${name}-${total.name}`,
        type: "sum",
        dimension: name,
        total: total.name,
        // Left out, they would be every category that is no total.
        parts: total.parts,
        labels: draftText((text) => text.sumLabel(total.name, name)),
      });
    }
  }

  const whole = tables.filter(({ name }) => WHOLE.test(name) && !PART.test(name));
  const parts = tables.filter(({ name }) => PART.test(name));
  if (whole.length !== 1 || parts.length === 0) {
    return { assumptions: [ASSUMPTIONS.none], relations, reviews };
  }
  const { checked, broken } = checkWithin(parts, whole[0]!, grids);
  const said = `${parts.map(({ name }) => name).join(" + ")} ≤ ${whole[0]!.name}`;
  if (broken > 0) {
    const inferred = draftText((text) => text.withinBroken(said, broken));
    reviews.push({ path: "assumptions", inferred });
    return { assumptions: [ASSUMPTIONS.none], relations, reviews };
  }
  const inferred = draftText((text) => text.withinOffered(said, checked));
  reviews.push({ path: "assumptions[1]", inferred });
  relations.push({
    name: "parts-within-whole",
    type: "atMost",
    assumptions: ["cohort"],
    left: parts.map(({ name }) => name),
    right: [whole[0]!.name],
    labels: { en: said, fr: said },
  });
  return { assumptions: [ASSUMPTIONS.none, ASSUMPTIONS.cohort], relations, reviews };
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
  { name, parts: names }: Total,
  grids: ReadonlyMap<string, Grid>,
): { checked: number; broken: number } {
  let [checked, broken] = [0, 0];
  for (const grid of grids.values()) {
    for (const { keys, value } of grid.values()) {
      if (keys[dimension] !== name || value === null) continue;
      const parts = names.map((part) =>
        grid.get(JSON.stringify(keys.with(dimension, part)))!.value
      );
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
