/** What an office gets to know, as text and as JSON. Not for publication. */
import { keysLabel } from "@crosses/counts/ranges";
import type { Cell, Release } from "@crosses/counts/release";
import type { AttackedCell } from "./attack.ts";
import type { PlaceJson } from "./audit.ts";
import type { AttackFound, InternalAudit } from "./internal.ts";

/** What stands on every page of it. */
const NOTICE = "internal: not for publication";

/** As text, one assumption after another; the notice stands above each section, so that no page of a print is without it. */
export function internalText(release: Release, audit: InternalAudit): string {
  const { found } = audit;
  const sections = found.flatMap((one): Section[] => {
    const under = `, under the assumption "${one.assumption}"`;
    // Among several assumptions, one under which nothing fails gets one line.
    const isShort = found.length > 1 && !one.fails && !one.isUnfinished;
    return sectionsOf(release, one)
      .filter(([title, lines]) => lines.length > 0 && (!isShort || title === FAILING))
      .map(([title, lines]) => [title + under, lines]);
  });
  const repairs = repairLines(release, audit);
  if (repairs.length > 0) {
    sections.push(["Repairs, for all of these assumptions together", repairs]);
  }
  return [
    `${release.title.en} (${release.name})`,
    ...sections.map(([title, lines]) =>
      [NOTICE, title, ...lines.map((line) => `  ${line}`)].join("\n")
    ),
    NOTICE,
  ].join("\n\n");
}

type Section = readonly [title: string, lines: readonly string[]];

const FAILING = "Cells that fail";

const nameIn = (release: Release) => (cell: Cell) =>
  `${cell.table}, ${keysLabel(release, cell.keys)}`;

function repairLines(release: Release, { found, suppress, roundTo }: InternalAudit): string[] {
  const isCell = found.some(({ cells }) => cells.some(({ fails }) => fails));
  if (!isCell && found.every(({ singletons }) => singletons.length === 0)) return [];
  return [
    suppress === null
      ? "no further suppression was found that repairs it in the time allowed"
      : `suppress as well: ${suppress.map(nameIn(release)).join("; ")}`,
    ...!isCell ? [] : [
      roundTo === null
        ? "no base up to 100 was found that does by rounding alone"
        : `or round every count to the nearest ${roundTo}`,
    ],
  ];
}

/** Titles and lines; a section without lines is left out. */
function sectionsOf(release: Release, { cells, ...audit }: AttackFound): Section[] {
  const name = nameIn(release);
  const failing = cells.filter(({ fails }) => fails);
  const range = ({ lower, upper }: Pick<AttackedCell, "lower" | "upper">) =>
    upper === null ? `${lower} or more` : `${lower} to ${upper}`;
  const failingLines = failing.flatMap(({ cell, values, requiredWidth, close, ...item }) => [
    `${name(cell)}: ${range(item)}; ` + [
      ...values < requiredWidth ? [`${values} of the ${requiredWidth} values required`] : [],
      ...close.map((end) => `the ${end} end is nearer to the true count than required`),
    ].join("; "),
    ...item.drivenBy.map((sentence) => `  ${sentence}`),
  ]);
  const unfinished = cells.filter(({ isUnfinished }) => isUnfinished);
  return [
    ["Contradictions", audit.findings],
    [FAILING, failing.length === 0 ? ["none"] : failingLines],
    ["Not finished in time: these may fail too, give more with --limit", [
      ...unfinished.map(({ cell }) => name(cell)),
      ...audit.areSingletonsUnfinished ? ["what is known to one contributor"] : [],
    ]],
    [
      "Known to one contributor",
      audit.singletons.map(({ known, failing }) =>
        `if ${name(known)} is 1, whoever is counted there narrows ${failing.map(name).join("; ")}`
      ),
    ],
    ["Ranges of all suppressed cells", cells.map((item) => `${name(item.cell)}: ${range(item)}`)],
  ];
}

/** What `audit --internal --json` prints: one entry an assumption, and repairs that serve for all of them. */
export interface InternalJson extends Pick<InternalAudit, "fails" | "isUnfinished"> {
  readonly notice: string;
  readonly release: string;
  readonly repairs: {
    readonly suppress: readonly PlaceJson[] | null;
    readonly roundTo: number | null;
  };
  readonly assumptions: readonly InternalAssumptionJson[];
}

/** One assumption of it. */
export interface InternalAssumptionJson extends Omit<AttackFound, "cells" | "singletons"> {
  /** Raw ends, both inclusive; a null upper end where nothing caps it. */
  readonly cells: readonly (
    & PlaceJson
    & Omit<AttackedCell, "assumption" | "cell" | "drivers" | "values">
    & {
      /** More values than are required are not counted; null where time was up before they were. */
      readonly valuesAtLeast: number | null;
      readonly drivers: readonly PlaceJson[];
    }
  )[];
  readonly singletons: readonly {
    readonly known: PlaceJson;
    readonly failing: readonly PlaceJson[];
  }[];
}

const place = ({ table, keys }: Cell): PlaceJson => ({ table, keys });

/** The audit as JSON. */
export function internalJson(release: Release, audit: InternalAudit): InternalJson {
  const { found, suppress, roundTo, fails, isUnfinished } = audit;
  return {
    notice: NOTICE,
    release: release.name,
    ...{ fails, isUnfinished },
    repairs: { suppress: suppress?.map(place) ?? null, roundTo },
    assumptions: found.map(({ cells, singletons, ...one }) => ({
      ...one,
      cells: cells.map(({ assumption: _, cell, drivers, values, ...item }) => ({
        ...place(cell),
        ...item,
        valuesAtLeast: item.isUnfinished ? null : Math.min(values, item.requiredWidth),
        drivers: drivers.map(place),
      })),
      singletons: singletons.map(({ known, failing }) => ({
        known: place(known),
        failing: failing.map(place),
      })),
    })),
  };
}
