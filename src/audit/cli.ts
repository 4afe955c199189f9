/** `audit`, here also `deno task audit`: validates a release folder and prints what it holds; with `--internal` what it gives away. */
import { quote, terminalSafe, UsageError } from "@crosses/text";
import { CellIndex, LIMIT_SECONDS, MIN_WIDTH_VALUES } from "@crosses/counts/ranges";
import { type Cell, loadRelease, type Release, releaseNames } from "@crosses/counts/release";
import {
  calledAs,
  oneOf,
  type Options,
  parseCommandLine,
  runCommand,
  userPath,
  type Values,
} from "@crosses/text/command";
import type { Required } from "./attack.ts";
import { auditJson, auditRelease, nameIn } from "./audit.ts";
import { auditInternally, internalJson, internalText } from "./internal.ts";
import { type Cost, fewest } from "./repair.ts";
import { readTableFiles, withHierarchy } from "./table_files.ts";
import { auditText } from "./text.ts";

export const USAGE = `
Usage: npx --yes deno task audit [FOLDER] [--assume NAME] [--json] [--limit S]
                                 [--internal [--width N] [--truth FOLDER [--protection P]]
                                 [--singletons] [--keep DIMENSION=CATEGORY] [--smallest]
                                 [--hrc DIMENSION=FILE [--lead S]]]
       npx --yes deno task audit --internal TABLE.tab… [--rda FILE] [--count COLUMN] [the same]

Validates a release folder (datapackage.json and its CSVs) and prints what it holds: tables,
dimensions, what is suppressed where, the range of each suppressed cell under an assumption, which
relations hold, and the caveats. Shows nothing that the guard withholds: that range is "not given".

  FOLDER            the folder; without it, the only one in data/
  --assume NAME     one of the release's assumptions, e.g. none, cumulative or cohort;
                    without it, the release's default; with --internal, every one of them
  --json            prints JSON
  --limit S         seconds for everything (${LIMIT_SECONDS}); what is not proved wide enough by then is withheld, and
                    ends that only enclose what a cell can be are marked outer
  --internal        for the office, before it publishes: raw ranges, cells that fail, what drives them, repairs;
                    exit status 1 while anything fails, 3 where it is not known in time. Not for publication.
                    With it:
  --width N         the values that each suppressed cell must be able to take (${MIN_WIDTH_VALUES}), where the
                    descriptor's requiredWidths ask for no other
  --truth FOLDER    the same release with what the suppressed counts really are; it is only read
  --protection P    with --truth: each range must reach P per cent of the true count beyond it, on either side
  --singletons      also attacks as somebody who is alone in a cell, and knows that it is 1
  --keep D=C        repairs suppress nothing where dimension D is C; may be given more than once
  --smallest        repairs suppress the smallest sum of counts, not the fewest cells
  --hrc D=FILE      the sums of dimension D, from a hierarchy of τ-ARGUS; may be given more than once
  --lead S          what stands before its codes once a level, "@" if left out
  TABLE.tab         a table as τ-ARGUS reads it, with its statuses and true counts; several are linked
  --rda FILE        its metadata; without it, the file of the same name beside it
  --count COLUMN    which of its columns is the count, where several can be
  --help            prints this

Exit status: 0 valid, 1 not valid or its published numbers contradict one another, 2 wrong command
line, 3 time was up before an answer.
`;

/** What anybody may say. */
const AUDIT_OPTIONS = {
  assume: { type: "string" },
  json: { type: "boolean" },
  limit: { type: "string" },
  internal: { type: "boolean" },
} as const satisfies Options;

/** What an office may say besides. */
const OFFICE_OPTIONS = {
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

/** Of the limit; writing down what was found takes the rest. */
const SHARE_FOR_ANSWERS = 0.95;

/** Runs the audit; gives the exit status, or throws what `runCommand` turns into messages. */
export async function audit(args: readonly string[]): Promise<number> {
  const started = performance.now();
  const options = { ...AUDIT_OPTIONS, ...OFFICE_OPTIONS };
  const { values, positionals } = parseCommandLine(args, options);
  const areTables = positionals.length > 0 && positionals.every(isTableFile);
  if (positionals.length > 1 && !areTables) {
    throw new UsageError(
      `Cannot audit ${positionals.length} folders at once`,
      "give one folder; quote it if its name has spaces",
    );
  }
  const paths = positionals.length === 0 ? [onlyRelease()] : positionals.map(userPath);
  if (values.internal) return await auditForOffice(paths, values);
  const alone = Object.keys(OFFICE_OPTIONS).find((name) => name in values);
  if (alone !== undefined || areTables) {
    throw new UsageError(
      `${alone ? `Option "--${alone}"` : "A table file"} does nothing without "--internal"`,
      "add --internal for what an office checks before it publishes",
    );
  }
  const release = await loadRelease(paths[0]!);
  const assume = oneOf("assume", values.assume, release.assumptions.map(({ name }) => name));
  const limit = wholeNumber("limit", values.limit) ?? LIMIT_SECONDS;
  const audited = await auditRelease(release, {
    assumption: assume,
    limit: SHARE_FOR_ANSWERS * limit - (performance.now() - started) / 1_000,
    onProgress: progress(),
  });
  if (values.json) console.log(JSON.stringify(auditJson(audited), null, 2));
  else console.log(terminalSafe(auditText(audited)));
  if (audited.guarded.findings.length > 0) return 1;
  return audited.guarded.isUnfinished ? 3 : 0;
}

/** @throws {UsageError} when data/ has none, or several */
function onlyRelease(): string {
  const names = releaseNames();
  if (names.length === 1) return names[0]!;
  if (names.length === 0) {
    throw new UsageError("There is no release folder in data/", "give the path of one");
  }
  const given = names.map((name) => `data/${name}`).join(", ");
  throw new UsageError("Name the release folder", `there is ${given}`);
}

/** Shows progress on one line of the terminal; nothing where there is none. */
function progress(): ((step: string, done: number, of: number) => void) | undefined {
  if (!Deno.stderr.isTerminal()) return undefined;
  let last = performance.now();
  return (step, done, of) => {
    if (done > 0 && performance.now() - last < 200) return;
    last = performance.now();
    const line = `${step}: ${done} of ${of} independent parts`;
    Deno.stderr.writeSync(new TextEncoder().encode(`\r\x1b[K${done + 1 < of ? line : ""}`));
  };
}

// What follows is `audit --internal`. Not for publication.

/** Options that only a table file takes, and those that only a folder does. */
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
const isTableFile = (path: string) => /\.tab$/i.test(path);

/**
 * Audits a folder, or tables of τ-ARGUS together; prints what is found and gives the exit status.
 * @param paths of one folder, or of tables
 */
async function auditForOffice(
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
  const what = wrong.status === "suppressed" ? "has no count there" : "is another count there";
  throw new UsageError(
    `Cannot take the true counts from "${folder}": ${nameIn(release)(wrong)} ${what}`,
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
function wholeNumber(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^[1-9][0-9]{0,6}$/.test(value)) return Number(value);
  throw new UsageError(`Option "--${option}" is "${value}"`, "it takes a whole number >= 1");
}

if (import.meta.main) {
  await runCommand(
    audit,
    USAGE.replaceAll("npx --yes deno task audit", calledAs("audit", "audit")),
  );
}
