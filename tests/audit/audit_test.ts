import assert from "node:assert/strict";
import { edited, small, withFolder } from "../counts/release/folders.ts";
import { audit, USAGE } from "../../src/audit/cli.ts";
import { runTask } from "../project/run_command.ts";
import { runHere } from "../text/run_here.ts";

/** `audit` as a function. */
const run = (...args: string[]) => runHere(audit, USAGE, args);

const MEALS = "tests/counts/release/fixtures/school_meals";

Deno.test("audit prints what a release of another shape holds", async () => {
  const { status, stdout, stderr } = await run(MEALS);
  assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
  for (
    const line of [
      "School meals (invented, to test with) (school-meals)",
      "    Autumn: 2030-08-20 to 2030-12-20",
      "    Total: total of the others",
      "    12 cells: 8 published, 4 suppressed",
      // 120 + 30 + 98 + 64 + 0; the totals are not counted again, one of the four crosses is a total.
      "    sum of cells that are no totals: at least 312 (3 cells suppressed)",
      '    mark "<5": fewer than five, at most 4',
      "  none (assumed here): Counts are whole numbers, zero or more. Nothing else is assumed.",
      "  returned-of-served (returned-of-served): under same-day only",
    ]
  ) assert(stdout.split("\n").includes(line), `${line}\n\n${stdout}`);
});

Deno.test("audit takes the project's own release where no folder is named, whatever it is", async () => {
  const { status, stdout } = await run("--json");
  assert.equal(status, 0);
  const { release, assumption, tables } = JSON.parse(stdout);
  assert.equal(release, "mifi-28731");
  assert.equal(assumption, "cohort");
  assert.deepEqual(
    tables.map(({ suppressed }: { suppressed: number }) => suppressed),
    [2, 9, 5],
  );
});

Deno.test("audit --json lists each suppressed cell with its keys", async () => {
  await withFolder(small(), async (folder) => {
    const { status, stdout } = await run("--json", folder);
    assert.equal(status, 0);
    const { release, assumption, cells } = JSON.parse(stdout);
    assert.deepEqual([release, assumption], ["small", "none"]);
    assert.equal(cells.length, 1);
    assert.equal(cells[0].table, "received");
    assert.deepEqual(cells[0].keys, { kind: "Paper", year: "2024" });
  });
});

Deno.test("audit prints a complete sum without `at least`", async () => {
  await withFolder(
    small({ "received.csv": "kind,2023,2024\nPaper,0,1\nOnline,2,1431\n" }),
    async (folder) => {
      const { stdout } = await run(folder);
      assert.match(stdout, /^ {4}sum: 1,434$/m);
    },
  );
});

Deno.test("audit prints no sum of a draft whose categories no published total adds up", async () => {
  const review = [{ path: "1", inferred: { en: "x", fr: "x" } }];
  const draft = edited((descriptor) => {
    descriptor.review = review;
  }, { "received.csv": "kind,2023,2024\nPaper,0,1\nOnline,2,3\n" });
  await withFolder(draft, async (folder) => {
    const { stdout } = await run(folder);
    assert.match(stdout, /^ {4}no sum: no published total shows that .* “kind”, “year” add up$/m);
    assert.doesNotMatch(stdout, /^ {4}sum/m);
    assert.equal(JSON.parse((await run(folder, "--json")).stdout).tables[0].visibleSum, null);
  });
  const totalled = edited((descriptor) => {
    descriptor.review = review;
    descriptor.dimensions[0].categories.push({ name: "Total", isTotal: true });
    descriptor.dimensions[1].categories = [{ name: "2023" }];
    descriptor.relations = [{ name: "total", type: "sum", dimension: "kind" }];
  }, { "received.csv": "kind,2023\nPaper,1\nOnline,2\nTotal,3\n" });
  await withFolder(totalled, async (folder) => {
    assert.match((await run(folder)).stdout, /^ {4}sum: 3$/m);
  });
});

Deno.test("audit does not say that rounded counts are a lower limit", async () => {
  const rounded = edited((descriptor) => {
    descriptor.resources[0].roundedTo = { base: 5, method: "nearest" };
  }, { "received.csv": "kind,2023,2024\nPaper,0,x\nOnline,10,5\n" });
  await withFolder(rounded, async (folder) => {
    const { stdout } = await run(folder);
    assert.match(
      stdout,
      /^ {4}sum: about 15 \(each count rounded to 5, 1 cell suppressed and left out\)$/m,
    );
    assert.doesNotMatch(stdout, /sum: at least/);
    const json = JSON.parse((await run(folder, "--json")).stdout);
    assert.equal(json.tables[0].visibleSum, null);
  });
});

for (const option of [["--width", "10"], ["--singletons"], ["--keep", "kind=North"]]) {
  Deno.test(`audit refuses ${option[0]} without --internal`, async () => {
    const { status, stdout, stderr } = await run(MEALS, ...option);
    assert.deepEqual({ status, stdout }, { status: 2, stdout: "" });
    assert.match(stderr, /does nothing without "--internal"[\s\S]*hint: add --internal/);
  });
}

Deno.test("audit takes a relative folder from where the user stands", async () => {
  await withFolder(small(), async (folder) => {
    await Deno.mkdir(`${folder}/below`);
    const { status, stdout } = await runTask("audit", [".."], {
      env: { INIT_CWD: `${folder}/below` },
    });
    assert.equal(status, 0);
    assert.match(stdout, /^small \(small\)/);
  });
});

Deno.test("audit prints every problem on stderr, nothing on stdout, and exits with 1", async () => {
  const files = small({ "received.csv": "kind,2023,2024\nPaper,n/a,x\nOnline,12,-7\n" });
  await withFolder(files, async (folder) => {
    assert.deepEqual(await run(folder, "--json"), {
      status: 1,
      stdout: "",
      stderr: [
        'error: Cannot read "received.csv": line 2, column 2 ("2023") holds "n/a"; ' +
        'a cell is a whole number >= 0, or "x" where it is suppressed',
        '  hint: write "x" if the source suppressed it, and 0 if it is zero',
        'error: Cannot read "received.csv": line 3, column 3 ("2024") holds "-7"; ' +
        'a cell is a whole number >= 0, or "x" where it is suppressed',
        "  hint: a count cannot be negative",
        "",
      ].join("\n"),
    });
  });
});

Deno.test("audit counts the problems beyond two hundred", async () => {
  const rows = Array.from({ length: 250 }, (_, i) => `Office ${i},?,1\n`).join("");
  const files = edited((descriptor) => {
    descriptor.dimensions[0].categories = Array.from(
      { length: 250 },
      (_, i) => ({ name: `Office ${i}` }),
    );
  }, { "received.csv": `kind,2023,2024\n${rows}` });
  await withFolder(files, async (folder) => {
    const { stderr } = await run(folder);
    const errors = stderr.split("\n").filter((line) => line.startsWith("error: "));
    assert.equal(errors.length, 201);
    assert.equal(errors[200], "error: There are 50 more problems");
  });
});

Deno.test("audit refuses a command line that is wrong, with a hint and exit status 2", async () => {
  const cases: [args: string[], stderr: string][] = [
    [
      ["--assume", "wishful", MEALS],
      'error: Option "--assume" is "wishful"\n  hint: it takes one of none, same-day\n',
    ],
    [
      [MEALS, "--assume"],
      'error: Option "--assume" needs a value\n  hint: the options are --help, --assume, --json, --limit, --internal, --width, --truth, --protection, --singletons, --keep, --smallest, --hrc, --lead, --rda, --count\n',
    ],
    [
      ["--jsn"],
      'error: Unknown option "--jsn"\n  hint: the options are --help, --assume, --json, --limit, --internal, --width, --truth, --protection, --singletons, --keep, --smallest, --hrc, --lead, --rda, --count\n',
    ],
    [
      ["--json=yes"],
      'error: Option "--json" takes no value\n  hint: the options are --help, --assume, --json, --limit, --internal, --width, --truth, --protection, --singletons, --keep, --smallest, --hrc, --lead, --rda, --count\n',
    ],
    [
      ["a", "b"],
      "error: Cannot audit 2 folders at once\n  hint: give one folder; quote it if its name has spaces\n",
    ],
  ];
  for (const [args, stderr] of cases) {
    assert.deepEqual(await run(...args), { status: 2, stdout: "", stderr });
  }
});

Deno.test("audit --help prints its usage and exits with 0", async () => {
  const { status, stdout, stderr } = await runTask("audit", ["--help"]);
  assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
  const [usage] = stdout.split("\n\n");
  assert.equal(
    usage!.replaceAll(/\n +/g, " "),
    "Usage: npx --yes deno task audit [FOLDER] [--assume NAME] [--json] [--limit S] " +
      "[--internal [--width N] [--truth FOLDER [--protection P]] [--singletons] [--keep DIMENSION=CATEGORY] [--smallest] [--hrc DIMENSION=FILE [--lead S]]] npx --yes deno task audit --internal TABLE.tab… [--rda FILE] [--count COLUMN] [the same]",
  );
});

Deno.test("audit says which file it may not read, without asking", async () => {
  await withFolder(small(), async (folder) => {
    const { status, stderr } = await runTask("audit", [folder], {
      flags: [`--deny-read=${folder}/received.csv`],
    });
    assert.equal(status, 1);
    assert.equal(
      stderr,
      'error: Cannot read "received.csv": it may not be read by this program: it runs without --allow-read ' +
        "for it; datapackage.json names it as the file of a table\n",
    );
  });
});

Deno.test("audit sends no control character of a release to the terminal", async () => {
  const titled = edited((descriptor) => descriptor.title = "red \u001b[31m and \u202e turned");
  await withFolder(titled, async (folder) => {
    const { stdout } = await run(folder);
    assert(stdout.startsWith("red \\u001b[31m and \\u202e turned (small)\n"), stdout);
  });
  const named = edited((descriptor) => descriptor.dimensions[0].name = "ki\u001bnd");
  await withFolder(named, async (folder) => {
    const { stderr } = await run(folder);
    assert.match(stderr, /holds "ki\\u001bnd" as "dimensions\[0\]\.name"/);
  });
});

const LETTER = "data/28731";

Deno.test("audit gives the letter's ranges under cohort, and withholds both AI 2022 refused cells", async () => {
  const { status, stdout } = await run(LETTER, "--json");
  assert.equal(status, 0);
  const { assumption, cells, findings } = JSON.parse(stdout);
  assert.deepEqual([assumption, cells.length, findings], ["cohort", 16, []]);
  const at = (table: string, component: string, profile: string, period: string) =>
    cells.find((cell: { table: string; keys: Record<string, string> }) =>
      cell.table === table && cell.keys.component === component && cell.keys.profile === profile &&
      cell.keys.period === period
    );
  const range = (...where: Parameters<typeof at>) => [at(...where).lower, at(...where).upper];
  assert.deepEqual(range("refused", "AI", "Francization", "2024"), [0, 7]);
  assert.deepEqual(range("accepted", "AI", "Francophone", "2025"), [0, 7]);
  assert.deepEqual(range("refused", "IT/VE", "Francophone", "2025"), [0, 34]);
  assert.deepEqual(range("received", "IT/VE", "Francization", "2024"), [0, null]);
  assert.deepEqual(range("received", "AI", "Francophone", "2024"), [17, null]);
  for (const profile of ["Francophone", "Francization"]) {
    const { table: _, keys: __, ...rest } = at("refused", "AI", profile, "2022");
    assert.deepEqual(rest, {
      mark: "x",
      range: "withheld",
      lower: null,
      upper: null,
      isOuter: false,
      because: [],
    });
  }
});

Deno.test("audit gives every cell from 0 up where nothing is assumed", async () => {
  const { stdout } = await run("--assume", "none", "--json", LETTER);
  for (const { range, lower, upper } of JSON.parse(stdout).cells) {
    assert.deepEqual([range, lower, upper], ["unbounded", 0, null]);
  }
});

Deno.test("audit shows no end under cumulative that differs from cohort beside a withheld cell", async () => {
  const cellsUnder = async (assumption: string) =>
    JSON.parse((await run("--assume", assumption, "--json", LETTER)).stdout).cells;
  const [cumulative, cohort] = [await cellsUnder("cumulative"), await cellsUnder("cohort")];
  for (const [index, cell] of cumulative.entries()) {
    const other = cohort[index];
    if (cell.keys.component !== "AI" || [cell, other].some(({ range }) => range === "withheld")) {
      continue;
    }
    if (cell.upper !== null && other.upper !== null) assert.equal(cell.upper, other.upper);
    if (cell.lower > 0 && other.lower > 0) assert.equal(cell.lower, other.lower);
  }
});

Deno.test("audit names a contradiction: outcomes of 66 among 65 received", async () => {
  const folder = await Deno.makeTempDir();
  try {
    for await (const { name } of Deno.readDir(LETTER)) {
      await Deno.copyFile(`${LETTER}/${name}`, `${folder}/${name}`);
    }
    const csv = await Deno.readTextFile(`${folder}/accepted.csv`);
    await Deno.writeTextFile(`${folder}/accepted.csv`, csv.replace("12,53,", "12,54,"));
    const descriptor = JSON.parse(await Deno.readTextFile(`${folder}/datapackage.json`));
    for (const resource of descriptor.resources) delete resource.hash;
    await Deno.writeTextFile(`${folder}/datapackage.json`, JSON.stringify(descriptor));
    const { status, stdout, stderr } = await run(folder, "--json");
    assert.deepEqual([status, stderr], [1, ""]);
    const { findings } = JSON.parse(stdout);
    assert.equal(findings.length, 1);
    assert.match(findings[0].message, /AI · Francophone · 2023/);
    assert.match(findings[0].message, /54.*12.*65|12.*54.*65/);
    assert.deepEqual(
      findings[0].published.map(({ table }: { table: string }) => table).sort(),
      ["accepted", "received", "refused"],
    );
    const text = await run(folder);
    assert.match(text.stdout, /^Contradictions\n {2}.*AI · Francophone · 2023/m);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("audit calls contradictory what is, counts it, says nothing of thresholds, and withholds the rest as ever", async () => {
  const files = edited((descriptor) => {
    const [kind, year] = descriptor.dimensions;
    kind.categories.push({ name: "Total", isTotal: true });
    year.categories.push({ name: "2025" });
    descriptor.relations = [{ name: "total-of-kinds", type: "sum", dimension: "kind" }];
    // 20 of 7 cannot be; 1 and 1 make 2.
  }, { "received.csv": "kind,2023,2024,2025\nPaper,1,x,x\nOnline,12,20,x\nTotal,13,7,2\n" });
  await withFolder(files, async (folder) => {
    const { status, stdout, stderr } = await run(folder);
    assert.deepEqual({ status, stderr }, { status: 1, stderr: "" });
    for (
      const line of [
        "    Paper · 2024: contradictory",
        "    Paper · 2025: not given",
        "    Online · 2025: not given",
        "    0 suppressed cells without upper bound, 0 with a range, 2 withheld, 1 contradictory",
        "    sum: at least 33 (3 cells suppressed)",
      ]
    ) assert(stdout.split("\n").includes(line), `${line}\n\n${stdout}`);
    assert.doesNotMatch(stdout, /threshold/);
  });
});

Deno.test("audit counts no cell as suppressed in a sum that is not applicable", async () => {
  const files = edited((descriptor) => {
    descriptor.resources[0].schema.missingValues.push({ value: "-", kind: "notApplicable" });
  }, { "received.csv": "kind,2023,2024\nPaper,0,x\nOnline,12,-\n" });
  await withFolder(files, async (folder) => {
    const { stdout } = await run(folder);
    assert.match(stdout, /^ {4}sum: at least 12 \(1 cell suppressed\)$/m);
  });
});

Deno.test("audit says of no threshold that nothing must be complementary while a range is not shown", async () => {
  const linesOf = async (folder: string, ...args: string[]) => {
    const { stdout } = await run(folder, ...args);
    return stdout.split("\n").filter((line) => /^ {2}threshold/.test(line));
  };
  // A part of 2 and one of 85: each follows from its row, so neither is shown, and the 85 is certainly not small.
  const open = small({ "received.csv": "kind,2023,2024\nPaper,x,98\nOnline,64,x\n" });
  const withTotals = edited((descriptor) => {
    descriptor.dimensions[1].categories.push({ name: "Total", isTotal: true });
    descriptor.relations = [{ name: "years", type: "sum", dimension: "year" }];
  }, { "received.csv": "kind,2023,2024,Total\nPaper,x,98,100\nOnline,64,x,149\n" });
  await withFolder(withTotals, async (folder) => {
    assert.deepEqual(await linesOf(folder), ["  threshold 2 to 64"]);
  });
  await withFolder(open, async (folder) => {
    assert.deepEqual(await linesOf(folder), [
      "  threshold 2 to 64: no x by itself must be complementary",
    ]);
  });
  assert.deepEqual(await linesOf("data/28731", "--assume", "cumulative"), ["  threshold 2 to 7"]);
});

/** A cube of suppressed counts with all its margins: too hard for a second. */
function cube(side: number) {
  const names = ["a", "b", "c"];
  const steps = [...Array(side).keys(), "T"];
  const count = (...place: (number | string)[]): number => {
    const total = place.indexOf("T");
    if (total < 0) {
      return place.reduce<number>((sum, at, index) => sum + (index * 7 + 3) * Number(at), 5) % 23;
    }
    return [...Array(side).keys()].reduce((sum, at) => sum + count(...place.with(total, at)), 0);
  };
  const lines = steps.flatMap((a) =>
    steps.map((b) =>
      [
        `a${a}`,
        `b${b}`,
        ...steps.map((c) => [a, b, c].includes("T") ? count(a, b, c) : "x"),
      ].join(",")
    )
  );
  return edited((descriptor) => {
    descriptor.dimensions = names.map((name) => ({
      name,
      categories: steps.map((step) => ({ name: `${name}${step}`, isTotal: step === "T" })),
    }));
    descriptor.relations = names.map((name) => ({ name, type: "sum", dimension: name }));
  }, {
    "received.csv": [["a", "b", ...steps.map((c) => `c${c}`)].join(","), ...lines, ""].join("\n"),
  });
}

Deno.test("audit ends with 3 where time was up before an answer, and withholds what is not proved", async () => {
  await withFolder(cube(9), async (folder) => {
    const { status, stdout } = await run(folder, "--limit", "1", "--json");
    assert.equal(status, 3);
    const { isUnfinished, cells } = JSON.parse(stdout);
    assert.equal(isUnfinished, true);
    // Every end that is shown is one that was proved, or an outer one of a cell of which enough values were met.
    assert.equal(cells.length, 729);
    const text = await run(folder, "--limit", "1");
    assert.match(text.stdout, /^Time was up before everything was proved/m);
  });
});
