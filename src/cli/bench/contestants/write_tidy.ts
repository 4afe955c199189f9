/** Writes tidy files of so many rows: `write_tidy.ts ROWS FOLDER`. */
import { join } from "node:path";
import { tidyToParquet } from "../../../frames/files.ts";
import { readTidy } from "../../../frames/read_tidy.ts";

const [rows, folder = ""] = Deno.args;
const PERIODS = Array.from({ length: 10 }, (_, index) => 2015 + index);
const GROUPS = 200;
const path = join(folder, "tidy.csv");
using file = await Deno.open(path, { write: true, create: true, truncate: true });
const write = (text: string) => file.writeSync(new TextEncoder().encode(text));
write("table,region,group,period,periodStart,periodEnd,isPartial,value,status\n");
let row = 0;
for (let region = 0; row < Number(rows); region++) {
  let text = "";
  for (let group = 0; group < GROUPS; group++) {
    for (const year of PERIODS) {
      if (++row > Number(rows)) break;
      const cell = row % 7 === 0 ? ",suppressed" : `${(row * 7_919) % 5_000},published`;
      text +=
        `counts,region ${region},group ${group},${year},${year}-01-01,${year}-12-31,false,${cell}\n`;
    }
  }
  write(text);
}
await Deno.writeFile(join(folder, "tidy.parquet"), tidyToParquet(readTidy(path)));
