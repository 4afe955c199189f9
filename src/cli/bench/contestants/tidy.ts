/** Reads a tidy file, checked or as it is, and says what that took: `tidy.ts checked|bare PATH`. */
import pl from "nodejs-polars";
import { readTidy } from "../../../frames/read_tidy.ts";

const [way, path = ""] = Deno.args;
const started = performance.now();
const frame = way === "checked"
  ? readTidy(path)
  : path.endsWith(".parquet")
  ? pl.readParquet(path)
  : pl.readCSV(path);
const seconds = (performance.now() - started) / 1_000;
if (frame.height < 1) throw new Error("nothing was read");
// Linux notes the most memory that a process held.
const status = await Deno.readTextFile("/proc/self/status").catch(() => "");
const peak = /^VmHWM:\s+(\d+) kB$/m.exec(status);
console.log(JSON.stringify({ seconds, ...(peak ? { peakBytes: Number(peak[1]) * 1_024 } : {}) }));
