/** What may be said of a release's suppressed counts, and the same as JSON. */
import {
  Deadline,
  type ExplainedEnd,
  explainInWords,
  explainRelease,
  keysLabel,
  LIMIT_SECONDS,
  protectAssumptions,
  type Protected,
  rangeWord,
} from "@crosses/counts/ranges";
import { type Cell, isTotal, type Release, type Table } from "@crosses/counts/release";

/** How a release is audited. */
export interface AuditOptions {
  /** One of the release's assumptions; without it, its default. */
  readonly assumption?: string;
  /** Seconds for everything; what is not proved by then is withheld, or its ends only enclose it. */
  readonly limit?: number;
  /** Hears how many of the independent parts of a step are done. */
  readonly onProgress?: (step: string, done: number, of: number) => void;
}

/** What may be said of a release. */
export interface Audit {
  readonly release: Release;
  /** What the guard lets be shown under the assumption that was asked for. */
  readonly guarded: Protected;
  /** The same under each other assumption of the release. */
  readonly others?: readonly Protected[];
  /** Why a suppressed cell's ends hold, in English: a sentence an end; cells whose ends need no reason are left out. */
  readonly reasons?: ReadonlyMap<Cell, readonly string[]>;
}

/**
 * Audits a release: the range of each suppressed cell that may be shown, and why it holds.
 *
 * @throws {RangeError} for an assumption that the release has not
 */
export async function auditRelease(release: Release, options: AuditOptions = {}): Promise<Audit> {
  const { assumption = release.defaultAssumption, limit = LIMIT_SECONDS, onProgress } = options;
  const deadline = new Deadline(limit);
  const all = await protectAssumptions(release, { deadline, onProgress });
  const guarded = all.find((one) => one.assumption === assumption);
  if (guarded === undefined) {
    const names = all.map((one) => `"${one.assumption}"`).join(", ");
    throw new RangeError(`The release has no assumption "${assumption}": it has ${names}`);
  }
  const others = all.filter((one) => one !== guarded);
  const explained = await explainRelease(release, { assumption, deadline, onProgress });
  return { release, guarded, others, reasons: reasonsOf(release, explained) };
}

/** Ends that no relation sets need no reason: a count is 0 or more. */
function reasonsOf(release: Release, explained: readonly ExplainedEnd[]): Map<Cell, string[]> {
  const reasons = new Map<Cell, string[]>();
  for (const item of explained) {
    if (item.explanation?.rows.length === 0 && item.explanation.isSmallest) continue;
    const sentences = reasons.get(item.cell) ?? [];
    reasons.set(item.cell, [...sentences, explainInWords(release, item, "en")]);
  }
  return reasons;
}

/** What a cell is called: its table and its place. */
export const nameIn = (release: Release) => ({ table, keys }: Cell): string =>
  `${table}, ${keysLabel(release, keys)}`;

/** Counts the cells of a table and sums up its published counts, but for those of totals. */
export function countTable({ cells }: Table, release: Release) {
  const inner = cells.filter((cell) => !isTotal(release, cell));
  return {
    cells: cells.length,
    suppressed: cells.filter(({ status }) => status === "suppressed").length,
    // Each count is a safe integer; their sum need not be.
    visibleSum: inner.reduce((sum, { value }) => sum + BigInt(value ?? 0), 0n),
    /** With any, the sum is only a lower limit, and none where counts are rounded. */
    suppressedInSum: inner.filter(({ status }) => status === "suppressed").length,
  };
}

/**
 * The dimensions over which nothing published shows that a table's categories add up: in a draft that nobody has reviewed, some
 * may contain others, as a region its districts.
 */
export const unprovedIn = (
  { name: table }: Table,
  { dimensions, relations, review, assumptions }: Release,
) =>
  review.length === 0 ? [] : dimensions.filter(({ name, categories }) => {
    const parts = categories.filter(({ isTotal }) => !isTotal);
    return parts.length > 1 &&
      !relations.some((one) =>
        one.type === "sum" && one.dimension === name &&
        one.assumptions.includes(assumptions[0]!.name) &&
        one.tables.includes(table) && parts.every(({ name }) => one.parts.includes(name))
      );
  });

/** The place of a cell, as JSON has it. */
export type PlaceJson = Pick<Cell, "table" | "keys">;

/** What `audit --json` prints. */
export interface AuditJson {
  readonly release: string;
  readonly assumption: string;
  readonly tables: readonly {
    readonly table: string;
    readonly cells: number;
    readonly suppressed: number;
    /** In decimal digits: it may exceed what a JSON number holds exactly. Null where counts are rounded, or may overlap. */
    readonly visibleSum: string | null;
    readonly suppressedInSum: number;
  }[];
  /** Each suppressed cell, in the order of the release. */
  readonly cells: readonly (PlaceJson & {
    readonly mark: Cell["mark"];
    /** "bounded", "unbounded", "withheld", "contradictory" or "exact". */
    readonly range: string;
    /** Inclusive; null where no range is shown. */
    readonly lower: number | null;
    /** Inclusive; null also where nothing limits it. */
    readonly upper: number | null;
    /** True where time was up: the ends only enclose what the count can be. */
    readonly isOuter: boolean;
    readonly because: readonly string[];
  })[];
  /** True where time was up: what was not proved wide enough by then is withheld, or has outer ends. */
  readonly isUnfinished: boolean;
  /** Names of declared quantities. */
  readonly withheldQuantities: readonly string[];
  /** Those that rest on published counts which contradict one another. */
  readonly contradictoryQuantities: readonly string[];
  /** How the published counts contradict one another. */
  readonly findings: readonly {
    readonly kind: string;
    readonly message: string;
    readonly relations: Protected["findings"][number]["relations"];
    readonly published: readonly PlaceJson[];
  }[];
}

/** The names of the declared quantities that have no value, as the published counts in them contradict one another. */
export function contradictoryQuantities({ quantities }: Protected): string[] {
  return quantities.flatMap(({ declared, shown }) =>
    shown.kind === "contradictory" ? declared.name : []
  );
}

const NO_RANGE = { lower: null, upper: null, isOuter: false };

/** An audit as `audit --json` prints it. */
export function auditJson({ release, guarded, reasons = new Map() }: Audit): AuditJson {
  return {
    release: release.name,
    assumption: guarded.assumption,
    tables: release.tables.map((table) => {
      const { visibleSum, ...counts } = countTable(table, release);
      const isNone = table.roundedTo || unprovedIn(table, release).length > 0;
      return { table: table.name, ...counts, visibleSum: isNone ? null : `${visibleSum}` };
    }),
    cells: guarded.suppressed.map(({ cell: { table, keys, mark }, cell, shown }) => {
      const { lower, upper, isOuter } = shown.kind === "range" ? shown : NO_RANGE;
      const because = reasons.get(cell) ?? [];
      return { table, keys, mark, range: rangeWord(shown), lower, upper, isOuter, because };
    }),
    isUnfinished: guarded.isUnfinished,
    withheldQuantities: guarded.withheld.filter((what) => typeof what === "string"),
    contradictoryQuantities: contradictoryQuantities(guarded),
    findings: guarded.findings.map(({ kind, message, relations, published }) => ({
      kind,
      message,
      relations,
      published: published.map(({ table, keys }) => ({ table, keys })),
    })),
  };
}
