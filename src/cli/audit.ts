/** `deno task audit`: validates a release folder and prints what it holds. */
import { UsageError } from "../errors.ts";
import { loadRelease } from "../release/load_release.ts";
import { auditJson } from "./audit_json.ts";
import { auditText } from "./audit_text.ts";
import { ownRelease } from "./own_release.ts";
import { oneOf, parseCommandLine, runCommand, terminalSafe, userPath } from "./command.ts";

export const USAGE = `
Usage: deno task audit [FOLDER] [--assume READING] [--json]

Validates a release folder (datapackage.json and its CSVs) and prints what it holds: tables,
dimensions, suppressed cells, sums of the visible cells, readings and caveats.

  FOLDER            the folder; without it, the project's own release
  --assume READING  one of the release's readings, e.g. none, cumulative or cohort;
                    without it, the release's default
  --json            prints JSON
  --help            prints this

Exit status: 0 valid, 1 not valid, 2 wrong command line.
`;

/** Runs the audit; gives nothing, or throws what `runCommand` turns into messages. */
export async function audit(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine(args, {
    assume: { type: "string" },
    json: { type: "boolean" },
  });
  if (positionals.length > 1) {
    throw new UsageError(
      `Cannot audit ${positionals.length} folders at once`,
      "give one folder; quote it if its name has spaces",
    );
  }
  const [folder] = positionals;
  const release = await loadRelease(folder === undefined ? await ownRelease() : userPath(folder));
  const readings = release.readings.map(({ name }) => name);
  const assumption = oneOf("assume", values.assume, readings) ?? release.defaultReading;
  if (values.json) console.log(JSON.stringify(auditJson(release, assumption), null, 2));
  else console.log(terminalSafe(auditText(release, assumption)));
}

if (import.meta.main) await runCommand(audit, USAGE);
