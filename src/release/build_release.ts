/** A checked descriptor and its cells to a release: everything that was left out gets its default here. */
import { assumptionNames, NONE } from "./check_descriptor.ts";
import type { Descriptor } from "./descriptor_schema.ts";
import { tableLayout } from "./layout.ts";
import type {
  Assumption,
  Category,
  Cell,
  Derived,
  Dimension,
  FileChecksum,
  LocalText,
  Mark,
  MarkKind,
  Relation,
  Release,
  Table,
} from "./model.ts";

/** What a mark says where the descriptor gives it no label. */
const MARK_LABEL: Readonly<Record<MarkKind, LocalText>> = {
  suppressed: { en: "suppressed by the source", fr: "supprimé par la source" },
  notApplicable: { en: "not applicable", fr: "sans objet" },
  unreliable: { en: "too unreliable to be published", fr: "trop peu fiable pour être publié" },
  zero: { en: "zero", fr: "zéro" },
};

/** The assumption that a descriptor need not declare. */
const NO_ASSUMPTION: Assumption = {
  name: NONE,
  label: { en: "no assumption", fr: "aucune hypothèse" },
  description: {
    en: "Counts are whole numbers, zero or more. Nothing else is assumed.",
    fr: "Les nombres sont entiers, nuls ou positifs. Rien d’autre n’est supposé.",
  },
};

/** Puts a release together. `cells` holds the cells of each resource, in their order. */
export function buildRelease(
  descriptor: Descriptor,
  cells: readonly (readonly Cell[])[],
  files: readonly FileChecksum[],
): Release {
  return {
    name: descriptor.name,
    title: descriptor.labels ?? both(descriptor.title ?? descriptor.name),
    provenance: buildProvenance(descriptor),
    dimensions: descriptor.dimensions.map(buildDimension),
    tables: descriptor.resources.map((_, i) => buildTable(descriptor, i, cells[i]!)),
    assumptions: assumptionNames(descriptor).map((name) => buildAssumption(name, descriptor)),
    defaultAssumption: descriptor.defaultAssumption ?? assumptionNames(descriptor)[0]!,
    relations: descriptor.relations.map((relation) => buildRelation(relation, descriptor)),
    derived: descriptor.derived.map((derived) => buildDerived(derived, descriptor)),
    caveats: descriptor.caveats.map(({ id, title, text }) => ({
      id,
      title: languages(title),
      text: languages(text),
    })),
    review: descriptor.review.map(({ path, inferred }) => ({
      path,
      inferred: languages(inferred),
    })),
    files,
  };
}

function both(text: string): LocalText {
  return { en: text, fr: text };
}

/** Only the languages of a text, whatever else the descriptor holds beside them. */
function languages({ en, fr }: LocalText): LocalText {
  return { en, fr };
}

function buildProvenance({ provenance }: Descriptor): Release["provenance"] {
  const { publisher, reference, documentDate, dataAsOf, extractedOn, system, path } = provenance;
  return {
    publisher: languages(publisher),
    reference,
    documentDate,
    ...(dataAsOf === undefined ? {} : { dataAsOf }),
    ...(extractedOn === undefined ? {} : { extractedOn }),
    ...(system === undefined ? {} : { system: languages(system) }),
    ...(path === undefined ? {} : { path }),
  };
}

function buildDimension(dimension: Descriptor["dimensions"][number]): Dimension {
  const { name, labels, caveats, categories } = dimension;
  return {
    name,
    label: languages(labels ?? both(name)),
    caveats,
    categories: categories.map(buildCategory),
  };
}

function buildCategory(category: Descriptor["dimensions"][number]["categories"][number]): Category {
  const { name, labels, shortLabels, sourceLabel, inferredBy, start, end } = category;
  return {
    name,
    label: languages(labels ?? both(name)),
    shortLabel: languages(shortLabels ?? both(name)),
    ...(sourceLabel === undefined ? {} : { sourceLabel }),
    ...(inferredBy === undefined ? {} : { inferredBy }),
    isTotal: category.isTotal,
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
    isPartial: category.isPartial,
  };
}

function buildTable(descriptor: Descriptor, index: number, cells: readonly Cell[]): Table {
  const resource = descriptor.resources[index]!;
  const layout = tableLayout(resource, descriptor);
  const title = languages(resource.labels ?? both(resource.title ?? resource.name));
  return {
    name: resource.name,
    path: resource.path,
    title,
    shortTitle: languages(resource.shortLabels ?? title),
    measure: languages(resource.measure ?? title),
    rowDimensions: layout.rowDimensions.map(({ name }) => name),
    columnDimension: layout.columnDimension.name,
    marks: resource.schema.missingValues.map(buildMark),
    ...(resource.requiredWidths === undefined ? {} : { requiredWidths: resource.requiredWidths }),
    ...(resource.roundedTo === undefined ? {} : { roundedTo: resource.roundedTo }),
    cells,
  };
}

function buildMark(mark: Descriptor["resources"][number]["schema"]["missingValues"][number]): Mark {
  const { value, label, labels, kind, atMost, atLeast } = mark;
  return {
    value,
    label: languages(labels ?? (label === undefined ? MARK_LABEL[kind] : both(label))),
    kind,
    ...(atMost === undefined ? {} : { atMost }),
    ...(atLeast === undefined ? {} : { atLeast }),
  };
}

function buildAssumption(name: string, { assumptions }: Descriptor): Assumption {
  const declared = assumptions.find((assumption) => assumption.name === name);
  if (!declared) return NO_ASSUMPTION;
  const isStandard = name === NONE;
  const label = declared.labels ?? (isStandard ? NO_ASSUMPTION.label : both(name));
  const description = declared.description ??
    (isStandard ? NO_ASSUMPTION.description : label);
  return { name, label: languages(label), description: languages(description) };
}

function buildRelation(
  relation: Descriptor["relations"][number],
  descriptor: Descriptor,
): Relation {
  const { name } = relation;
  const label = languages(relation.labels ?? both(name));
  if (relation.type !== "sum") {
    const { type, assumptions, left, right, cumulativeOver } = relation;
    const common = { type, name, label, assumptions, left, right };
    return cumulativeOver === undefined ? common : { ...common, cumulativeOver };
  }
  const { type, dimension } = relation;
  const { categories } = descriptor.dimensions.find(({ name }) => name === dimension)!;
  const total = relation.total ?? categories.find(({ isTotal }) => isTotal)!.name;
  return {
    type,
    name,
    label,
    assumptions: relation.assumptions ?? assumptionNames(descriptor),
    tables: relation.tables ?? descriptor.resources.map(({ name }) => name),
    dimension,
    total,
    parts: relation.parts ??
      categories.filter(({ isTotal }) => !isTotal).map(({ name }) => name),
  };
}

function buildDerived(derived: Descriptor["derived"][number], descriptor: Descriptor): Derived {
  const label = languages(derived.labels ?? both(derived.name));
  const common = {
    name: derived.name,
    label,
    shortLabel: languages(derived.shortLabels ?? label),
    assumptions: derived.assumptions ?? assumptionNames(descriptor),
  };
  if (derived.type === "share") {
    const { type, numerator, denominator } = derived;
    return { ...common, type, numerator, denominator };
  }
  const { type, plus, minus } = derived;
  return { ...common, type, plus, minus };
}
