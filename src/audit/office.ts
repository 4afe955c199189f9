/** The command line of `audit --internal`: what an office's options ask for. Not for publication. */
import { type Problem, quote, ReleaseError, terminalSafe, UsageError } from "@crosses/text";
import { oneOf, type Options, userPath, type Values } from "@crosses/text/command";
import { CellIndex, keysLabel, LIMIT_SECONDS } from "@crosses/counts/ranges";
import {
  type Cell,
  LEAD_STRING,
  loadRelease,
  readHierarchy,
  readTextFile,
  type Release,
  sumRelations,
  withTotals,
} from "@crosses/counts/release";
import type { Required } from "./attack.ts";
import { auditInternally, internalJson, internalText } from "./internal.ts";
import { type Cost, fewest } from "./repair.ts";
import { noDimension, readTableFiles } from "./table_files.ts";

/** What anybody may say. */
export const AUDIT_OPTIONS = {
  assume: { type: "string" },
  json: { type: "boolean" },
  limit: { type: "string" },
  internal: { type: "boolean" },
} as const satisfies Options;

/** What an office may say besides. */
export const OFFICE_OPTIONS = {
  width: { type: "string" },
  truth: { type: "string" },
  protection: { type: "string" },
  singletons: { type: "boolean" },
  keep: { type: "string", multiple: true },
  smallest: { type: "boolean" },
  hrc: { type: "string", multiple: true },
  lead: { type: "string" },
  rda: { type: "string" },
  count: { type: "string" },
} as const satisfies Options;

/** Those that only a table file takes, and those that only a folder does. */
const OF_TABLES = ["rda", "count"] as const;
const OF_FOLDERS = ["truth"] as const;

type OfficeFlags = Values<typeof AUDIT_OPTIONS & typeof OFFICE_OPTIONS>;

/** What is audited: a release, what its counts really are, and what must not be suppressed. */
interface Given {
  readonly release: Release;
  readonly truth?: Required["truth"];
  readonly levels?: Required["protection"];
  readonly kept?: ReadonlySet<Cell>;
}

/** Whether a path is that of a table of τ-ARGUS. */
export const isTableFile = (path: string) => /\.tab$/i.test(path);

/**
 * Audits a folder, or tables of τ-ARGUS together; prints what is found and gives the exit status.
 * @param paths of one folder, or of tables
 */
export async function auditForOffice(
  paths: readonly string[],
  flags: OfficeFlags,
): Promise<number> {
  refuseToPublish();
  const isTables = paths.every(isTableFile);
  const others = isTables ? OF_FOLDERS : OF_TABLES;
  const useless = others.find((name) => flags[name] !== undefined);
  if (useless !== undefined) {
    throw new UsageError(
      `Option "--${useless}" does nothing with a ${isTables ? "table file" : "folder"}`,
      isTables ? "the table has the true counts" : "it is for a table file of τ-ARGUS (.tab)",
    );
  }
  const { release, truth, levels, kept } = await (isTables ? readTables : readFolder)(paths, flags);
  if (flags.protection !== undefined && truth === undefined) {
    throw new UsageError(
      'Option "--protection" does nothing without "--truth"',
      "add --truth FOLDER: the range must reach so far beyond the true count",
    );
  }
  const assume = oneOf("assume", flags.assume, release.assumptions.map(({ name }) => name));
  const cost = costOf(release, flags);
  const found = await auditInternally(release, {
    assumptions: assume === undefined ? undefined : [assume],
    limit: wholeNumber("limit", flags.limit) ?? LIMIT_SECONDS,
    width: wholeNumber("width", flags.width),
    protection: wholeNumber("protection", flags.protection) ?? levels,
    singletons: flags.singletons,
    truth,
    cost: (cell) => kept?.has(cell) ? null : cost(cell),
  });
  if (flags.json) console.log(JSON.stringify(internalJson(release, found), null, 2));
  else console.log(terminalSafe(internalText(release, found)));
  if (found.fails) return 1;
  return found.isUnfinished ? 3 : 0;
}

function readTables(paths: readonly string[], flags: OfficeFlags): Promise<Given> {
  return readTableFiles(paths, {
    rda: flags.rda && userPath(flags.rda),
    hierarchies: new Map(hierarchiesIn(flags)),
    lead: flags.lead,
    count: flags.count,
  });
}

async function readFolder([folder]: readonly string[], flags: OfficeFlags): Promise<Given> {
  let release = await loadRelease(folder!);
  for (const [dimension, path] of hierarchiesIn(flags)) {
    release = await withHierarchy(release, dimension, path, flags.lead);
  }
  const { truth } = flags;
  if (truth === undefined) return { release };
  return { release, truth: truthOf(release, await loadRelease(userPath(truth)), truth) };
}

/** The file of each dimension's hierarchy. @throws {UsageError} where one has another form */
function hierarchiesIn({ hrc = [] }: OfficeFlags): [dimension: string, path: string][] {
  return hrc.map((text) => {
    const [, dimension, path] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
    if (path !== undefined) return [dimension!, userPath(path)];
    throw new UsageError(`Option "--hrc" is ${quote(text)}`, "it takes DIMENSION=FILE");
  });
}

/** The release with the sums of a hierarchy in the place of its own over that dimension. */
async function withHierarchy(
  release: Release,
  name: string,
  path: string,
  lead = LEAD_STRING,
): Promise<Release> {
  const dimension = release.dimensions.find((dimension) => dimension.name === name);
  if (dimension === undefined) throw noDimension(name, release.dimensions);
  const problems: Problem[] = [];
  const report = (problem: Omit<Problem, "file">) => problems.push({ file: path, ...problem });
  const text = await readTextFile(path, `it is the hierarchy of ${name}`, report) ?? "";
  const codes = dimension.categories.map(({ name }) => name);
  const named = text.split(/\r\n|\n|\r/).map((line) => line.replaceAll(lead, "").trim());
  const total = dimension.categories.find((one) => one.isTotal && !named.includes(one.name))?.name;
  if (total === undefined) {
    throw new UsageError(
      `Cannot take the hierarchy of "${name}": no category of it is the total of all`,
      'in datapackage.json, "isTotal": true says which is; the hierarchy leaves it out',
    );
  }
  const sums = problems.length > 0 ? [] : readHierarchy(text, total, codes, report, lead);
  if (problems.length > 0) throw new ReleaseError(problems);
  const base = {
    ...{ type: "sum" as const, name, label: dimension.label, dimension: name },
    assumptions: release.assumptions.map(({ name }) => name),
    tables: release.tables.map(({ name }) => name),
  };
  return {
    ...release,
    dimensions: release.dimensions.map((one) => one === dimension ? withTotals(one, sums) : one),
    relations: [
      ...release.relations.filter((one) => one.type !== "sum" || one.dimension !== name),
      ...sumRelations(base, sums),
    ],
  };
}

/** @throws {UsageError} where the folder is of another release, or has no count for a suppressed cell */
function truthOf(release: Release, told: Release, folder: string): Required["truth"] {
  const index = new CellIndex(told);
  const truth = (cell: Cell) => index.has(cell) ? index.find(cell).value ?? undefined : undefined;
  const wrong = release.tables.flatMap(({ cells }) => cells).find((cell) =>
    cell.status === "suppressed"
      ? truth(cell) === undefined
      : cell.status === "published" && truth(cell) !== cell.value
  );
  if (wrong === undefined) return truth;
  const place = `${wrong.table}, ${keysLabel(release, wrong.keys)}`;
  const what = wrong.status === "suppressed" ? "has no count there" : "is another count there";
  throw new UsageError(
    `Cannot take the true counts from "${folder}": ${place} ${what}`,
    "give the same release with every count in the place of its mark",
  );
}

/** @throws {UsageError} where nothing is called so */
function costOf(release: Release, { keep = [], smallest = false }: OfficeFlags): Cost {
  const kept = keep.map((text) => {
    const [, name, category] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    const categories = release.dimensions.find((one) => one.name === name)?.categories;
    if (categories?.some((one) => one.name === category)) return [name!, category!] as const;
    const known = categories?.map((one) => `${name}=${one.name}`) ??
      release.dimensions.map((one) => `${one.name}=…`);
    throw new UsageError(`Option "--keep" is "${text}"`, `there is ${known.join(", ")}`);
  });
  const few = fewest(release);
  return (cell) => {
    if (kept.some(([name, category]) => cell.keys[name] === category)) return null;
    const cost = few(cell);
    return smallest && cost !== null ? cell.value! + 1 : cost;
  };
}

/** @throws {UsageError} where standard output is a file that would be published with the project's pages. */
function refuseToPublish(): void {
  let target: string;
  try {
    target = Deno.readLinkSync("/proc/self/fd/1");
  } catch {
    return;
  }
  if (!/\/dist\//.test(target)) return;
  throw new UsageError(
    "Cannot write an internal audit below dist/",
    "what lies there is published; write it elsewhere",
  );
}

/** @throws {UsageError} if an option is given that is not a whole number >= 1. */
export function wholeNumber(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^[1-9][0-9]{0,6}$/.test(value)) return Number(value);
  throw new UsageError(`Option "--${option}" is "${value}"`, "it takes a whole number >= 1");
}
