import assert from "node:assert/strict";
import { PAGE_OPTIONS, readPageOptions } from "../../src/notebooks/cli.ts";
import { USAGE as audit } from "../../src/audit/cli.ts";
import { USAGE as check } from "../../src/project/check.ts";
import { errorLines, oneOf, parseCommandLine } from "../../src/text/command.ts";
import { USAGE as kernel } from "../../src/project/kernel.ts";
import { USAGE as makeNew } from "../../src/intake/cli.ts";
import { USAGE as report } from "../../src/project/report.ts";
import { USAGE as verify } from "../../src/project/verify.ts";
import { NotebookError, ReleaseError, terminalSafe, UsageError } from "../../src/text/errors.ts";

Deno.test("parseCommandLine() gives values and positionals, and takes what follows -- literally", () => {
  const options = { out: { type: "string" }, watch: { type: "boolean" } } as const;
  const { values, positionals } = parseCommandLine(
    ["a", "--out", "b", "--watch", "--", "--c"],
    options,
  );
  assert.deepEqual({ ...values }, { out: "b", watch: true });
  assert.deepEqual(positionals, ["a", "--c"]);
});

Deno.test("parseCommandLine() names the option that was likely meant, and refuses a second value", () => {
  const options = {
    from: { type: "string" },
    table: { type: "string" },
    "year-start": { type: "string" },
    mark: { type: "string", multiple: true },
  } as const;
  const hint = (...args: string[]) => {
    try {
      parseCommandLine(args, options);
    } catch (error) {
      return (error as UsageError).hint;
    }
  };
  assert.equal(hint("--form", "a"), "did you mean --from?");
  assert.equal(hint("--tabel=2"), "did you mean --table?");
  assert.equal(hint("--yearstart", "04-01"), "did you mean --year-start?");
  assert.match(hint("--colour")!, /^the options are --help, --from, /);
  assert.equal(hint("--table", "1", "--table", "2"), "it takes one value");
  assert.equal(hint("--mark", "a", "--mark", "b"), undefined);
});

Deno.test("oneOf() gives the word, or undefined where none was given", () => {
  assert.equal(oneOf("lang", "fr", ["en", "fr"]), "fr");
  assert.equal(oneOf("lang", undefined, ["en", "fr"]), undefined);
  assert.throws(() => oneOf("lang", "de", ["en", "fr"]), UsageError);
});

Deno.test("errorLines() puts each problem of a release on a line, its hint below", () => {
  const error = new ReleaseError([
    { file: "a.csv", found: "is empty", wanted: "a table has rows" },
    { file: "b.csv", line: 2, found: "is blank", wanted: "each line is a row", hint: "remove it" },
  ]);
  assert.deepEqual(errorLines(error), [
    'error: Cannot read "a.csv": it is empty; a table has rows',
    'error: Cannot read "b.csv": line 2 is blank; each line is a row',
    "  hint: remove it",
  ]);
});

Deno.test("errorLines() gives the message and hint of errors that a user can cause", () => {
  assert.deepEqual(errorLines(new UsageError("Unknown option")), [
    "error: Unknown option",
    "  hint: --help shows what there is",
  ]);
  assert.deepEqual(
    errorLines(new NotebookError("Cell 3 threw\nTypeError: a", { notebook: "a.ipynb" }, "mend it")),
    ["error: Cell 3 threw", "  TypeError: a", "  hint: mend it"],
  );
});

Deno.test("errorLines() asks for a report of what should never happen, without a stack trace", () => {
  for (const thrown of [new RangeError("too\u001b[31m far\nsecond line"), "text"]) {
    const lines = errorLines(thrown);
    assert.equal(lines.length, 2);
    assert.match(lines[0]!, /^error: Unexpected (RangeError: too\\u001b\[31m far|throw: text)$/);
    assert.match(lines[1]!, /^ {2}hint: .*please report it/);
  }
});

Deno.test("terminalSafe() escapes what steers a terminal and keeps text and line breaks", () => {
  assert.equal(
    terminalSafe("é « x » 2\u202f000\n\ta\u001b[31m\u202e\r\u009b"),
    "é « x » 2\u202f000\n\ta\\u001b[31m\\u202e\\u000d\\u009b",
  );
});

Deno.test("what --help prints can be pasted where only Node is installed", () => {
  const alone = /(?<!npx --yes )deno task/;
  for (const usage of [audit, check, kernel, makeNew, report, verify]) {
    assert.match(usage, /^\nUsage: npx --yes deno task /);
    assert.doesNotMatch(usage, alone);
  }
});

Deno.test("every option of the exporter is read, and told in the help of both commands and in docs/commands.md", async () => {
  const names = Object.keys(PAGE_OPTIONS) as (keyof typeof PAGE_OPTIONS)[];
  const missing: string[] = [];
  for (const file of ["src/notebooks/cli.ts", "src/project/report.ts", "docs/commands.md"]) {
    const text = await Deno.readTextFile(file);
    missing.push(
      ...names.flatMap((name) => text.includes(`--${name}`) ? [] : `--${name} in ${file}`),
    );
  }
  for (const name of names) {
    if (PAGE_OPTIONS[name].type !== "string" || name === "out") continue;
    try {
      readPageOptions({ [name]: "no such value" });
      missing.push(`--${name} in readPageOptions()`);
    } catch (error) {
      assert.ok(error instanceof UsageError, name);
    }
  }
  assert.deepEqual(missing, []);
});
