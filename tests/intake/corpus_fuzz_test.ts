/** Any table of the corpus, changed as tables are: it is read the same, or refused, and never otherwise. */
import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { ReleaseError } from "../../src/text/errors.ts";
import { bytesOf, type Sample, SAMPLES, understoodOf } from "./corpus.ts";
import { draftOf, questionsOf } from "./tables.ts";

const TIMES = Number(Deno.env.get("FUZZ_TIMES") ?? 1);

const NOTES = [
  "Note: figures are subject to revision.",
  "Source: the office",
  "* Revised figures.",
  "Figures may differ from those published before.",
];
const MARKS = ["x", "[c]", "..", "*", "<5", "–", "n/a", "[z]"];

/** A sample as lines of fields, of which some are the header and the rows. */
interface Table {
  readonly sample: Sample;
  readonly separator: string;
  readonly lines: readonly (readonly string[])[];
  /** The lines that hold the header and the rows, in one piece. */
  readonly header: number;
  readonly first: number;
  readonly end: number;
}

/** The samples that have one line of headers, each column and row of which says all of itself. */
async function tables(): Promise<Table[]> {
  const found: Table[] = [];
  for (const sample of SAMPLES) {
    if (!sample.rows || sample.file.endsWith(".txt")) continue;
    const bytes = await bytesOf(sample);
    const isWide = bytes[0] === 0xff;
    const text = new TextDecoder(
      isWide ? "utf-16le" : /windows/.test(sample.file) ? "windows-1252" : "utf-8",
    ).decode(bytes);
    const separator = [",", ";", "\t"].find((one) =>
      text.split("\n").filter((line) => line.includes(one)).length > 3
    )!;
    const lines = parse(text, {
      delimiter: separator,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
    }) as string[][];
    const width = Math.max(...lines.map(({ length }) => length));
    const last = sample.counts!.at(-1)!;
    const header = lines.findIndex((line) =>
      line.length === width && line.filter(Boolean).length > 1 &&
      !/^(?:Note|Source)/.test(line[0]!) && line.some((field) => field.trim().startsWith(last))
    );
    const first = header + 1;
    const end = first + sample.rows.length;
    const isPlain = header >= 0 && sample.labels!.every(Boolean) &&
      lines.slice(first, end).every((line) => line.length === width);
    if (isPlain) found.push({ sample, separator, lines, header, first, end });
  }
  return found;
}

function write({ separator }: Table, lines: readonly (readonly string[])[]): string {
  const quoted = (field: string) =>
    field.includes(separator) || field.includes('"') ? `"${field.replaceAll('"', '""')}"` : field;
  return lines.map((line) => line.map(quoted).join(separator)).join("\n") + "\n";
}

/** Each count with its labels, whatever their order. */
function countsOf({ labels, counts, rows }: Pick<Sample, "labels" | "counts" | "rows">): string[] {
  return rows!.flatMap((row) =>
    counts!.map((count, at) =>
      [
        ...labels!.map((label, place) => `${label}=${row[place]}`).sort(),
        count,
        row[labels!.length + at],
      ].join("|")
    )
  ).sort();
}

interface Change {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The counts as they must be read then. */
  readonly counts: string[];
}

const utf8 = (text: string) => new TextEncoder().encode(text);

function utf16(text: string): Uint8Array<ArrayBuffer> {
  const units = Uint16Array.from(`\ufeff${text}`, (character) => character.charCodeAt(0));
  return new Uint8Array(units.buffer);
}

/** Every way to change a table; `pick` chooses below a number. */
const CHANGES: Readonly<Record<string, (table: Table, pick: (below: number) => number) => Change>> =
  {
    "columns permuted": (table, pick) => {
      const order = shuffled(table.lines[table.header]!.map((_, at) => at), pick);
      const lines = table.lines.map((line, at) =>
        at < table.header || at >= table.end ? line : order.map((from) => line[from]!)
      );
      return { bytes: utf8(write(table, lines)), counts: countsOf(table.sample) };
    },
    "rows permuted": (table, pick) => {
      const rows = shuffled(table.lines.slice(table.first, table.end), pick);
      const lines = [
        ...table.lines.slice(0, table.first),
        ...rows,
        ...table.lines.slice(table.end),
      ];
      return { bytes: utf8(write(table, lines)), counts: countsOf(table.sample) };
    },
    "a mark swapped": (table, pick) => {
      const { labels, rows, counts } = table.sample;
      const [row, column, mark] = [
        pick(rows!.length),
        pick(counts!.length),
        MARKS[pick(MARKS.length)]!,
      ];
      const place = table.lines[table.header]!.findIndex((field) =>
        field.trim().startsWith(counts![column]!)
      );
      const lines = table.lines.map((line, at) =>
        at === table.first + row ? line.with(place, mark) : line
      );
      const changed = rows!.map((cells, at) =>
        at === row ? cells.with(labels!.length + column, mark) : cells
      );
      return {
        bytes: utf8(write(table, lines)),
        counts: countsOf({ ...table.sample, rows: changed }),
      };
    },
    "a note added": (table, pick) => {
      const note = [NOTES[pick(NOTES.length)]!];
      const at = [0, table.lines.length, table.first + pick(table.end - table.first)][pick(3)]!;
      const lines = [...table.lines.slice(0, at), note, ...table.lines.slice(at)];
      return { bytes: utf8(write(table, lines)), counts: countsOf(table.sample) };
    },
    "the header doubled": (table) => {
      const lines = [...table.lines.slice(0, table.first), ...table.lines.slice(table.header)];
      return { bytes: utf8(write(table, lines)), counts: countsOf(table.sample) };
    },
    "another encoding": (table, pick) => {
      const text = write(table, table.lines);
      const bytes = [
        utf16(text),
        utf8(`\ufeff${text}`),
        utf8(text.replaceAll("\n", "\r\n")),
      ][pick(3)]!;
      return { bytes, counts: countsOf(table.sample) };
    },
  };

function shuffled<T>(items: readonly T[], pick: (below: number) => number): T[] {
  const left = [...items];
  return items.map(() => left.splice(pick(left.length), 1)[0]!);
}

/** What categories sum up in the end: a grand total may be one of subtotals. */
function leavesOf(
  labels: readonly string[],
  totals: Readonly<Record<string, readonly string[]>>,
): string[] {
  return labels.flatMap((label) => label in totals ? leavesOf(totals[label]!, totals) : [label])
    .sort();
}

const TABLES = await tables();

for (const [name, change] of Object.entries(CHANGES)) {
  Deno.test(`the corpus with ${name} is read the same, or refused`, async () => {
    let [same, all] = [0, 0];
    const picks = fc.infiniteStream(fc.nat(1_000_000));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...TABLES), picks, async (table, stream) => {
        const { bytes, counts } = change(table, (below) => stream.next().value! % below);
        all++;
        try {
          const draft = await draftOf({ [table.sample.file]: bytes }, table.sample.answers);
          if (questionsOf(draft).length > 0) return;
          const read = understoodOf(draft);
          assert.deepEqual(countsOf(read), counts, table.sample.file);
          const { file, totals } = table.sample;
          for (const [total, parts] of Object.entries(read.totals)) {
            assert.deepEqual(leavesOf(parts, totals!), leavesOf([total], totals!), file);
          }
          same++;
        } catch (error) {
          assert.ok(
            error instanceof ReleaseError || (error as Error).name === "UsageError",
            String((error as Error).stack),
          );
        }
      }),
      { numRuns: 150 * TIMES },
    );
    assert.ok(same > all / 3, `${same} of ${all} were read`);
  });
}

Deno.test("the changes are made to most of the corpus", () => {
  assert.ok(TABLES.length > 40, `${TABLES.length}`);
});
