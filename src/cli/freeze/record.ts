/** What the last report was made of, kept beside it. */
import { join } from "node:path";
import { z } from "zod";
import { writeAside } from "../../report/write.ts";

const fingerprints = z.record(z.string(), z.string());

/** What an outcome depends on: equal inputs, equal outcome. */
const inputs = z.object({
  /** By path, from the project's folder where it lies inside. */
  files: fingerprints,
  /** Environment variables by name. */
  variables: fingerprints,
  /** Anything else, by what it is called. */
  others: fingerprints,
});

const record = z.object({
  version: z.literal(1),
  notebooks: z.record(
    z.string(),
    z.object({
      inputs,
      /** SHA-256 of the executed notebook as it was written. */
      executed: z.string(),
      seconds: z.number(),
      /** Why it is run again whatever its inputs say. */
      runAlways: z.string().optional(),
    }),
  ),
  /** What was written last, by path in the folder. */
  report: z.object({ inputs, written: fingerprints }).optional(),
});

export type Inputs = z.infer<typeof inputs>;
export type FreezeRecord = z.infer<typeof record>;

const NAME = ".inputs.json";

/** The record of an output folder; an empty one where there is none that can be read. */
export async function readRecord(out: string): Promise<FreezeRecord> {
  try {
    return record.parse(JSON.parse(await Deno.readTextFile(join(out, NAME))));
  } catch {
    return { version: 1, notebooks: {} };
  }
}

/** Replaces the record. */
export async function writeRecord(out: string, value: FreezeRecord): Promise<void> {
  await writeAside(join(out, NAME), JSON.stringify(value, null, 1) + "\n");
}
