/** `audit --internal`: for the office, before it publishes; as text and as JSON. Not for publication. */
import { Deadline, FeasibleSet, loadSolver, MIN_WIDTH_VALUES } from "@crosses/counts/ranges";
import type { Cell, Release } from "@crosses/counts/release";
import {
  type Attack,
  attackBySingletons,
  type AttackedCell,
  attackRelease,
  attackSet,
  type Required,
  type SingletonRisk,
} from "./attack.ts";
import { repairByRounding, repairBySuppressing, type RepairOptions } from "./repair.ts";
import { nameIn, type PlaceJson } from "./audit.ts";

/** How an office attacks its own release, and what a repair of it may cost. */
export interface OfficeOptions extends Partial<Required>, RepairOptions {
  /** Some of the release's assumptions; all of them, if left out: what fails under any is given away. */
  readonly assumptions?: readonly string[];
  /** Seconds for everything; 60 if left out. */
  readonly limit?: number;
}

/** What the office gets to know under one assumption. Not for publication. */
export interface AttackFound {
  readonly assumption: string;
  readonly cells: readonly AttackedCell[];
  /** How the published counts contradict one another. */
  readonly findings: readonly string[];
  /** What fails once somebody who is alone in `known` knows it. */
  readonly singletons: readonly SingletonRisk[];
  readonly areSingletonsUnfinished: boolean;
  /** Whether anything is to be mended. */
  readonly fails: boolean;
  /** Whether time was up before it was known of everything whether it fails. */
  readonly isUnfinished: boolean;
}

/** What the office gets to know. Not for publication. */
export interface InternalAudit {
  readonly found: readonly AttackFound[];
  /** Further cells to suppress, so that nothing fails under any of the assumptions; null where no repair was found. Empty where nothing fails. */
  readonly suppress: readonly Cell[] | null;
  /** The base to which all counts could be rounded instead; null where none does, or no cell fails. */
  readonly roundTo: number | null;
  readonly fails: boolean;
  readonly isUnfinished: boolean;
}

/** Attacks a release as its office would want it attacked, and looks for one repair of all that fails. */
export async function auditInternally(
  release: Release,
  options: OfficeOptions = {},
): Promise<InternalAudit> {
  const attacks = await attacksOf(release, options);
  const found: AttackFound[] = [];
  for (const attack of attacks) found.push(await attackUnder(release, attack, options));
  const areCellsFailing = found.some(({ cells }) => cells.some(({ fails }) => fails));
  const isFailing = areCellsFailing || found.some(({ singletons }) => singletons.length > 0);
  return {
    found,
    suppress: isFailing
      ? await repairBySuppressing(release, attacks, options, found.map(({ cells }) => cells))
      : [],
    roundTo: areCellsFailing ? await repairByRounding(release, attacks) : null,
    fails: found.some(({ fails }) => fails),
    isUnfinished: found.some(({ isUnfinished }) => isUnfinished),
  };
}

/**
 * Every suppressed cell of a release as an attacker finds it, under one assumption after another. Not for publication.
 * @example The letter's two failing cells, and what mends them
 * ```ts
 * import { attack, repair } from "@crosses/audit";
 * import { loadRelease } from "@crosses/counts/release";
 * import assert from "node:assert/strict";
 *
 * const release = await loadRelease("28731");
 * const cells = await attack(release, { assumptions: ["cohort"] });
 * const failing = cells.filter(({ fails }) => fails);
 * assert.deepEqual(failing.map(({ cell, lower, upper }) => [cell.table, lower, upper]), [
 *   ["refused", 0, 1],
 *   ["refused", 0, 1],
 * ]);
 * const mended = await repair(release, { assumptions: ["cohort"] });
 * assert.deepEqual(mended?.map(({ table }) => table), ["accepted", "accepted"]);
 * ```
 */
export async function attack(
  release: Release,
  options: OfficeOptions = {},
): Promise<AttackedCell[]> {
  const cells: AttackedCell[] = [];
  for (const one of await attacksOf(release, options)) {
    cells.push(...await attackRelease(release, one));
  }
  return cells;
}

/** The cheapest further cells to suppress so that nothing fails; null where no set does, or time is up. Not for publication. */
export async function repair(
  release: Release,
  options: OfficeOptions = {},
): Promise<Cell[] | null> {
  return await repairBySuppressing(release, await attacksOf(release, options), options);
}

async function attacksOf(release: Release, options: OfficeOptions): Promise<Attack[]> {
  const { assumptions = release.assumptions.map(({ name }) => name), limit = 60 } = options;
  if (assumptions.length === 0) throw new RangeError("Cannot attack under no assumption: name one");
  const solver = await loadSolver();
  const deadline = new Deadline(limit);
  const { width = MIN_WIDTH_VALUES, truth, protection } = options;
  return assumptions.map((assumption) => ({
    ...{ assumption, width, truth, protection, solver, deadline },
  }));
}

async function attackUnder(
  release: Release,
  attack: Attack,
  { singletons = false }: OfficeOptions,
): Promise<AttackFound> {
  const set = await FeasibleSet.of(release, attack.assumption, attack);
  const cells = attackSet(release, set, attack);
  const { findings } = set;
  const risks = singletons ? await attackBySingletons(release, attack, cells) : [];
  const areSingletonsUnfinished = singletons && attack.deadline.isOver;
  return {
    assumption: attack.assumption,
    cells,
    findings: findings.map(({ message }) => message),
    singletons: risks,
    areSingletonsUnfinished,
    fails: cells.some(({ fails }) => fails) || risks.length > 0 || findings.length > 0,
    isUnfinished: areSingletonsUnfinished || cells.some(({ isUnfinished }) => isUnfinished),
  };
}

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
        `if ${name(known)} is 1, whoever is counted there narrows ${
          failing.map(({ cell }) => name(cell)).join("; ")
        }`
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
        failing: failing.map(({ cell }) => place(cell)),
      })),
    })),
  };
}
