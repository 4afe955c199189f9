/** `deno task audit`: validates a release folder and prints what it holds. */
import { UsageError } from "../errors.ts";
import { DATA_FOLDER } from "../release/folder.ts";
import { loadRelease } from "../release/load_release.ts";
import { auditJson } from "./audit_json.ts";
import { auditText } from "./audit_text.ts";
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

/** The only release folder of the project. */
async function ownRelease(): Promise<URL> {
  const names: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(DATA_FOLDER)) {
    if (isDirectory) names.push(name);
  }
  if (names.length === 1) return new URL(`${encodeURIComponent(names[0]!)}/`, DATA_FOLDER);
  const given = names.sort().map((name) => `data/${name}`).join(", ");
  throw new UsageError(
    names.length === 0 ? "There is no release folder in data/" : "Name the folder to audit",
    names.length === 0 ? "give the path of one" : `there is ${given}`,
  );
}

if (import.meta.main) await runCommand(audit, USAGE);
