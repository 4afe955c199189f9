/** Releases as literals: counts in nested rows, null for a suppressed cell. */

import type {
  Cell,
  ComparisonRelation,
  LocalText,
  Relation,
  Release,
  Rounding,
  SumRelation,
  TableKeys,
} from "../../../src/counts/release/model.ts";
import { forAll } from "../../../src/text/language.ts";

/** What a test states; everything else of a release is filled in. */
export interface Sketch {
  /** Categories by dimension; "Total" is a total. The last dimension runs along a row. */
  readonly dimensions: Readonly<Record<string, readonly string[]>>;
  /** The counts of each table, row by row. */
  readonly tables: Readonly<Record<string, readonly (number | null)[]>>;
  /** What each table is about, where that is not every category. */
  readonly keys?: Readonly<Record<string, TableKeys>>;
  readonly relations?: readonly (
    | (Pick<ComparisonRelation<"equal">, "left" | "right" | "cumulativeOver"> & RelationSketch & {
      readonly type?: "equal";
    })
    | (RelationSketch & { readonly total: string } & Partial<Pick<SumRelation, "tables" | "parts">>)
  )[];
  /** The greatest and the least count that the mark x stands for. */
  readonly markAtMost?: number;
  readonly markAtLeast?: number;
  readonly roundedTo?: Rounding;
}

interface RelationSketch {
  readonly name?: string;
  readonly assumptions?: readonly string[];
}

/** Builds a release with the assumptions `none`, `cumulative` and `cohort`. Relations belong to all unless they say. */
export function sketchRelease({ dimensions, tables, relations = [], ...sketch }: Sketch): Release {
  const names = Object.keys(dimensions);
  const keysOf = (table: string) => sketch.keys?.[table] ?? {};
  const keysOfCells = (table: string) =>
    names.reduce<Record<string, string>[]>(
      (rows, name) => {
        const some = keysOf(table)[name] ?? dimensions[name]!;
        return rows.flatMap((keys) =>
          [some].flat().map((category) => ({ ...keys, [name]: category }))
        );
      },
      [{}],
    );
  const assumptions = ["none", "cumulative", "cohort"];
  return {
    name: "sketch",
    title: text("Sketch"),
    provenance: { publisher: text("Test"), reference: "1", documentDate: "2025-01-01" },
    dimensions: names.map((name) => ({
      name,
      label: text(name),
      caveats: [],
      categories: dimensions[name]!.map((category) => ({
        name: category,
        label: text(category),
        shortLabel: text(category),
        isTotal: category === "Total",
        isPartial: false,
      })),
    })),
    tables: Object.entries(tables).map(([table, counts]) => ({
      name: table,
      path: `${table}.csv`,
      title: text(table),
      shortTitle: text(table),
      measure: text(table),
      rowDimensions: names.slice(0, -1),
      columnDimension: names.at(-1)!,
      keys: keysOf(table),
      marks: [{
        value: "x",
        label: text("suppressed"),
        kind: "suppressed",
        atMost: sketch.markAtMost,
        atLeast: sketch.markAtLeast,
      }],
      ...(sketch.roundedTo ? { roundedTo: sketch.roundedTo } : {}),
      cells: keysOfCells(table).map((keys, index): Cell => {
        const value = counts[index];
        if (value === undefined) throw new RangeError(`Table "${table}" has too few counts`);
        return value === null
          ? { table, keys, value, status: "suppressed", mark: "x" }
          : { table, keys, value, status: "published" };
      }),
    })),
    assumptions: assumptions.map((name) => ({ name, label: text(name), description: text(name) })),
    defaultAssumption: "cohort",
    relations: relations.map((relation, index): Relation => {
      const name = relation.name ?? `relation ${index + 1}`;
      const frame = { name, label: text(name), assumptions: relation.assumptions ?? assumptions };
      if (!("total" in relation)) {
        return { ...frame, ...relation, ...frame, type: relation.type ?? "atMost" };
      }
      const dimension = relation.total;
      return {
        ...frame,
        type: "sum",
        tables: relation.tables ?? Object.keys(tables),
        dimension,
        total: "Total",
        parts: relation.parts ?? dimensions[dimension]!.filter((category) => category !== "Total"),
      };
    }),
    caveats: [],
    review: [],
    files: [],
    derived: [],
  };
}

/** The cell of a table at the categories, in the order of the dimensions. */
export function cellAt(release: Release, table: string, ...categories: string[]): Cell {
  const cell = release.tables.find(({ name }) => name === table)?.cells.find(({ keys }) =>
    release.dimensions.every(({ name }, index) => keys[name] === categories[index])
  );
  if (!cell) throw new RangeError(`No cell ${table} ${categories.join(" ")}`);
  return cell;
}

/** The letter's three tables as printed, with the relations of its two assumptions. */
export function sketchLetter(changes: Readonly<Record<string, number>> = {}): Release {
  const x = null;
  const tables: Record<string, (number | null)[]> = {
    received: [13, 65, x, 7, 27, 109, 87, 151, 85, 173, 127, 34, 89, 314, x, 153],
    refused: [x, 12, x, x, x, 11, x, x, 55, 115, 52, x, 29, 45, x, x],
    accepted: [12, 53, 17, x, 26, 98, 80, x, 25, 50, 29, x, 57, 153, x, x],
  };
  for (const [place, value] of Object.entries(changes)) {
    const [table, index] = place.split(":");
    tables[table!]![Number(index)] = value;
  }
  const sides = { left: ["refused", "accepted"], right: ["received"] };
  return sketchRelease({
    dimensions: {
      component: ["AI", "IT/VE"],
      profile: ["Francophone", "Francization"],
      period: ["2022", "2023", "2024", "2025"],
    },
    tables,
    relations: [
      { name: "outcomes-within-received", assumptions: ["cohort"], ...sides },
      {
        name: "outcomes-within-received-so-far",
        assumptions: ["cumulative"],
        ...sides,
        cumulativeOver: "period",
      },
    ],
  });
}

function text(words: string): LocalText {
  return forAll(words);
}
