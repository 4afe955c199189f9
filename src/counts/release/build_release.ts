/** A checked descriptor and its cells to a release: what was left out and depends on other parts gets its default here. */
import { both, type Descriptor } from "./descriptor_schema.ts";
import { tableLayout } from "./layout.ts";
import {
  type Assumption,
  byType,
  type Cell,
  type Derived,
  type FileChecksum,
  type Relation,
  type Release,
  type Table,
} from "./model.ts";

/** The assumption that every release has, declared or not: whole numbers >= 0, and nothing else. */
export const NONE = "none";
const NO_ASSUMPTION: Assumption = {
  name: NONE,
  label: { en: "no assumption", fr: "aucune hypothèse" },
  description: {
    en: "Counts are whole numbers, zero or more. Nothing else is assumed.",
    fr: "Les nombres sont entiers, nuls ou positifs. Rien d’autre n’est supposé.",
  },
};

/** The names of the assumptions, the standard one first where it is not declared. */
export function assumptionNames({ assumptions }: Descriptor): string[] {
  const names = assumptions.map(({ name }) => name);
  return names.includes(NONE) ? names : [NONE, ...names];
}

/** Puts a release together. `cells` holds the cells of each resource, in their order. */
export function buildRelease(
  descriptor: Descriptor,
  cells: readonly (readonly Cell[])[],
  files: readonly FileChecksum[],
): Release {
  const { title, labels, resources, ...rest } = descriptor;
  const assumptions = assumptionNames(descriptor);
  return {
    ...rest,
    title: labels ?? both(title ?? rest.name),
    tables: resources.map((resource, i) => buildTable(resource, descriptor, cells[i]!)),
    assumptions: assumptions.map((name) => buildAssumption(name, descriptor)),
    defaultAssumption: rest.defaultAssumption ?? assumptions[0]!,
    relations: rest.relations.map((relation) => buildRelation(relation, descriptor)),
    derived: rest.derived.map(({ shortLabels, ...derived }): Derived => ({
      ...derived,
      shortLabel: shortLabels ?? derived.label,
      assumptions: derived.assumptions ?? assumptions,
    })),
    files,
  };
}

function buildTable(
  resource: Descriptor["resources"][number],
  descriptor: Descriptor,
  cells: readonly Cell[],
): Table {
  const { schema, bytes: _, hash: __, ...rest } = resource;
  const { rowDimensions, columnDimension } = tableLayout(resource, descriptor);
  return {
    ...rest,
    rowDimensions: rowDimensions.map(({ name }) => name),
    columnDimension: columnDimension.name,
    marks: schema.missingValues,
    cells,
  };
}

function buildAssumption(name: string, { assumptions }: Descriptor): Assumption {
  const declared = assumptions.find((assumption) => assumption.name === name);
  const standard = name === NONE ? NO_ASSUMPTION : undefined;
  const label = declared?.labels ?? standard?.label ?? both(name);
  return { name, label, description: declared?.description ?? standard?.description ?? label };
}

function buildRelation(
  relation: Descriptor["relations"][number],
  descriptor: Descriptor,
): Relation {
  return byType<typeof relation, Relation>({
    sum(sum) {
      const { categories } = descriptor.dimensions.find(({ name }) => name === sum.dimension)!;
      const isPart = ({ isTotal }: { isTotal: boolean }) => !isTotal;
      return {
        ...sum,
        assumptions: sum.assumptions ?? assumptionNames(descriptor),
        tables: sum.tables ?? descriptor.resources.map(({ name }) => name),
        total: sum.total ?? categories.find(({ isTotal }) => isTotal)!.name,
        parts: sum.parts ?? categories.filter(isPart).map(({ name }) => name),
      };
    },
    atMost: (comparison) => comparison,
    equal: (comparison) => comparison,
  }, relation);
}
