/** `audit`, here also `deno task audit`: validates a release folder and prints what it holds. */
import { terminalSafe, UsageError } from "@crosses/text";
import { Deadline, keysLabel, LIMIT_SECONDS, MIN_WIDTH_VALUES } from "@crosses/counts/ranges";
import { type Cell, loadRelease, type Release, releaseNames } from "@crosses/counts/release";
import type { Required } from "./attack.ts";
import { auditInternally, type OfficeOptions } from "./internal.ts";
import { internalJson, internalText } from "./internal_text.ts";
import { type Cost, fewest } from "./repair.ts";
import { auditJson, auditRelease } from "./audit.ts";
import { auditText } from "./text.ts";
import { calledAs, oneOf, parseCommandLine, runCommand, userPath } from "@crosses/text/command";

export const USAGE = `
Usage: npx --yes deno task audit [FOLDER] [--assume NAME] [--json] [--limit S]
                                 [--internal [--width N] [--truth FOLDER [--protection P]]
                                 [--singletons] [--keep DIMENSION=CATEGORY] [--smallest]]

Validates a release folder (datapackage.json and its CSVs) and prints what it holds: tables,
dimensions, what is suppressed where, the range of each suppressed cell under an assumption ([c]: none
is given), which relations hold, and the caveats. Shows nothing that the guard withholds.

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
  --help            prints this

Exit status: 0 valid, 1 not valid or its published numbers contradict one another, 2 wrong command
line, 3 time was up before an answer.
`;

/** Runs the audit; gives the exit status, or throws what `runCommand` turns into messages. */
export async function audit(args: readonly string[]): Promise<number> {
  const started = performance.now();
  const { values, positionals } = parseCommandLine(args, {
    assume: { type: "string" },
    json: { type: "boolean" },
    limit: { type: "string" },
    internal: { type: "boolean" },
    width: { type: "string" },
    truth: { type: "string" },
    protection: { type: "string" },
    singletons: { type: "boolean" },
    keep: { type: "string", multiple: true },
    smallest: { type: "boolean" },
  });
  if (positionals.length > 1) {
    throw new UsageError(
      `Cannot audit ${positionals.length} folders at once`,
      "give one folder; quote it if its name has spaces",
    );
  }
  const [folder] = positionals;
  const release = await loadRelease(folder === undefined ? onlyRelease() : userPath(folder));
  const names = release.assumptions.map(({ name }) => name);
  const assume = oneOf("assume", values.assume, names);
  const limit = wholeNumber("limit", values.limit) ?? LIMIT_SECONDS;
  const { internal, json, limit: _, ...forOffice } = values;
  if (internal) {
    const assumptions = assume === undefined ? undefined : [assume];
    return await auditForOffice(release, { assumptions, limit }, forOffice, json);
  }
  const alone = OFFICE_OPTIONS.find((name) => values[name] !== undefined);
  if (alone !== undefined) {
    throw new UsageError(
      `Option "--${alone}" does nothing without "--internal"`,
      "add --internal for what an office checks before it publishes",
    );
  }
  const audited = await auditRelease(release, {
    assumption: assume,
    deadline: new Deadline(limit - (performance.now() - started) / 1_000),
    onProgress: progress(),
  });
  if (json) console.log(JSON.stringify(auditJson(audited), null, 2));
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

const OFFICE_OPTIONS = ["width", "truth", "protection", "singletons", "keep", "smallest"] as const;

interface OfficeFlags {
  readonly width?: string;
  readonly truth?: string;
  readonly protection?: string;
  readonly singletons?: boolean;
  readonly keep?: string[];
  readonly smallest?: boolean;
}

async function auditForOffice(
  release: Release,
  options: Pick<OfficeOptions, "assumptions" | "limit">,
  { width, truth, protection, singletons, keep, smallest }: OfficeFlags,
  isJson = false,
): Promise<number> {
  refuseToPublish();
  if (protection !== undefined && truth === undefined) {
    throw new UsageError(
      'Option "--protection" does nothing without "--truth"',
      "add --truth FOLDER: the range must reach so far beyond the true count",
    );
  }
  const found = await auditInternally(release, {
    ...options,
    width: wholeNumber("width", width),
    protection: wholeNumber("protection", protection),
    truth: truth === undefined
      ? undefined
      : truthOf(release, await loadRelease(userPath(truth)), truth),
    singletons,
    cost: costOf(release, keep, smallest),
  });
  if (isJson) console.log(JSON.stringify(internalJson(release, found), null, 2));
  else console.log(terminalSafe(internalText(release, found)));
  if (found.fails) return 1;
  return found.isUnfinished ? 3 : 0;
}

/** @throws {UsageError} where the folder is of another release, or has no count for a suppressed cell */
function truthOf(release: Release, told: Release, folder: string): Required["truth"] {
  const nameOf = ({ table, keys }: Cell) => JSON.stringify([table, Object.entries(keys).sort()]);
  const counts = new Map(
    told.tables.flatMap(({ cells }) => cells.map((cell) => [nameOf(cell), cell.value])),
  );
  const wrong = release.tables.flatMap(({ cells }) => cells).find((cell) => {
    const count = counts.get(nameOf(cell)) ?? null;
    return cell.status === "suppressed"
      ? count === null
      : cell.status === "published" && count !== cell.value;
  });
  if (wrong !== undefined) {
    throw new UsageError(
      `Cannot take the true counts from "${folder}": ${wrong.table}, ${
        keysLabel(release, wrong.keys)
      } ${wrong.status === "suppressed" ? "has no count there" : "is another count there"}`,
      "give the same release with every count in the place of its mark",
    );
  }
  return (cell) => counts.get(nameOf(cell)) ?? undefined;
}

/** @throws {UsageError} where nothing is called so */
function costOf(release: Release, keep: readonly string[] = [], smallest = false): Cost {
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

/** @throws {UsageError} if an option is given that is not a whole number >= 1. */
function wholeNumber(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^[1-9][0-9]{0,6}$/.test(value)) return Number(value);
  throw new UsageError(`Option "--${option}" is "${value}"`, "it takes a whole number >= 1");
}

if (import.meta.main) {
  await runCommand(audit, USAGE.replace(/npx --yes deno task audit/, calledAs("audit", "audit")));
}
