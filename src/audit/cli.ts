/** `audit`, here also `deno task audit`: validates a release folder and prints what it holds. */
import { terminalSafe, UsageError } from "@crosses/text";
import { Deadline, LIMIT_SECONDS, MIN_WIDTH_VALUES } from "@crosses/counts/ranges";
import { loadRelease, type Release, releaseNames } from "@crosses/counts/release";
import {
  auditInternally,
  type InternalAudit,
  internalJson,
  type InternalOptions,
  internalText,
} from "./internal.ts";
import { auditJson, auditRelease } from "./audit.ts";
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
  --limit S         seconds for everything (${LIMIT_SECONDS}); what is not proved wide enough by then is withheld, and
                    ends that only enclose what a cell can be are marked outer
  --internal        for the office, before it publishes: raw ranges, cells that fail, what drives them, repairs;
                    exit status 1 while anything fails, 3 where it is not known in time. Not for publication.
                    With it:
  --width N         the values that each suppressed cell must be able to take (${MIN_WIDTH_VALUES}), where the
                    descriptor's requiredWidths ask for no other
  --singletons      also attacks as somebody who is alone in a cell, and knows that it is 1
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
  const { internal, singletons = false, json } = values;
  if (internal) {
    const options = { limit, width: width ?? MIN_WIDTH_VALUES, singletons };
    return await auditForOffice(release, assume === undefined ? names : [assume], options, json);
  }
  if (width !== undefined || singletons) {
    throw new UsageError(
      `Option "--${singletons ? "singletons" : "width"}" does nothing without "--internal"`,
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

/** Audits under each of the assumptions: what fails under any is given away. */
async function auditForOffice(
  release: Release,
  assumptions: readonly string[],
  options: Omit<InternalOptions, "assumption">,
  isJson = false,
): Promise<number> {
  refuseToPublish();
  const found: InternalAudit[] = [];
  const deadline = new Deadline(options.limit);
  for (const [index, assumption] of assumptions.entries()) {
    const limit = deadline.seconds / (assumptions.length - index);
    found.push(await auditInternally(release, { ...options, assumption, limit }));
  }
  if (isJson) console.log(JSON.stringify(internalJson(release, found), null, 2));
  else console.log(terminalSafe(internalText(release, found)));
  if (found.some(({ fails }) => fails)) return 1;
  return found.some(({ isUnfinished }) => isUnfinished) ? 3 : 0;
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
