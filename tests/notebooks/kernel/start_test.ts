/** What becomes of a kernel that does not start as it should. */
import assert from "node:assert/strict";
import { startKernel } from "../../../src/notebooks/kernel/start_kernel.ts";

Deno.test({
  name: "a kernel that stays silent is given up for another",
  ignore: Deno.build.os === "windows",
  async fn() {
    const folder = await Deno.makeTempDir();
    const watcher = Deno.watchFs(folder);
    try {
      const silentOnce = 'mkdir first 2>/dev/null && exec sleep 1000; exec "$0" "$@"';
      const deno = [Deno.execPath(), "jupyter", "--quiet", "--kernel", "--conn"];
      let starts = 0;
      await using kernel = await startKernel(
        { cwd: folder, command: ["sh", "-c", silentOnce, ...deno] },
        () => {
          const time = new AbortController();
          // The first one's time is over as soon as it is known to be silent.
          if (starts++ === 0) watcher[Symbol.asyncIterator]().next().then(() => time.abort());
          return time.signal;
        },
      );
      assert.equal((await kernel.execute("1")).status, "ok");
      assert.equal(starts, 2);
    } finally {
      watcher.close();
      await Deno.remove(folder, { recursive: true });
    }
  },
});
