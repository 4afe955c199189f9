/** `audit`, here also `deno task audit`: validates a release folder and prints what it holds. */
import { terminalSafe, UsageError } from "@crosses/text";
import { Deadline, LIMIT_SECONDS, MIN_WIDTH_VALUES } from "@crosses/counts/ranges";
import { loadRelease, releaseNames } from "@crosses/counts/release";
import {
  AUDIT_OPTIONS,
  auditForOffice,
  isTableFile,
  OFFICE_OPTIONS,
  wholeNumber,
} from "./office.ts";
import { auditJson, auditRelease } from "./audit.ts";
import { auditText } from "./text.ts";
import { calledAs, oneOf, parseCommandLine, runCommand, userPath } from "@crosses/text/command";

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
    deadline: new Deadline(SHARE_FOR_ANSWERS * limit - (performance.now() - started) / 1_000),
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

if (import.meta.main) {
  await runCommand(
    audit,
    USAGE.replaceAll("npx --yes deno task audit", calledAs("audit", "audit")),
  );
}
