/** Relations that a release may have, as far as its published counts do not contradict them. */
import { SAY } from "../locale/draft.ts";
import type { Findings } from "./findings.ts";
import type { Folded } from "./fold.ts";
import type { Total } from "./totals.ts";

export interface DraftRelations {
  readonly assumptions: readonly unknown[];
  /** The one that the tables support. */
  readonly defaultAssumption: string;
  readonly relations: readonly unknown[];
}

/** Words for what comes in, and for what becomes of it: what a table is called. */
export const ROLES: readonly (readonly [string, RegExp])[] = [
  ["refused", /refus|reject|rejet|denied|negative|abgelehnt|rechazad|avslag|afgewezen/i],
  [
    "accepted",
    /accept|approv|grant|admitted|positive|bewilligt|aprobad|innvilg|beviljad|ingewilligd/i,
  ],
  ["withdrawn", /withdrawn|retir[ée]e|zurückgezogen/i],
  [
    "received",
    /receiv|re[çc]u|submitted|d[ée]pos|applications?$|demandes?$|intake|eingegangen|recibid|inkom/i,
  ],
];

/** What a table is about, by its name and title; undefined where that says nothing, or two things. */
export function roleOf(name: string): string | undefined {
  const roles = ROLES.filter(([, words]) => words.test(name)).map(([role]) => role);
  return roles.length === 1 || roles[1] === "received" ? roles[0] : undefined;
}

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
  sums: {
    name: "sums",
    labels: { en: "sums", fr: "sommes" },
    description: {
      en:
        "What is called a total is the sum of its parts, also where no published count confirms it.",
      fr:
        "Ce qui est appelé total est la somme de ses parties, même là où aucun nombre publié ne le confirme.",
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
  folded: Folded,
  names: readonly string[],
  totals: readonly Total[],
  rounded: number | undefined,
  findings: Findings,
): DraftRelations {
  const summed = totals.filter(({ parts }) => parts.length > 0);
  const open = summed.some(({ checked }) => checked === 0);
  const cohort = rounded === undefined ? cohortOf(folded, names, findings) : undefined;
  const assumptions = [
    ASSUMPTIONS.none,
    ...open ? [ASSUMPTIONS.sums] : [],
    ...cohort ? [ASSUMPTIONS.cohort] : [],
  ];
  const strong = assumptions.slice(1).map(({ name }) => name);
  const relations = summed.map(({ dimension, name, parts, checked }) => ({
    name: summed.filter((one) => one.dimension === dimension).length === 1
      ? `total-of-${dimension}`
      : `total-of-${dimension}-${name}`,
    type: "sum",
    dimension,
    total: name,
    parts,
    ...checked > 0 ? {} : { assumptions: strong },
    labels: SAY.sumLabel(name, dimension),
  }));
  return {
    assumptions,
    defaultAssumption: cohort && cohort.checked > 0 ? "cohort" : "none",
    relations: [...relations, ...cohort ? [cohort.relation] : []],
  };
}

function cohortOf(folded: Folded, names: readonly string[], findings: Findings) {
  const whole = names.findIndex((name) => roleOf(name) === "received");
  const parts = names.flatMap((name, at) =>
    at !== whole && roleOf(name) && roleOf(name) !== "received" ? [at] : []
  );
  if (
    whole < 0 || parts.length === 0 ||
    names.filter((name) => roleOf(name) === "received").length > 1
  ) return undefined;
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
    else if (counts.every((one) => one !== undefined)) checked++;
  }
  const said = `${parts.map((at) => names[at]).join(" + ")} ≤ ${names[whole]}`;
  findings.note(
    folded.tables[0]!.source.file,
    broken > 0 ? SAY.withinBroken(said, broken) : SAY.withinOffered(said, checked),
  );
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
