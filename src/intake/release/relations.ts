/** Relations that a release may have, as far as its published counts do not contradict them. */
import { SAY } from "../words/intake.ts";
import type { Findings } from "../answers/findings.ts";
import type { Folded } from "./fold.ts";
import { type Named, roleOf } from "../table/titles.ts";
import type { Total } from "./totals.ts";

export interface DraftRelations {
  readonly assumptions: readonly unknown[];
  /** The one that the tables support. */
  readonly defaultAssumption: string;
  readonly relations: readonly unknown[];
}

const assumption = (name: "none" | "sums" | "cohort") => ({
  name,
  labels: SAY.assumptions[name],
  description: SAY.assumptions[`${name}Text`],
});

/** Totals that hold wherever they can be checked, and an assumption "cohort" where the tables' names suggest it. */
export function draftRelations(
  folded: Folded,
  tables: readonly Named[],
  totals: readonly Total[],
  rounded: number | undefined,
  findings: Findings,
): DraftRelations {
  const summed = totals.filter(({ parts }) => parts.length > 0);
  const isOpen = summed.some(({ checked }) => checked === 0);
  const names = tables.map(({ name }) => name);
  const cohort = rounded === undefined ? cohortOf(folded, names, findings) : undefined;
  const strong = [...isOpen ? ["sums" as const] : [], ...cohort ? ["cohort" as const] : []];
  const relations = summed.map(({ dimension, name, parts, checked }) => {
    const isAlone = summed.filter((one) => one.dimension === dimension).length === 1;
    return {
      name: isAlone ? `total-of-${dimension}` : `total-of-${dimension}-${name}`,
      type: "sum",
      dimension,
      total: name,
      parts,
      ...checked > 0 ? {} : { assumptions: strong },
      labels: SAY.sumLabel(name, dimension),
    };
  });
  return {
    assumptions: ["none" as const, ...strong].map(assumption),
    defaultAssumption: cohort?.checked ? "cohort" : "none",
    relations: [...relations, ...cohort ? [cohort.relation] : []],
  };
}

/** What the other tables count as part of what the first counts; undefined where no names suggest it, or counts contradict it. */
function cohortOf(folded: Folded, names: readonly string[], findings: Findings) {
  const roles = names.map(roleOf);
  const whole = roles.indexOf("received");
  const parts = [...roles.keys()].filter((at) => at !== whole && roles[at] !== undefined);
  if (whole < 0 || parts.length === 0 || whole !== roles.lastIndexOf("received")) return undefined;
  let [checked, broken] = [0, 0];
  const count = (table: number, key: string) => {
    const cell = folded.tables[table]!.cells.get(key)!;
    return "digits" in cell ? Number(cell.digits) : undefined;
  };
  for (const key of folded.tables[whole]!.cells.keys()) {
    const value = count(whole, key);
    if (value === undefined) continue;
    const counts = parts.map((part) => count(part, key));
    const sum = counts.reduce<number>((sum, one) => sum + (one ?? 0), 0);
    if (sum > value) broken++;
    else if (!counts.includes(undefined)) checked++;
  }
  const said = `${parts.map((at) => names[at]).join(" + ")} ≤ ${names[whole]}`;
  const { file } = folded.tables[0]!.source;
  findings.note(file, broken ? SAY.withinBroken(said, broken) : SAY.withinOffered(said, checked));
  if (broken > 0) return undefined;
  const relation = {
    name: "parts-within-whole",
    type: "atMost",
    assumptions: ["cohort"],
    left: parts.map((at) => names[at]),
    right: [names[whole]],
    labels: { en: said, fr: said },
  };
  return { relation, checked };
}
