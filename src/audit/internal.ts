/** `audit --internal`: for the office, before it publishes. */
import { Deadline, FeasibleSet, keysLabel, loadSolver } from "@crosses/counts/ranges";
import type { Cell, Release } from "@crosses/counts/release";
import { type Attack, attackBySingletons, type AttackedCell, attackRelease } from "./office.ts";
import type { PlaceJson } from "./audit.ts";
import { repairByRounding, repairBySuppressing } from "./office.ts";

/** What stands on every page of it. */
const NOTICE = "internal: not for publication";

/** How an office attacks its own release. */
export interface InternalOptions {
  /** One of the release's assumptions. */
  readonly assumption: string;
  /** The least number of values that a suppressed cell must be able to take, where its table asks for no other. */
  readonly width: number;
  /** Seconds. */
  readonly limit: number;
  /** Whether to attack also as somebody who is alone in a cell, and knows that it is 1. */
  readonly singletons: boolean;
}

/** What the office gets to know under one assumption. Not for publication. */
export interface InternalAudit {
  readonly options: InternalOptions;
  readonly cells: readonly AttackedCell[];
  /** How the published counts contradict one another. */
  readonly findings: readonly string[];
  /** Further cells to suppress, so that singletons find nothing either; null where no repair was found. Empty where nothing fails. */
  readonly suppress: readonly Cell[] | null;
  /** The base to which all counts could be rounded instead; null where none does, or nothing fails. */
  readonly roundTo: number | null;
  /** What fails once somebody who is alone in `known` knows it. */
  readonly singletons: readonly { readonly known: Cell; readonly failing: readonly Cell[] }[];
  readonly areSingletonsUnfinished: boolean;
  /** Whether anything is to be mended. */
  readonly fails: boolean;
  /** Whether time was up before it was known of everything whether it fails. */
  readonly isUnfinished: boolean;
}

/** Attacks a release as its office would want it attacked, and looks for repairs of what fails. */
export async function auditInternally(
  release: Release,
  options: InternalOptions,
): Promise<InternalAudit> {
  const solver = await loadSolver();
  const attack: Attack = { ...options, solver, deadline: new Deadline(options.limit) };
  const cells = await attackRelease(release, attack);
  const { findings } = await FeasibleSet.of(release, options.assumption, attack);
  const risks = options.singletons ? await attackBySingletons(release, attack, cells) : [];
  const isFailing = cells.some(({ fails }) => fails) || risks.length > 0;
  const singletons = risks.map(({ known, failing }) => ({
    known,
    failing: failing.map(({ cell }) => cell),
  }));
  const areSingletonsUnfinished = options.singletons && attack.deadline.isOver;
  return {
    options,
    cells,
    findings: findings.map(({ message }) => message),
    suppress: isFailing
      ? await repairBySuppressing(release, attack, cells, options.singletons)
      : [],
    roundTo: cells.some(({ fails }) => fails) ? await repairByRounding(release, attack) : null,
    singletons,
    areSingletonsUnfinished,
    fails: isFailing || findings.length > 0,
    isUnfinished: areSingletonsUnfinished || cells.some(({ isUnfinished }) => isUnfinished),
  };
}

/** As text, one assumption after another; the notice stands above each section, so that no page of a print is without it. */
export function internalText(release: Release, audits: readonly InternalAudit[]): string {
  return [
    `${release.title.en} (${release.name})`,
    ...audits.flatMap((audit) => {
      const under = `, under the assumption "${audit.options.assumption}"`;
      const sections = sectionsOf(release, audit).filter(([, lines]) => lines.length > 0);
      // Among several assumptions, one under which nothing fails gets one line.
      const isShort = audits.length > 1 && !audit.fails && !audit.isUnfinished;
      return sections.filter(([title]) => !isShort || title === FAILING).map(([title, lines]) =>
        [NOTICE, title + under, ...lines.map((line) => `  ${line}`)].join("\n")
      );
    }),
    NOTICE,
  ].join("\n\n");
}

const FAILING = "Cells that fail";

/** Titles and lines; a section without lines is left out. */
function sectionsOf(
  release: Release,
  { cells, ...audit }: InternalAudit,
): [title: string, lines: readonly string[]][] {
  const name = (cell: Cell) => `${cell.table}, ${keysLabel(release, cell.keys)}`;
  const failing = cells.filter(({ fails }) => fails);
  const range = ({ lower, upper }: Pick<AttackedCell, "lower" | "upper">) =>
    upper === null ? `${lower} or more` : `${lower} to ${upper}`;
  const failingLines = failing.flatMap(({ cell, values, requiredWidth, drivenBy, ...ends }) => [
    `${name(cell)}: ${range(ends)}; ${values} of the ${requiredWidth} values required`,
    ...drivenBy.map((sentence) => `  ${sentence}`),
  ]);
  const repairs = [
    audit.suppress === null
      ? "no further suppression was found that repairs it in the time allowed"
      : `suppress as well: ${audit.suppress.map(name).join("; ")}`,
    ...failing.length === 0 ? [] : [
      audit.roundTo === null
        ? "no base up to 100 does by rounding alone"
        : `or round every count to the nearest ${audit.roundTo}`,
    ],
  ];
  const isToMend = failing.length > 0 || audit.singletons.length > 0;
  const unfinished = cells.filter(({ isUnfinished }) => isUnfinished);
  return [
    ["Contradictions", audit.findings],
    [FAILING, failing.length === 0 ? ["none"] : failingLines],
    ["Repairs", isToMend ? repairs : []],
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

/** What `audit --internal --json` prints: one entry an assumption. */
export interface InternalJson {
  readonly notice: string;
  readonly release: string;
  readonly fails: boolean;
  readonly isUnfinished: boolean;
  readonly assumptions: readonly InternalAssumptionJson[];
}

/** One assumption of it. */
export interface InternalAssumptionJson
  extends Pick<InternalAudit, "fails" | "isUnfinished" | "findings" | "areSingletonsUnfinished"> {
  readonly assumption: string;
  /** Raw ends, both inclusive; a null upper end where nothing caps it. */
  readonly cells: readonly (
    & PlaceJson
    & Omit<AttackedCell, "cell" | "drivers" | "values">
    & {
      /** More values than are required are not counted; null where time was up before they were. */
      readonly valuesAtLeast: number | null;
      readonly drivers: readonly PlaceJson[];
    }
  )[];
  readonly repairs: {
    readonly suppress: readonly PlaceJson[] | null;
    readonly roundTo: number | null;
  };
  readonly singletons: readonly {
    readonly known: PlaceJson;
    readonly failing: readonly PlaceJson[];
  }[];
}

/** Audits under one assumption after another, as JSON. */
export function internalJson(release: Release, audits: readonly InternalAudit[]): InternalJson {
  return {
    notice: NOTICE,
    release: release.name,
    fails: audits.some(({ fails }) => fails),
    isUnfinished: audits.some(({ isUnfinished }) => isUnfinished),
    assumptions: audits.map(assumptionJson),
  };
}

function assumptionJson({ options, cells, ...audit }: InternalAudit): InternalAssumptionJson {
  const place = ({ table, keys }: Cell) => ({ table, keys });
  return {
    assumption: options.assumption,
    fails: audit.fails,
    isUnfinished: audit.isUnfinished,
    findings: audit.findings,
    cells: cells.map(({ cell, drivers, values, ...item }) => ({
      ...place(cell),
      ...item,
      valuesAtLeast: item.isUnfinished ? null : Math.min(values, item.requiredWidth),
      drivers: drivers.map(place),
    })),
    repairs: { suppress: audit.suppress?.map(place) ?? null, roundTo: audit.roundTo },
    areSingletonsUnfinished: audit.areSingletonsUnfinished,
    singletons: audit.singletons.map(({ known, failing }) => ({
      known: place(known),
      failing: failing.map(place),
    })),
  };
}
