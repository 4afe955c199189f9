/** Kernels that die, stop or never come: the run ends, says where, and leaves nothing. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { NotebookError } from "../../../src/text/errors.ts";
import { runCells } from "../../../src/notebooks/run/run.ts";
import { startKernel } from "../../../src/notebooks/kernel/start_kernel.ts";
import { failure, notebookOf, run, streamText } from "../../notebooks/run/notebooks.ts";

/** A shell that starts the kernel in the background and does something beside it. */
const beside = (
  action: string,
) => ["sh", "-c", `"$DENO" jupyter --kernel --conn "$0" & k=$!; ${action}`];
Deno.env.set("DENO", Deno.execPath());

Deno.test("a kernel that is killed while it starts is said not to have started, at any moment", async () => {
  for (const seconds of ["0", "0.01", "0.05", "0.1", "0.15"]) {
    const kernelCommand = beside(`sleep ${seconds}; kill -9 $k; wait $k; exit 9`);
    const { message } = await failure(["await new Promise(() => {})"], {
      kernelCommand,
      timeoutSeconds: 20,
    });
    assert.match(message, /^Cannot run "a\.ipynb"(, cell 1)?: .*kernel.*ended/);
  }
});

Deno.test("a kernel that is killed during a cell is said to be, with the cell", async () => {
  const { message, place } = await failure([
    "1",
    `Deno.kill(Deno.pid, "SIGKILL"); while (true) {}`,
  ]);
  assert.equal(place.cell, 2);
  assert.match(message, /SIGKILL/);
});

Deno.test("a kernel that dies while late outputs are awaited is said to, with the cell", async () => {
  // The timer fires in the turn that the flush waits for.
  const { place } = await failure([
    `console.log("shown"); setTimeout(() => Deno.kill(Deno.pid, "SIGKILL"), 0);`,
    "1",
  ]);
  assert.equal(place.cell, 1);
});

Deno.test("a kernel that is killed between two cells fails the second", async () => {
  const kernel = await startKernel({ cwd: "." });
  try {
    const running = runCells(kernel, notebookOf("1", "2"), {
      name: "a.ipynb",
      cwd: ".",
      onProgress: (cell) => {
        if (cell === 2) kernel.process.kill();
      },
    });
    await assert.rejects(
      running,
      (error) => error instanceof NotebookError && error.place.cell === 2,
    );
  } finally {
    await kernel.close();
  }
});

Deno.test("a kernel that is stopped by SIGSTOP is ended at the timeout", async () => {
  const { message } = await failure([`Deno.kill(Deno.pid, "SIGSTOP");`], { timeoutSeconds: 1 });
  assert.match(message, /cell 1.*did not end within 1 s/);
});

Deno.test("a program that is no kernel but runs on is given up after the start timeout", async () => {
  const { message } = await failure(["1"], {
    kernelCommand: ["sh", "-c", "trap '' TERM INT; exec sleep 1000"],
    startTimeoutSeconds: 1,
  });
  assert.match(message, /did not answer within 1 s/);
});

for (
  const [what, answer] of [
    ["says nothing", ""],
    ["speaks another protocol", "connection.write(new Uint8Array(64));"],
    ["hangs up", "connection.close();"],
  ] as const
) {
  Deno.test(`a run asks for other ports when a program that ${what} has taken one`, async () => {
    const folder = await Deno.makeTempDir({ prefix: "ports-" });
    const wrapper = join(folder, "kernel.ts");
    await Deno.writeTextFile(wrapper, takesAPortOnce(answer));
    try {
      const { outputs } = await run([`console.log("there")`], {
        kernelCommand: [Deno.execPath(), "run", "--quiet", "-A", wrapper, join(folder, "tries")],
      });
      assert.equal(streamText(outputs[0]!), "there\n");
      assert.equal(await Deno.readTextFile(join(folder, "tries")), "taken\nfree\n");
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

/** A kernel that finds a port taken the first time: its wrapper listens there. */
const takesAPortOnce = (answer: string) => `
const [tries, connectionFile] = Deno.args;
const isFirst = await Deno.stat(tries).then(() => false, () => true);
await Deno.writeTextFile(tries, isFirst ? "taken\\n" : "free\\n", { append: true });
const connection = await Deno.readTextFile(connectionFile);
await Deno.writeTextFile(tries + ".json", connection);
const { iopub_port: port } = JSON.parse(connection);
if (isFirst) {
  const listener = Deno.listen({ hostname: "127.0.0.1", port });
  (async () => {
    for await (const connection of listener) { ${answer} }
  })();
}
const { code } = await new Deno.Command(Deno.execPath(), {
  args: ["jupyter", "--kernel", "--conn", tries + ".json"],
}).spawn().status;
Deno.exit(code);
`;
