/**
 * Not running again what would come out the same.
 *
 * A notebook's inputs are its cells, Deno's version, the import map and lock, and every file, folder, module and variable
 * that its last run read, as Deno noted them. A report's are its notebooks as executed, the release and the sources.
 */
import { join } from "node:path";
import type { Access } from "../../notebook/accesses.ts";
import { clock, isTimeFixed } from "../clock.ts";
import { NOTEBOOKS_FOLDER, PROJECT_FOLDER } from "../places.ts";
import { Fingerprints, mayHaveChangedSince, sha256 } from "./fingerprint.ts";
import { changes, filesBelow, inputPath, inputsNow, inputsOf } from "./inputs.ts";
import { tracelessAccess, tracelessUse } from "./opaque.ts";
import { type FreezeRecord, type Inputs, readRecord, writeRecord } from "./record.ts";

/** A notebook of the project. */
export interface ProjectNotebook {
  /** What messages call it, from the project's folder. */
  readonly name: string;
  readonly path: string;
  /** Where it is written once executed, in the output folder. */
  readonly target: string;
}

/** How a notebook ran. */
export interface Run {
  readonly accesses: readonly Access[] | undefined;
  readonly seconds: number;
  /** As it is written. */
  readonly content: string;
}

const PICTURE = /\.(png|jpe?g|gif|svg|webp)$/i;

/** What is known of an output folder and of what it was made of. */
export class Freeze {
  readonly #fingerprints = new Fingerprints();
  readonly #started = performance.timeOrigin;

  private constructor(readonly out: string, readonly record: FreezeRecord) {}

  /** With `fresh` as if nothing had been made yet. */
  static async open(out: string, fresh: boolean): Promise<Freeze> {
    return new Freeze(out, fresh ? { version: 1, notebooks: {} } : await readRecord(out));
  }

  /** Why a notebook has to be run: what has changed. Empty when it has not. */
  async whyRun({ name, path, target }: ProjectNotebook): Promise<string[]> {
    const last = this.record.notebooks[name];
    if (last === undefined) return ["there is no earlier run"];
    if (last.runAlways !== undefined) return [last.runAlways];
    const now = await inputsNow(last.inputs, await notebookFacts(path), this.#fingerprints);
    const changed = changes(last.inputs, now).map((what) => `${what} changed`);
    const executed = await this.#fingerprints.of(join(this.out, target));
    return executed === last.executed ? changed : [...changed, `${target} changed`];
  }

  /** Why the report of these notebooks, none of which has to be run, has to be written. Empty when it has not. */
  async whyWrite(
    notebooks: readonly ProjectNotebook[],
    beside: readonly string[],
  ): Promise<string[]> {
    const { report } = this.record;
    if (report === undefined) return ["there is no earlier report"];
    const now = await this.#reportInputs(notebooks, beside, this.#fingerprints);
    const written = await Promise.all(
      Object.entries(report.written).map(async ([path, sha256]) =>
        await this.#fingerprints.of(join(this.out, path)) === sha256 ? [] : [path]
      ),
    );
    return [...changes(report.inputs, now), ...written.flat()].map((what) => `${what} changed`);
  }

  /**
   * Notes what was run, and what was written of these notebooks: fingerprints by path. What may have changed meanwhile
   * is not taken for frozen.
   */
  async keep(
    runs: ReadonlyMap<ProjectNotebook, Run>,
    notebooks: readonly ProjectNotebook[],
    beside: readonly string[],
    written: Readonly<Record<string, string>>,
  ): Promise<void> {
    const records = { ...this.record.notebooks };
    for (const [notebook, run] of runs) {
      records[notebook.name] = await this.#runRecord(notebook, run);
    }
    const inputs = await this.#reportInputs(notebooks, beside, new Fingerprints());
    const isSteady = !await this.#changedMeanwhile(inputs);
    await writeRecord(this.out, {
      version: 1,
      notebooks: records,
      ...(isSteady ? { report: { inputs, written: { ...written } } } : {}),
    });
  }

  async #runRecord(
    { path }: ProjectNotebook,
    { accesses, seconds, content }: Run,
  ): Promise<FreezeRecord["notebooks"][string]> {
    const inputs = await inputsOf(accesses ?? [], await notebookFacts(path), new Fingerprints());
    const changed = await this.#changedMeanwhile(inputs);
    const why = tracelessAccess(accesses) ?? await tracelessCode(path, inputs) ??
      (changed && `was run while ${changed} changed`);
    return {
      inputs,
      executed: await sha256(content),
      seconds,
      ...(why ? { runAlways: `it ${why}` } : {}),
    };
  }

  async #reportInputs(
    notebooks: readonly ProjectNotebook[],
    beside: readonly string[],
    fingerprints: Fingerprints,
  ): Promise<Inputs> {
    const folders = ["src", "data"].map((name) => join(PROJECT_FOLDER, name));
    const names = (await Promise.all(folders.map(filesBelow))).flat();
    // Pages carry the pictures that lie beside the notebooks.
    const pictures = (await filesBelow(NOTEBOOKS_FOLDER)).filter((name) => PICTURE.test(name));
    names.push(...pictures);
    const files = Object.fromEntries(
      ["deno.json", "deno.lock", ...names].map((name) => [name, ""]),
    );
    const others: Record<string, string> = {
      ...versions(),
      "what else lies beside it": beside.join(),
      "SOURCE_DATE_EPOCH": isTimeFixed() ? clock().toISOString() : "",
    };
    for (const { target } of notebooks) {
      others[target] = await fingerprints.of(join(this.out, target));
    }
    return await inputsNow({ files, variables: {}, others: {} }, others, fingerprints);
  }

  /** The first input that may have changed since this process started. */
  async #changedMeanwhile({ files }: Inputs): Promise<string | undefined> {
    for (const name of Object.keys(files)) {
      if (await mayHaveChangedSince(inputPath(name), this.#started)) return name;
    }
  }
}

function versions(): Record<string, string> {
  return { "the version of Deno": Deno.version.deno };
}

/** What a run depends on beside files and variables. */
async function notebookFacts(path: string): Promise<Record<string, string>> {
  return {
    ...versions(),
    "its cells": await sha256(JSON.stringify(withoutOutputs(await readJson(path)))),
    "whether the time is fixed": String(isTimeFixed()),
  };
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await Deno.readTextFile(path));
  } catch {
    // Whoever runs it will say what is wrong.
    return undefined;
  }
}

interface RawCell {
  readonly cell_type?: unknown;
  readonly source?: unknown;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** A notebook but for what running it writes. */
function withoutOutputs(notebook: unknown): unknown {
  const { cells, metadata, ...rest } = (notebook ?? {}) as {
    cells?: RawCell[];
    metadata?: Record<string, unknown>;
  };
  return {
    ...rest,
    metadata: { ...metadata, kernelspec: undefined, language_info: undefined },
    cells: cells?.map(({ metadata, ...cell }) => ({
      ...cell,
      metadata: { ...metadata, execution: undefined },
      outputs: undefined,
      execution_count: undefined,
    })),
  };
}

/** Code of the cells, and of modules that are not the project's own: those are tested to leave traces. */
async function tracelessCode(path: string, { files }: Inputs): Promise<string | undefined> {
  const { cells = [] } = (await readJson(path) ?? {}) as { cells?: RawCell[] };
  for (const { cell_type, source } of cells) {
    const code = Array.isArray(source) ? source.join("") : String(source);
    const why = cell_type === "code" ? tracelessUse(code) : undefined;
    if (why) return why;
  }
  for (const name of Object.keys(files)) {
    if (!/\.(m|c)?[jt]sx?$/.test(name) || name.startsWith("src/")) continue;
    const why = tracelessUse(await Deno.readTextFile(inputPath(name)).catch(() => ""));
    if (why) return `imports ${name}, which ${why}`;
  }
}
