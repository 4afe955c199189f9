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
    const samples: Record<string, number>[] = JSON.parse(new TextDecoder().decode(stdout));
    assert.equal(samples.length, 8);
    assert.equal(samples.at(-1)!.handles, samples[0]!.handles);
    // What the collector and the allocator have not given back yet comes and goes by tens of megabytes: the least of each half tells.
    const least = (what: string, half: typeof samples) =>
      Math.min(...half.map((sample) => sample[what]!));
    const growth = (what: string) =>
      least(what, samples.slice(4)) - least(what, samples.slice(0, 4));
    // Each run has an output of 100 kB, and a kernel's client: a leak of either shows many times over in 80 runs.
    assert.ok(growth("heapUsed") < 2_000_000, JSON.stringify(samples));
    assert.ok(growth("rss") < 30_000_000, JSON.stringify(samples));
  },
});
