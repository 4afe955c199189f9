/** `intake` and `audit` installed as commands, and used in a folder with nothing of this project above it. */
import assert from "node:assert/strict";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = fileURLToPath(new URL("../../", import.meta.url));
const TABLE = join(HERE, "tests/counts/release/fixtures/letters/permits.csv");

/** As the READMEs of both packages say. */
const RIGHTS = {
  intake: ["--allow-read", "--allow-write", "--allow-env=INIT_CWD,DEBUG,SOURCE_DATE_EPOCH"],
  audit: ["--allow-read", "--allow-env=INIT_CWD,DEBUG"],
};

/** A folder of somebody's, with the commands installed beside it; disposing removes both. */
class Elsewhere implements AsyncDisposable {
  private constructor(readonly home: string) {}

  static async make(): Promise<Elsewhere> {
    const elsewhere = new Elsewhere(
      await Deno.realPath(await Deno.makeTempDir({ prefix: "elsewhere-" })),
    );
    for (const [name, rights] of Object.entries(RIGHTS)) {
      const member = join(HERE, "src", name);
      const config = ["--config", join(member, "deno.json")];
      const place = ["--root", elsewhere.home, "-n", name];
      await elsewhere.deno("install", "-g", ...config, ...place, ...rights, join(member, "cli.ts"));
    }
    return elsewhere;
  }

  path(name: string): string {
    return join(this.home, name);
  }

  /** What an installed command prints; its exit status and stderr are asserted. */
  async run(name: keyof typeof RIGHTS, ...args: string[]): Promise<string> {
    return await this.#output(this.path(join("bin", name)), args);
  }

  async deno(...args: string[]): Promise<string> {
    return await this.#output(Deno.execPath(), args);
  }

  async #output(command: string, args: string[]): Promise<string> {
    const { INIT_CWD: _, ...env } = Deno.env.toObject();
    const path = [join(Deno.execPath(), ".."), env.PATH].join(delimiter);
    const { code, stdout, stderr } = await new Deno.Command(command, {
      args,
      cwd: this.home,
      clearEnv: true,
      env: { ...env, NO_COLOR: "1", PATH: path },
    }).output();
    assert.equal(code, 0, `${args.join(" ")}\n${new TextDecoder().decode(stderr)}`);
    return new TextDecoder().decode(stdout);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.home, { recursive: true });
  }
}

Deno.test("intake and audit, installed, make and read a release folder anywhere, and its starter runs", async () => {
  await using elsewhere = await Elsewhere.make();
  const said = await elsewhere.run("intake", "permits", "--from", TABLE);
  assert.match(
    said,
    /\nThen: audit permits\nThen: notebook-report permits\/notebooks\/en\/start.en.ipynb \S+ --code hide\n$/,
  );
  assert.match(await elsewhere.run("audit", "permits"), /200 cells: .* 23 suppressed/);
  const byPath = ["run", "--quiet", "--no-prompt", ...RIGHTS.audit, join(HERE, "src/audit/cli.ts")];
  assert.equal(await elsewhere.deno(...byPath, "permits"), await elsewhere.run("audit", "permits"));
  assert.match(await elsewhere.run("intake", "--help"), /^Usage: intake FOLDER --from FILE/);
  assert.match(await elsewhere.run("audit", "--help"), /^Usage: audit \[FOLDER\]/);
  const notebook = elsewhere.path("permits/notebooks/en/start.en.ipynb");
  await elsewhere.deno("run", "--quiet", "-A", join(HERE, "src/notebooks/cli.ts"), notebook);
  const page = await Deno.readTextFile(elsewhere.path("permits/notebooks/en/start.en.html"));
  assert.match(page, /What was inferred/);
  assert.match(page, /<svg/);
});

Deno.test("audit, installed, takes the only release below data/, and names them where there are two", async () => {
  await using elsewhere = await Elsewhere.make();
  await elsewhere.run("intake", "data/permits", "--from", TABLE);
  assert.match(await elsewhere.run("audit"), /^Permits \(permits\)\n/);
  await elsewhere.run("intake", "data/other", "--from", TABLE);
  await assert.rejects(
    elsewhere.run("audit"),
    /error: Name the release folder\n {2}hint: there is data\/other, data\/permits/,
  );
});

Deno.test("the READMEs of intake and audit install with the rights that are tried here", async () => {
  for (const [name, rights] of Object.entries(RIGHTS)) {
    const readme = await Deno.readTextFile(join(HERE, "src", name, "README.md"));
    const commands = readme.replaceAll(/\\\n\s*/g, "").split("\n")
      .filter((line) => line.includes("--allow-"));
    assert.equal(commands.length, 2, name);
    for (const command of commands) {
      assert.deepEqual(command.match(/--allow-[\w-]+(?:=[\w,]+)?/g), rights, command);
    }
  }
});
