/** `deno task audit`: validates a release folder and prints what it holds. */
import { terminalSafe, UsageError } from "@crosses/text";
import {
  type ExplainedEnd,
  explainInWords,
  explainRelease,
  LIMIT_SECONDS,
  MIN_WIDTH_VALUES,
  protectAssumptions,
} from "@crosses/counts/ranges";
import { type Cell, loadRelease, type Release, releaseNames } from "@crosses/counts/release";
import {
  auditInternally,
  type InternalAudit,
  internalJson,
  internalText,
  refuseToPublish,
} from "./internal.ts";
import { auditJson } from "./json.ts";
import { auditText } from "./text.ts";
import { calledAs, oneOf, parseCommandLine, runCommand, userPath } from "@crosses/text/command";

export const USAGE = `
Usage: npx --yes deno task audit [FOLDER] [--assume NAME] [--json] [--limit S]
                                 [--internal [--width N] [--singletons]]

Validates a release folder (datapackage.json and its CSVs) and prints what it holds: tables,
dimensions, what is suppressed where, the range of each suppressed cell under an assumption ([c]: none
is given), which relations hold, and the caveats. Shows nothing that the guard withholds.

  FOLDER            the folder; without it, the only one in data/
  --assume NAME     one of the release's assumptions, e.g. none, cumulative or cohort;
                    without it, the release's default; with --internal, every one of them
  --json            prints JSON
  --limit S         seconds to bound the release in (${LIMIT_SECONDS}; with --internal, under each assumption);
                    what is not finished by then gets outer ends, which enclose what a cell can be and
                    are marked so
  --internal        for the office, before it publishes: raw ranges, cells that fail, what drives them, repairs;
                    exit status 1 while anything fails or is not finished. Not for publication. With it:
  --width N         the values that each suppressed cell must be able to take (${MIN_WIDTH_VALUES}), where the
                    descriptor's requiredWidths ask for no other
  --singletons      also attacks as somebody who is alone in a cell, and knows that it is 1
  --help            prints this

Exit status: 0 valid, 1 not valid or its published numbers contradict one another, 2 wrong command
line.
`;

/** Runs the audit; gives the exit status, or throws what `runCommand` turns into messages. */
export async function audit(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommandLine(args, {
    assume: { type: "string" },
    json: { type: "boolean" },
    limit: { type: "string" },
    internal: { type: "boolean" },
    width: { type: "string" },
    singletons: { type: "boolean" },
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
  const width = wholeNumber("width", values.width);
  const { internal, singletons, json } = values;
  if (internal) return await auditForOffice(release, { assume, limit, width, singletons, json });
  if (width !== undefined || singletons) {
    throw new UsageError(
      `Option "--${singletons ? "singletons" : "width"}" does nothing without "--internal"`,
      "add --internal for what an office checks before it publishes",
    );
  }
  const assumption = assume ?? release.defaultAssumption;
  const all = await protectAssumptions(release, { limit, onProgress: progress() });
  const guarded = all.find((one) => one.assumption === assumption)!;
  const reasons = reasonsOf(release, await explainRelease(release, { assumption, limit }));
  if (json) console.log(JSON.stringify(auditJson(release, guarded, reasons), null, 2));
  else {
    const others = all.filter((one) => one !== guarded);
    console.log(terminalSafe(auditText(release, [guarded, ...others], reasons)));
  }
  return guarded.findings.length > 0 ? 1 : 0;
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

interface OfficeOptions {
  readonly assume?: string;
  readonly limit: number;
  readonly width?: number;
  readonly singletons?: boolean;
  readonly json?: boolean;
}

async function auditForOffice(
  release: Release,
  { assume, limit, width = MIN_WIDTH_VALUES, singletons = false, json }: OfficeOptions,
): Promise<number> {
  refuseToPublish();
  // What fails under an assumption that nobody named is given away all the same.
  const asked = assume === undefined ? release.assumptions.map(({ name }) => name) : [assume];
  const found: InternalAudit[] = [];
  for (const assumption of asked) {
    found.push(await auditInternally(release, { assumption, limit, width, singletons }));
  }
  if (json) console.log(JSON.stringify(internalJson(release, found), null, 2));
  else console.log(terminalSafe(internalText(release, found)));
  return found.some(({ fails }) => fails) ? 1 : 0;
}

/** How far it is, in one line that renews itself, for whoever sits before a terminal. */
function progress(): ((assumption: string, done: number, of: number) => void) | undefined {
  if (!Deno.stderr.isTerminal()) return undefined;
  let last = performance.now();
  return (assumption, done, of) => {
    if (done > 0 && performance.now() - last < 200) return;
    last = performance.now();
    const line = `${assumption}: ${done} of ${of} independent parts`;
    Deno.stderr.writeSync(new TextEncoder().encode(`\r\x1b[K${done + 1 < of ? line : ""}`));
  };
}

/** @throws {UsageError} if an option is given that is not a whole number >= 1. */
function wholeNumber(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^[1-9][0-9]{0,6}$/.test(value)) return Number(value);
  throw new UsageError(`Option "--${option}" is "${value}"`, "it takes a whole number >= 1");
}

/** The sentences that say why a cell's ends hold, but for those that need none: no count is below 0, nothing limits it. */
function reasonsOf(release: Release, explained: readonly ExplainedEnd[]): Map<Cell, string[]> {
  const reasons = new Map<Cell, string[]>();
  for (const item of explained) {
    if (item.explanation?.rows.length === 0) continue;
    const sentences = reasons.get(item.cell) ?? [];
    reasons.set(item.cell, [...sentences, explainInWords(release, item, "en")]);
  }
  return reasons;
}

if (import.meta.main) {
  await runCommand(audit, USAGE.replace(/npx --yes deno task audit/, calledAs("audit", "audit")));
}
