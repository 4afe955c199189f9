/** `audit --internal`: for the office, before it publishes. */
import { Deadline, FeasibleSet, loadSolver, MIN_WIDTH_VALUES } from "@crosses/counts/ranges";
import type { Cell, Release } from "@crosses/counts/release";
import {
  type Attack,
  attackBySingletons,
  type AttackedCell,
  attackRelease,
  attackSet,
  type Required,
} from "./attack.ts";
import { repairByRounding, repairBySuppressing, type RepairOptions } from "./repair.ts";

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
  readonly singletons: readonly { readonly known: Cell; readonly failing: readonly Cell[] }[];
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
  const isFailing = found.some(({ cells, singletons }) =>
    singletons.length > 0 || cells.some(({ fails }) => fails)
  );
  const areCellsFailing = found.some(({ cells }) => cells.some(({ fails }) => fails));
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
 * @example An upper protection level: 26 of 30 leave 4 for a cell that must reach 6, as far again as its true 3
 * ```ts
 * import { attack, repair } from "@crosses/audit";
 * import { loadRelease } from "@crosses/counts/release";
 * import assert from "node:assert/strict";
 *
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/n.csv`, "office,2023\nDakar,x\nLima,x\nOslo,26\nAll,30\n");
 * await Deno.writeTextFile(`${folder}/datapackage.json`, JSON.stringify({
 *   name: "n",
 *   provenance: { publisher: "An office", reference: "A-1", documentDate: "2025-01-31" },
 *   resources: [{ name: "n", path: "n.csv", schema: { missingValues: ["x"] } }],
 *   dimensions: [
 *     { name: "office", categories: ["Dakar", "Lima", "Oslo", "All"].map((name) => ({ name, isTotal: name === "All" })) },
 *     { name: "year", categories: [{ name: "2023" }] },
 *   ],
 *   relations: [{ name: "all", type: "sum", dimension: "office" }],
 * }));
 * const release = await loadRelease(folder);
 * const truth = ({ keys }: { keys: Readonly<Record<string, string>> }) => keys.office === "Dakar" ? 3 : 1;
 * const cells = await attack(release, { width: 5, truth, protection: 100 });
 * assert.deepEqual(cells.map(({ cell, lower, upper, close }) => [cell.keys.office, lower, upper, close]), [
 *   ["Dakar", 0, 4, ["upper"]],
 *   ["Lima", 0, 4, []],
 * ]);
 * const mended = await repair(release, { width: 5, truth, protection: 100 });
 * assert.deepEqual(mended?.map(({ keys }) => keys.office), ["Oslo"]);
 * await Deno.remove(folder, { recursive: true });
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
    singletons: risks.map(({ known, failing }) => ({
      known,
      failing: failing.map(({ cell }) => cell),
    })),
    areSingletonsUnfinished,
    fails: cells.some(({ fails }) => fails) || risks.length > 0 || findings.length > 0,
    isUnfinished: areSingletonsUnfinished || cells.some(({ isUnfinished }) => isUnfinished),
  };
}
