/** Letters of other shapes than the project's own, as somebody would save their tables. */
import type { Given } from "../../../src/intake/inferences/answers.ts";
import { draftRelease } from "../../../src/intake/release/draft.ts";
import type { Release } from "../../../src/counts/release/model.ts";
import { load } from "./folders.ts";

/** Text by file name. */
export type Tables = Readonly<Record<string, string>>;

const FOLDER = new URL("fixtures/letters/", import.meta.url);
const saved = (name: string) => ({ [name]: Deno.readTextFileSync(new URL(name, FOLDER)) });

const MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
  .split(" ");

/** A count for each of four breakdowns that adds up in every total; small ones are marked. */
function scholarships(): string {
  const regions = ["Île-de-France", "Bretagne"];
  const sexes = ["Femmes", "Hommes"];
  const ages = ["moins de 30 ans", "30 à 49 ans", "50 ans et plus"];
  const quarters = [1, 2, 3, 4];
  const parts = (label: string, all: readonly string[]) => label === "Ensemble" ? all : [label];
  const count = (region: string, sex: string, age: string, quarter: number) =>
    (region.length * 7 + sex.charCodeAt(0) * 13 + age.length * 29) * quarter ** 5 % 1_483 % 97 *
    (quarter === 3 ? 211 : 1);
  const lines = regions.flatMap((region) =>
    [...sexes, "Ensemble"].flatMap((sex) =>
      [...ages, "Ensemble"].map((age) => {
        const cells = quarters.map((quarter) => {
          const sum = parts(sex, sexes).flatMap((sex) =>
            parts(age, ages).map((age) => count(region, sex, age, quarter))
          ).reduce((a, b) => a + b, 0);
          return sum < 6 ? "<6" : sum.toLocaleString("en").replaceAll(",", "\u202f");
        });
        return [region, sex, age, ...cells].join(";");
      })
    )
  );
  const head = ["Région", "Sexe", "Âge", ...quarters.map((quarter) => `T${quarter} 2024`)];
  return `\ufeff${[head.join(";"), ...lines].join("\r\n")}\r\n`;
}

/** Names say what is different about each. */
export const LETTERS: Readonly<Record<string, Tables>> = {
  "totals of rows and columns, and <5": saved("granted.csv"),
  "200 rows and one column": saved("permits.csv"),
  "one row a count, and no period": {
    "outcomes.csv": "Outcome,Count\nGranted,120\nRefused,x\nTotal,150\n",
  },
  "thirteen columns": {
    "anträge.csv": [
      ["Ort", ...MONTHS.map((month) => `${month} 2024`), "Insgesamt"],
      ...["Aachen", "Bonn", "Köln"].map((town, row) => [
        town,
        ...MONTHS.map((_, month) => (month + 5 * row) % 4 ? String(60 + 7 * month + row) : "[c]"),
        "..",
      ]),
    ].map((line) => line.join("\t")).join("\n"),
  },
  "four dimensions": { "bourses.csv": scholarships() },
  "three tables": {
    "received.csv": "Class,2022 (from 22 April),2023\nSkilled workers,84,x\nEntrepreneurs,31,45\n",
    "accepted.csv": "Class,2022 (from 22 April),2023\nSkilled workers,x,40\nEntrepreneurs,20,x\n",
    "refused.csv": "Class,2022 (from 22 April),2023\nSkilled workers,11,x\nEntrepreneurs,x,12\n",
  },
};

/** What `new` makes of some tables, read back from a folder. */
export async function releaseOf(
  tables: Tables,
  answers: Given = {},
): Promise<Release> {
  const files = Object.entries(tables).map(([path, text]) => ({
    path,
    bytes: new TextEncoder().encode(text),
  }));
  const options = { name: "next", today: "2026-01-31", answers: answers };
  const { descriptor, tables: written } = await draftRelease(files, options);
  return await load({
    "datapackage.json": JSON.stringify(descriptor),
    ...Object.fromEntries(written),
  });
}

/** The release of one of the letters. */
export function letterRelease(name: string): Promise<Release> {
  return releaseOf(LETTERS[name]!);
}
