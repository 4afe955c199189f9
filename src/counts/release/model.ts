/** What a release is once it has been read: the plain data that every later step takes. */
import type { LocalText } from "@crosses/text";
import type { CellStatus } from "../words/figures.ts";

export type { LocalText } from "@crosses/text";

/** One value of a dimension, e.g. a period or a component. */
export interface Category {
  /** As the CSV writes it. */
  readonly name: string;
  /** Full label for tables and prose. */
  readonly label: LocalText;
  /** For axes and column heads. */
  readonly shortLabel: LocalText;
  /** The words of the source document, where they differ from `name`. */
  readonly sourceLabel?: string;
  /** The caveat that says why this assignment is an inference, where it is one. */
  readonly inferredBy?: string;
  /** True for the category that sums up the others. */
  readonly isTotal: boolean;
  /** First day, ISO 8601; only in a dimension of periods. */
  readonly start?: string;
  /** Last day, ISO 8601, inclusive. */
  readonly end?: string;
  /** True where the period is shorter than its name says. */
  readonly isPartial: boolean;
}

/**
 * A way to break a count down. Categories stand in the order of the source.
 * @internal
 */
export interface Dimension {
  readonly name: string;
  readonly label: LocalText;
  /** Caveat ids that apply wherever this dimension is shown. */
  readonly caveats: readonly string[];
  readonly categories: readonly Category[];
}

/** A mark that stands for a missing count, e.g. `x`. */
export interface Mark {
  readonly value: string;
  readonly label: LocalText;
  readonly kind: MarkKind;
  /** The greatest count that the mark can stand for, where the source says so (`<5` gives 4). */
  readonly atMost?: number;
  /** The least, where the source says so ("not zero" gives 1). */
  readonly atLeast?: number;
}

/** A count that is hidden (`suppressed`; `unreliable`: for its quality), that nobody has, that does not exist, or that is 0. */
export type MarkKind = "suppressed" | "notAvailable" | "notApplicable" | "unreliable" | "zero";

/** Every published count is a multiple of `base`; the true one is within half a base (`nearest`), or closer than a base. */
export interface Rounding {
  readonly base: number;
  readonly method: "nearest" | "random";
}

const SLACK: Readonly<Record<Rounding["method"], (base: number) => number>> = {
  nearest: (base) => Math.floor(base / 2),
  random: (base) => base - 1,
};

/** How far from a published count the true one may lie; 0 where nothing is rounded. */
export function slackOf(rounding: Rounding | undefined): number {
  return rounding ? SLACK[rounding.method](rounding.base) : 0;
}

/** Category name by dimension name; every dimension of the release has one. */
export type CellKeys = Readonly<Record<string, string>>;

export type { CellStatus };

/** One count of one table. */
export interface Cell {
  readonly table: string;
  readonly keys: CellKeys;
  /** A whole number >= 0; null unless published. */
  readonly value: number | null;
  readonly status: CellStatus;
  /** The mark as the file writes it, where it writes one. */
  readonly mark?: string;
}

/** One category of a dimension, or some of them, by the dimension's name; one that is not named has them all. */
export type TableKeys = Readonly<Record<string, string | readonly string[]>>;

/**
 * One table of the release: every combination of its row dimensions × its column dimension, and of the categories in its keys.
 * @internal
 */
export interface Table {
  readonly name: string;
  readonly path: string;
  readonly title: LocalText;
  /** For axes and column heads (`shortLabels` in the descriptor; the title where it is left out). */
  readonly shortTitle: LocalText;
  /** What one unit of the count is, e.g. "applications received". */
  readonly measure: LocalText;
  readonly rowDimensions: readonly string[];
  readonly columnDimension: string;
  /** What it is about: the one category of a dimension that it has no column for, or those of one that it has not all of. */
  readonly keys: TableKeys;
  readonly marks: readonly Mark[];
  readonly roundedTo?: Rounding;
  /** What the office asks of its suppressed cells, by any of their categories: the least number of values. */
  readonly requiredWidths?: readonly { readonly keys: CellKeys; readonly width: number }[];
  /** Row by row, left to right, in the order of the categories, whatever the order in the file. */
  readonly cells: readonly Cell[];
}

/** A named set of assumptions under which something can be inferred. */
export interface Assumption {
  /** Unique in the release, e.g. "cohort". */
  readonly name: string;
  /** For prose and heads. */
  readonly label: LocalText;
  /** What it supposes, in a sentence. */
  readonly description: LocalText;
}

interface RelationBase<Type extends string> {
  readonly type: Type;
  readonly name: string;
  readonly label: LocalText;
  readonly assumptions: readonly string[];
}

/** In each table, over one dimension: the total category equals the sum of the others. */
export interface SumRelation extends RelationBase<"sum"> {
  readonly tables: readonly string[];
  readonly dimension: string;
  readonly total: string;
  readonly parts: readonly string[];
}

/** At each combination of keys, the sum of the `left` tables is compared with the sum of the `right` ones. */
export interface ComparisonRelation<Type extends string> extends RelationBase<Type> {
  readonly left: readonly string[];
  readonly right: readonly string[];
  /** Where given, both sides are summed from the first category of this dimension up to each one. */
  readonly cumulativeOver?: string;
}

/** Every kind of relation. One that is added here does not compile until every place that tells kinds apart serves it. */
export interface RelationKinds {
  readonly sum: SumRelation;
  /** The left side is no greater than the right one. */
  readonly atMost: ComparisonRelation<"atMost">;
  /** Both sides are the same. */
  readonly equal: ComparisonRelation<"equal">;
}

/** The name of a kind, as a descriptor has it under "type". */
export type RelationType = keyof RelationKinds;

/** @internal */
export type Relation = RelationKinds[RelationType];

/** Calls the handler of what a thing says to be under "type"; a table without one for each does not compile. */
export function byType<Given extends { readonly type: string }, Result>(
  handlers: {
    readonly [Type in Given["type"]]: (given: Extract<Given, { type: Type }>) => Result;
  },
  given: Given,
): Result {
  const handle = handlers[given.type as Given["type"]] as (given: Given) => Result;
  return handle(given);
}

interface DerivedBase {
  readonly name: string;
  readonly label: LocalText;
  readonly shortLabel: LocalText;
  /** The assumptions under which it means something. */
  readonly assumptions: readonly string[];
}

/** At each combination of keys: the sum of the `plus` tables less the sum of the `minus` ones. */
interface DerivedDifference extends DerivedBase {
  readonly type: "difference";
  readonly plus: readonly string[];
  readonly minus: readonly string[];
}

/** At each combination of keys: the sum of the `numerator` tables over the sum of the `denominator` ones. */
interface DerivedShare extends DerivedBase {
  readonly type: "share";
  readonly numerator: readonly string[];
  readonly denominator: readonly string[];
}

/**
 * A quantity worked out from several tables, cell by cell.
 * @internal
 */
export type Derived = DerivedDifference | DerivedShare;

/** The tables that count for a quantity, and those that count against it: below the line, in a share. */
export function tablesOf(
  derived:
    | Pick<DerivedDifference, "type" | "plus" | "minus">
    | Pick<DerivedShare, "type" | "numerator" | "denominator">,
): readonly [first: readonly string[], second: readonly string[]] {
  return byType<typeof derived, readonly [readonly string[], readonly string[]]>({
    difference: ({ plus, minus }) => [plus, minus],
    share: ({ numerator, denominator }) => [numerator, denominator],
  }, derived);
}

/**
 * A warning that travels with the data.
 * @internal
 */
interface Caveat {
  readonly id: string;
  readonly title: LocalText;
  readonly text: LocalText;
}

/**
 * Something in the descriptor that was inferred from the tables and that nobody has confirmed yet.
 * @internal
 */
export interface Review {
  /** Its number, as `new` and the page for review show it. */
  readonly path: string;
  /** What was taken to be so. */
  readonly inferred: LocalText;
}

/**
 * Where the numbers come from. Dates are ISO 8601.
 * @internal
 */
export interface Provenance {
  readonly publisher: LocalText;
  readonly reference: string;
  readonly documentDate: string;
  readonly dataAsOf?: string;
  readonly extractedOn?: string;
  readonly system?: LocalText;
  /** The document's text as kept in the folder. */
  readonly path?: string;
}

/**
 * A file of the folder as it was read.
 * @internal
 */
export interface FileChecksum {
  readonly path: string;
  readonly bytes: number;
  /** Lowercase hexadecimal. */
  readonly sha256: string;
}

/** One validated release folder. */
export interface Release {
  /** As the descriptor has it, e.g. "mifi-28731". */
  readonly name: string;
  /** What the release is about. */
  readonly title: LocalText;
  /** Where the numbers come from. */
  readonly provenance: Provenance;
  /** The ways in which its counts are broken down, in the order of the source. */
  readonly dimensions: readonly Dimension[];
  /** Its tables, in the order of the source. */
  readonly tables: readonly Table[];
  /** The first is the weakest (`none`). */
  readonly assumptions: readonly Assumption[];
  /** The name of the one that is meant where none is named. */
  readonly defaultAssumption: string;
  /** What is supposed of the counts, and under which assumptions. */
  readonly relations: readonly Relation[];
  /** The quantities that follow from the counts. */
  readonly derived: readonly Derived[];
  /** The warnings that travel with the data. */
  readonly caveats: readonly Caveat[];
  /** What is still to be reviewed; none where the release is no draft. */
  readonly review: readonly Review[];
  /** The files as they were read. */
  readonly files: readonly FileChecksum[];
}
