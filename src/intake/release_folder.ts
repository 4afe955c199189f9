/** The folder that `new` makes: tables, descriptor, copies of what came in, the page for review, starter notebooks and what they import. */
import { basename, dirname, join } from "node:path";
import { type Language, LANGUAGES, quote, ReleaseError, UsageError } from "@crosses/text";
import type { Settled } from "./ask/ask.ts";
import { type Draft, draftRelease, type SourceFile } from "./release/draft.ts";
import { nameOf } from "./read/grid.ts";
import { DESCRIPTOR_TEXT } from "./words/words.ts";
import type { Given } from "./inferences/answers.ts";
import type { ReadOptions } from "./read/read_file.ts";
import { reviewPage } from "./ask/review_page.ts";
import { type Held, renewed, updated } from "./release/update.ts";
import { checksum, DESCRIPTOR_FILE, loadRelease } from "@crosses/counts/release";
import { starterNotebook, type StarterSource } from "./starter/notebook.ts";
import { writeFiles } from "@crosses/text/command";
import { importMapFor } from "./import_map.ts";

const REVIEW_FILE = "review.html";

/** How a folder was made, as its descriptor keeps it. */
interface Intake extends ReadOptions {
  /** Copies of what came in, below the folder. */
  readonly files: readonly string[];
  readonly today: string;
  readonly answers: Given;
  /** The SHA-256 of each starter as it was written: one that has it still is untouched. */
  readonly starters?: Readonly<Record<string, string>>;
}

/** Below the release's folder. The languages differ in the file's name, as their pages stand in one folder. */
export const starterPath = (lang: Language): string =>
  join("notebooks", lang, `start.${lang}.ipynb`);

/** How the user runs what makes release folders, for the pages that say so. */
export interface Commands {
  /** `intake`, or the task of the project. */
  readonly make: string;
  /** The same for reading this folder anew. */
  readonly update: string;
}

/** A folder to be made. */
export interface NewFolder {
  /** Where: an absolute path. */
  readonly folder: string;
  readonly settled: Settled;
  readonly options: ReadOptions & { readonly today: string };
  readonly commands: Commands;
}

/** Writes new folders, each beside its place, and renames them once all are whole: nobody ever sees half of one, nor some of them. */
export async function writeFolders(
  all: readonly NewFolder[],
  files: readonly SourceFile[],
  signal: AbortSignal,
): Promise<void> {
  const written: string[] = [];
  try {
    for (const { folder } of all) written.push(await folderBeside(folder));
    for (const [at, one] of all.entries()) await fill(written[at]!, one, files);
    signal.throwIfAborted();
    for (const [at, { folder }] of all.entries()) {
      await Deno.rename(written[at]!, folder);
      written[at] = folder;
    }
  } catch (error) {
    for (const path of written) await Deno.remove(path, { recursive: true }).catch(() => {});
    throw error;
  }
}

async function fill(
  aside: string,
  { folder, settled: { draft, given }, options, commands }: NewFolder,
  files: readonly SourceFile[],
): Promise<void> {
  const kept = keptNames(files);
  const intake: Intake = { ...options, files: kept, answers: given };
  const held = { descriptor: { ...draft.descriptor, intake }, tables: draft.tables };
  const page = reviewPage(basename(folder), draft, commands.update);
  const copies = files.map(({ bytes }, at) => ({ path: kept[at]!, content: bytes }));
  await writeFiles(aside, [...contentOf(held), ...copies, { path: REVIEW_FILE, content: page }]);
  const made = await starters(aside, folder, commands, sourceOf(draft, options));
  await writeFiles(aside, [...made, withSums(held.descriptor, made)]);
  await Deno.chmod(aside, 0o755).catch(() => {});
}

/** How a folder was made; undefined where `new` did not make it. */
export async function readIntake(
  folder: string,
): Promise<{ held: Held; intake?: Intake; files: SourceFile[] }> {
  const at = join(folder, DESCRIPTOR_FILE);
  let descriptor: Record<string, unknown>;
  try {
    descriptor = JSON.parse(await Deno.readTextFile(at));
  } catch (error) {
    const why = error instanceof Deno.errors.NotFound
      ? "there is no such file"
      : (error as Error).message;
    throw new UsageError(
      `Cannot read ${quote(at)}: ${why}`,
      "--update takes a folder that new has made",
    );
  }
  const paths = ((descriptor.resources ?? []) as { path: string }[]).map(({ path }) => path);
  const tables = new Map(
    await Promise.all(
      paths.map(async (path) => [path, await Deno.readTextFile(join(folder, path))] as const),
    ),
  );
  const intake = descriptor.intake as Intake | undefined;
  const files = await Promise.all(
    (intake?.files ?? []).map(async (path) => ({
      path,
      bytes: await Deno.readFile(join(folder, path)),
    })),
  );
  return { held: { descriptor, tables }, ...intake ? { intake } : {}, files };
}

/**
 * Writes what new answers change; a folder that `new` did not make gets its checksums renewed.
 * @returns the starters that were edited by hand and say what they said before
 */
export async function updateFolder(
  folder: string,
  held: Held,
  made: { intake: Intake; files: readonly SourceFile[]; settled: Settled } | undefined,
  commands: Commands,
  signal: AbortSignal,
): Promise<string[]> {
  if (!made) {
    await writeFiles(folder, contentOf(renewed(held)), signal);
    return [];
  }
  const { intake, files, settled: { draft, given } } = made;
  const name = held.descriptor.name as string;
  const before = await draftRelease(files, {
    ...intake,
    name,
    answers: intake.answers,
    before: intake.answers,
  });
  const old = { descriptor: { ...before.descriptor, intake }, tables: before.tables };
  const next = {
    descriptor: { ...draft.descriptor, intake: { ...intake, answers: given } },
    tables: draft.tables,
  };
  const page = { path: REVIEW_FILE, content: reviewPage(basename(folder), draft, commands.update) };
  const now = updated(old, held, next);
  await writeFiles(folder, [...contentOf(now), page], signal);
  const all = await starters(folder, folder, commands, sourceOf(draft, intake));
  return await renewStarters(folder, all, now, signal);
}

/** Writes the starters that nobody has edited; gives those that were, and are not as they would be written now. */
async function renewStarters(
  folder: string,
  all: readonly { readonly path: string; readonly content: string }[],
  { descriptor }: Held,
  signal: AbortSignal,
): Promise<string[]> {
  const { starters = {} } = descriptor.intake as Intake;
  const bytes = await Promise.all(
    all.map(({ path }) => Deno.readFile(join(folder, path)).catch(() => undefined)),
  );
  const sums = all.map(({ path }, at) => bytes[at] && checksum(path, bytes[at]).sha256);
  const fresh = all.filter(({ path }, at) => sums[at] && sums[at] === starters[path]);
  // One that is as it would be written now lacks nothing; one that was removed is not missed.
  const edited = all.filter((one, at) =>
    one.path.endsWith(".ipynb") && sums[at] && !fresh.includes(one) &&
    sums[at] !== checksum(one.path, new TextEncoder().encode(one.content)).sha256
  );
  if (fresh.length > 0) {
    await writeFiles(folder, [...fresh, withSums(descriptor, fresh)], signal);
  }
  return edited.map(({ path }) => path);
}

/** The descriptor with the checksums of starters that are written. */
function withSums(
  descriptor: Held["descriptor"],
  made: readonly { readonly path: string; readonly content: string }[],
) {
  const intake = descriptor.intake as Intake;
  const sums = made.map(({ path, content }) =>
    [path, checksum(path, new TextEncoder().encode(content)).sha256] as const
  );
  const starters = { ...intake.starters, ...Object.fromEntries(sums) };
  const held = {
    descriptor: { ...descriptor, intake: { ...intake, starters } },
    tables: new Map(),
  };
  return contentOf(held)[0]!;
}

function contentOf({ descriptor, tables }: Held) {
  return [
    ...[...tables].map(([path, content]) => ({ path, content })),
    { path: DESCRIPTOR_FILE, content: JSON.stringify(descriptor, null, 2) + "\n" },
  ];
}

/** What the tables of a draft were taken from, each file and part of one once. */
function sourceOf(
  { understood: { tables, aside } }: Draft,
  { today }: Pick<StarterSource, "today">,
): StarterSource {
  const places = [...Map.groupBy(tables, ({ file }) => nameOf(file))].map(([name, all]) => {
    const lines = all.flatMap(({ rows }) => rows.map(({ line }) => line));
    return DESCRIPTOR_TEXT.place(name, lines[0]!, lines.at(-1)!);
  });
  return { places, today, aside };
}

/** The starter notebooks of a release, with what they import; none where it cannot be read as it stands. */
async function starters(
  at: string,
  folder: string,
  { make }: Commands,
  source: StarterSource,
): Promise<{ path: string; content: string }[]> {
  let release;
  try {
    release = await loadRelease(at);
  } catch (error) {
    if (at === folder && error instanceof ReleaseError) return [];
    throw error;
  }
  const map = await importMapFor(folder);
  const notebooks = LANGUAGES.map((lang) => ({
    path: starterPath(lang),
    content: starterNotebook(release, { lang, releasePath: "../../", command: make, source }),
  }));
  return map === undefined ? notebooks : [...notebooks, { path: "deno.json", content: map }];
}

/** A name for each copy: files from several folders may be called alike. */
function keptNames(files: readonly SourceFile[]): string[] {
  const names = files.map(({ path }) => basename(path));
  return names.map((name, at) =>
    names.indexOf(name) === at ? `source/${name}` : `source/${at + 1}/${name}`
  );
}

/** @throws {UsageError} where nothing can be written */
async function folderBeside(folder: string): Promise<string> {
  const parent = dirname(folder);
  try {
    await Deno.mkdir(parent, { recursive: true });
    return await Deno.makeTempDir({ dir: parent, prefix: ".new-" });
  } catch (error) {
    throw new UsageError(
      `Cannot make ${quote(folder)}: ${(error as Error).message}`,
      "choose a place that you can write to",
    );
  }
}
