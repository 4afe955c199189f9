/** Names in a descriptor: those that stand once, those that refer to another, those that are reserved, and what was likely meant. */
import { type FileProblem, nearest, quote } from "@crosses/text";
import type { Descriptor, Layout } from "./descriptor_schema.ts";
import type { JsonPath } from "./descriptor.ts";
import type { RelationType } from "./model.ts";

/** Reports a problem at a place of the descriptor. */
export type ReportAt = (
  path: JsonPath,
  problem: Pick<FileProblem, "found" | "wanted" | "hint">,
) => void;

/** Names that stand once in their list; `*` is any place in a list. */
const UNIQUE_IN_LAYOUT = {
  "dimensions.*.name": "dimension",
  "dimensions.*.categories.*.name": "category",
  "resources.*.schema.fields.*.name": "field",
  "resources.*.schema.missingValues.*.value": "mark",
};
const UNIQUE = {
  "caveats.*.id": "caveat",
  "assumptions.*.name": "assumption",
  "relations.*.name": "relation",
  "derived.*.name": "quantity",
};

/** Names of what stands elsewhere. */
type Referenced = "caveat" | "assumption" | "table" | "dimension";
const REFERENCES: Readonly<Record<string, Referenced>> = {
  "dimensions.*.caveats.*": "caveat",
  "dimensions.*.categories.*.inferredBy": "caveat",
  "defaultAssumption": "assumption",
  "derived.*.assumptions.*": "assumption",
  "derived.*.plus.*": "table",
  "derived.*.minus.*": "table",
  "derived.*.numerator.*": "table",
  "derived.*.denominator.*": "table",
};
const OF_COMPARISONS = {
  "assumptions.*": "assumption",
  "left.*": "table",
  "right.*": "table",
  "cumulativeOver": "dimension",
} as const;
/** The same below a relation, by its kind. */
const RELATION_REFERENCES: Readonly<Record<RelationType, Readonly<Record<string, Referenced>>>> = {
  sum: { "assumptions.*": "assumption", "tables.*": "table", "dimension": "dimension" },
  atMost: OF_COMPARISONS,
  equal: OF_COMPARISONS,
};

/** The assumption that every release has, declared or not: whole numbers >= 0, and nothing else. */
export const NONE = "none";

/** The names of the assumptions, the standard one first where it is not declared. */
export function assumptionNames({ assumptions }: Pick<Descriptor, "assumptions">): string[] {
  const names = namesOf(assumptions);
  return names.includes(NONE) ? names : [NONE, ...names];
}

/** Checks the names by which the CSVs are read. */
export function checkLayoutNames(layout: Layout, report: ReportAt): void {
  for (const [pattern, what] of Object.entries(UNIQUE_IN_LAYOUT)) {
    checkUnique(layout, pattern, what, report);
  }
}

/** Checks the other names, and what refers to any. */
export function checkNames(descriptor: Descriptor, report: ReportAt): void {
  for (const [pattern, what] of Object.entries(UNIQUE)) {
    checkUnique(descriptor, pattern, what, report);
  }
  const known: Readonly<Record<Referenced, readonly string[]>> = {
    caveat: descriptor.caveats.map(({ id }) => id),
    assumption: assumptionNames(descriptor),
    table: namesOf(descriptor.resources),
    dimension: namesOf(descriptor.dimensions),
  };
  for (const [pattern, what] of Object.entries(REFERENCES)) {
    checkReferences(placesOf(descriptor, pattern.split(".")), known[what], what, report);
  }
  for (const [i, relation] of descriptor.relations.entries()) {
    for (const [pattern, what] of Object.entries(RELATION_REFERENCES[relation.type])) {
      const places = placesOf(relation, pattern.split("."), ["relations", i]);
      checkReferences(places, known[what], what, report);
    }
  }
}

export function namesOf(items: readonly { readonly name: string }[]): string[] {
  return items.map(({ name }) => name);
}

interface Place {
  readonly at: JsonPath;
  readonly name: string;
}

/** Every name at the places of a pattern. */
function placesOf(value: unknown, [key, ...rest]: readonly string[], at: JsonPath = []): Place[] {
  if (value === undefined) return [];
  if (key === undefined) return [{ at, name: value as string }];
  if (key !== "*") return placesOf((value as Record<string, unknown>)[key], rest, [...at, key]);
  return (value as unknown[]).flatMap((item, i) => placesOf(item, rest, [...at, i]));
}

/** Reports each name that its list holds already. */
export function checkUnique(root: unknown, pattern: string, what: string, report: ReportAt): void {
  const seen = new Set<string>();
  for (const { at, name } of placesOf(root, pattern.split("."))) {
    const inList = JSON.stringify([at.slice(0, -2), name]);
    if (seen.has(inList)) {
      report(at, {
        found: `names a second ${what} ${quote(name)}`,
        wanted: `each ${what} has ${at.at(-1) === "id" ? "an id" : `a ${at.at(-1)}`} of its own`,
      });
    }
    seen.add(inList);
  }
}

/** Reports each name that is not among those it refers to, and each that its list holds already. */
export function checkReferences(
  places: readonly Place[],
  known: readonly string[],
  what: string,
  report: ReportAt,
): void {
  const seen = new Set<string>();
  for (const { at, name } of places) {
    const inList = JSON.stringify([at.slice(0, -1), name]);
    if (!known.includes(name)) {
      report(at, {
        found: `names the ${what} ${quote(name)}, which does not exist`,
        wanted: known.length > 0 ? `there is ${listed(known)}` : `no ${what} is declared`,
        hint: didYouMean(nearest(name, known)),
      });
    } else if (seen.has(inList)) {
      report(at, {
        found: `names the ${what} ${quote(name)} again`,
        wanted: "each stands once in the list",
      });
    }
    seen.add(inList);
  }
}

/** Up to eight quoted names. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 8).map(quote).join(", ");
  return names.length > 8 ? `${shown} and ${names.length - 8} more` : shown;
}

/** A hint at what was meant; none where nothing is near. */
export function didYouMean(near: string | undefined): string | undefined {
  return near && `did you mean ${quote(near)}?`;
}

/** The columns that the frames of a release have beside one for each dimension: a dimension of such a name would be there twice. */
export const RESERVED_COLUMNS: readonly string[] = [
  // cellFrame() and the cells of protect()
  ..."table tableLabel group periodStart periodEnd isPartial isTotal value status mark".split(" "),
  ..."lower upper range isOuter says".split(" "),
  // the quantities of protect()
  ..."quantity quantityLabel lowerAttained upperAttained".split(" "),
  // compareAssumptions(), explain(), lowerBounds()
  ..."assumption assumptionLabel end sentence relations published cells suppressed".split(" "),
];
