/** The files of a table as τ-ARGUS reads it: its metadata (`.rda`), and a cell on each line (`.tab`). Not for publication. */
import { LEAD_STRING } from "@crosses/counts/release";
import { type OnProblem, quote } from "@crosses/text";

type Role = "explanatory" | "response" | "frequency" | "status" | "lower" | "upper" | "other";

/** A column of the table, and what the metadata says of it. */
export interface Variable {
  readonly name: string;
  role: Role;
  total: string;
  /** The `.hrc` file, as the metadata names it. */
  hierarchy?: string;
  lead: string;
}

/** What becomes of a cell: `kept` is published, and never to be suppressed. */
export type Status = "published" | "suppressed" | "kept" | "empty";

/** What an `.rda` says of a table. */
export interface Metadata {
  readonly separator: string;
  readonly statuses: ReadonlyMap<string, Status>;
  readonly variables: readonly Variable[];
}

export interface Row {
  readonly line: number;
  readonly fields: readonly string[];
  readonly status: Status;
}

/** The statuses of τ-ARGUS's files, its numbers too (1 to 14), and of sdcTable's; a metadata file may name others for the first three. */
const STATUSES: readonly (readonly [status: Status, codes: string])[] = [
  ["published", "S V 1 2"],
  ["suppressed", "U M A B C D X 3 4 5 6 9 11 12"],
  ["kept", "P Z 10"],
  ["empty", "E 13 14"],
];

const NAMES_STATUS: Readonly<Record<string, Status>> = {
  "<SAFE>": "published",
  "<UNSAFE>": "suppressed",
  "<PROTECT>": "kept",
};

const NUMERIC: Readonly<Record<string, Role>> = {
  "": "response",
  "<LOWERPL>": "lower",
  "<UPPERPL>": "upper",
};

/** What each keyword says of its variable; what is not needed here says nothing. */
const PROPERTIES: Readonly<Record<string, (variable: Variable, word: string) => void>> = {
  "<RECODEABLE>": (variable) => variable.role = "explanatory",
  "<RECODABLE>": (variable) => variable.role = "explanatory",
  "<TOTCODE>": (variable, code) => variable.total = code,
  "<HIERCODELIST>": (variable, file) => variable.hierarchy = file,
  "<HIERLEADSTRING>": (variable, lead) => variable.lead = lead,
  "<NUMERIC>": (variable, what) => variable.role = NUMERIC[what.toUpperCase()] ?? "other",
  "<FREQUENCY>": (variable) => variable.role = "frequency",
  "<STATUS>": (variable) => variable.role = "status",
  "<MAXSCORE>": () => {},
  "<HIERARCHICAL>": () => {},
  "<CODELIST>": () => {},
  "<DISTANCE>": () => {},
  "<DECIMALS>": () => {},
};

/** Reads the metadata of a table: a name a line, what is said of it below. */
export function readMetadata(text: string, report: OnProblem): Metadata {
  let separator = ";";
  const statuses = new Map(
    STATUSES.flatMap(([status, codes]) => codes.split(" ").map((code) => [code, status])),
  );
  const variables: Variable[] = [];
  for (const [i, content] of text.split(/\r\n|\n|\r/).entries()) {
    const [first, second = ""] = wordsOf(content);
    if (first === undefined) continue;
    const keyword = first.toUpperCase();
    const variable = variables.at(-1);
    if (!keyword.startsWith("<") && variables.every(({ name }) => name !== first)) {
      variables.push({ name: first, role: "other", total: "Total", lead: LEAD_STRING });
    } else if (keyword === "<SEPARATOR>") separator = second;
    else if (NAMES_STATUS[keyword]) statuses.set(second.toUpperCase(), NAMES_STATUS[keyword]);
    else if (variable && PROPERTIES[keyword]) PROPERTIES[keyword](variable, second);
    else {
      report({
        line: i + 1,
        found: `holds ${quote(content.trim())}`,
        wanted: keyword === "<HIERLEVELS>"
          ? "a hierarchy is a file, <HIERCODELIST>"
          : "it is another variable, or below one what is said of it",
      });
    }
  }
  for (const role of ["explanatory", "status"] as const) {
    if (variables.some((variable) => variable.role === role)) continue;
    const keyword = role === "status" ? "<STATUS>" : "<RECODEABLE>";
    report({ found: `has no variable that is ${keyword}`, wanted: "a table to audit has one" });
  }
  return { separator, statuses, variables };
}

/** The words of a line; one in quotes may have spaces. */
function wordsOf(line: string): string[] {
  if (line.trimStart().startsWith("//")) return [];
  return [...line.matchAll(/["“”]([^"“”]*)["“”]|\S+/g)].map(([word, quoted]) => quoted ?? word);
}

export function readRows(
  text: string,
  { separator, statuses, variables }: Metadata,
  report: OnProblem,
): Row[] {
  const place = variables.findIndex(({ role }) => role === "status");
  return text.split(/\r\n|\n|\r/).flatMap((content, i) => {
    if (content.trim() === "") return [];
    const line = i + 1;
    const fields = content.split(separator).map((field) =>
      field.trim().replace(/^"(.*)"$/, "$1").trim()
    );
    if (fields.length !== variables.length) {
      report({
        line,
        found: `has ${fields.length} ${fields.length === 1 ? "field" : "fields"}`,
        wanted: `between ${quote(separator)} stand ${variables.map(({ name }) => name).join(", ")}`,
      });
      return [];
    }
    const code = fields[place]!.toUpperCase();
    const status = code === "" ? "empty" : statuses.get(code);
    if (status !== undefined) return [{ line, fields, status }];
    const columnName = variables[place]!.name;
    report({
      ...{ line, column: place + 1, columnName, found: `holds ${quote(fields[place]!)}` },
      wanted: `a status is one of ${[...statuses.keys()].join(", ")}`,
    });
    return [];
  });
}

/** The whole number of a field, with a decimal comma or point or none; 0 where it is empty; undefined where it is no count. */
export function countIn(field: string): number | undefined {
  if (field === "" || field === "-") return 0;
  const [, digits] = /^(\d{1,15})(?:[.,]0*)?$/.exec(field) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** A protection level in whole counts: 0 where the field is none. */
export function levelIn(field: string): number {
  return Math.max(0, Math.ceil(Number(field.replace(",", ".")) || 0));
}
