/** Two hundred runs in one process leave no memory, handle or file behind. */
import assert from "node:assert/strict";

Deno.test({
  name: "200 notebook runs in one process: memory and handles do not grow",
  ignore: Deno.build.os !== "linux",
  async fn() {
    // All permissions: Deno lets nobody with less read /proc/self/fd.
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--v8-flags=--expose-gc", "tests/long/soak.ts", "200"],
    }).output();
    assert.equal(code, 0, new TextDecoder().decode(stderr));
    const { before, after } = JSON.parse(new TextDecoder().decode(stdout));
    assert.equal(after.handles, before.handles);
    // Each run has an output of 100 kB, and a kernel's client: a leak of either shows many times over in 140 runs.
    assert.ok(after.heapUsed - before.heapUsed < 2_000_000, `${after.heapUsed - before.heapUsed}`);
    assert.ok(after.rss - before.rss < 30_000_000, `${after.rss - before.rss}`);
  },
});
