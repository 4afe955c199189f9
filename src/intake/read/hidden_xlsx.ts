/** What a workbook hides from who opens it: sheets, rows, columns, and numbers behind a format that shows something else. */

export interface HiddenCells {
  readonly isHidden: boolean;
  /** One-based. */
  readonly rows: ReadonlySet<number>;
  /** One-based, the first and the last of each run. */
  readonly columns: readonly (readonly [from: number, to: number])[];
  /** Visible cells that show something else than their number, such as B3. */
  readonly disguised: readonly string[];
}

type Xml = typeof import("htmlparser2");
type OnTag = (name: string, attributes: Readonly<Record<string, string>>) => void;

/** What each sheet hides, by its name. */
export async function hiddenIn(bytes: Uint8Array): Promise<ReadonlyMap<string, HiddenCells>> {
  const [{ unzipSync }, xml] = await Promise.all([import("fflate"), import("htmlparser2")]);
  const files = unzipSync(bytes, {
    filter: ({ name }) => /^\/?xl\/(?:[^/]+\.xml|_rels\/.*|worksheets\/[^/]+)$/.test(name),
  });
  const text = (path: string) => new TextDecoder().decode(files[path] ?? new Uint8Array());
  const targets = new Map<string, string>();
  read(xml, text("xl/_rels/workbook.xml.rels"), (name, { Id, Target }) => {
    if (name === "Relationship") targets.set(Id!, Target!.replace(/^(?:\/?xl\/)?/, "xl/"));
  });
  const formats = formatsIn(xml, text("xl/styles.xml"));
  const sheets = new Map<string, HiddenCells>();
  read(xml, text("xl/workbook.xml"), (tag, attributes) => {
    if (tag !== "sheet") return;
    const path = targets.get(attributes["r:id"] ?? "") ?? "";
    const isHidden = /hidden/i.test(attributes.state ?? "");
    sheets.set(attributes.name!, { isHidden, ...sheetIn(xml, text(path), formats) });
  });
  return sheets;
}

/** Elements in their order, their prefixes left out. */
function read({ Parser }: Xml, source: string, onTag: OnTag, onText?: (text: string) => void) {
  const parser = new Parser({
    onopentag: (name, attributes) => onTag(name.replace(/^.*:/, ""), attributes),
    ...onText ? { ontext: onText } : {},
  }, { xmlMode: true });
  parser.end(source);
}

/** The format of each style; undefined for one that Excel has itself. */
function formatsIn(xml: Xml, styles: string): (string | undefined)[] {
  const codes = new Map<string, string>();
  const formats: (string | undefined)[] = [];
  let areCells = false;
  read(xml, styles, (tag, { numFmtId, formatCode }) => {
    if (tag === "numFmt" && !codes.has(numFmtId!)) codes.set(numFmtId!, formatCode!);
    if (/xfs$/i.test(tag)) areCells = tag === "cellXfs";
    if (tag === "xf" && areCells) formats.push(codes.get(numFmtId ?? ""));
  });
  return formats;
}

function sheetIn(xml: Xml, source: string, formats: readonly (string | undefined)[]) {
  const rows = new Set<number>();
  const columns: [number, number][] = [];
  const disguised: string[] = [];
  const isOff = ({ hidden, ht, width }: Readonly<Record<string, string>>) =>
    /^(?:1|true)$/.test(hidden ?? "") || [ht, width].some((size) => size && Number(size) === 0);
  let [row, column] = [0, 0];
  let [cell, value] = ["", ""];
  let format: string | undefined;
  let isValue = false;
  const close = () => {
    const isSeen = !rows.has(row) && !columns.some(([from, to]) => column >= from && column <= to);
    if (format && value && isSeen && isDisguised(Number(value), format)) disguised.push(cell);
    value = "";
  };
  read(xml, source, (tag, attributes) => {
    const { r, s, t, min, max } = attributes;
    isValue = tag === "v";
    if (tag === "col" && isOff(attributes)) columns.push([Number(min), Number(max)]);
    if (tag === "row") {
      close();
      row = Number(r ?? row + 1);
      column = 0;
      if (isOff(attributes)) rows.add(row);
    }
    if (tag !== "c") return;
    close();
    column = r ? columnIn(r) : column + 1;
    cell = r ?? `${column} of row ${row}`;
    format = !t || t === "n" ? formats[Number(s ?? 0)] : undefined;
  }, (text) => {
    if (isValue) value += text;
  });
  close();
  return { rows, columns, disguised };
}

/** `AB3` → 28. */
const columnIn = (cell: string) =>
  [...cell.replace(/\d+$/, "")].reduce((sum, one) => 26 * sum + one.charCodeAt(0) - 64, 0);

const LITERAL = /"([^"]*)"|\\(.)/g;

/** Whether a format shows words or signs in the place of a number, or beside it: `"<5"`, `[<5]"x";0`, `;;;`. */
function isDisguised(value: number, format: string): boolean {
  const section = sectionFor(value, format);
  const literals = [...section.matchAll(LITERAL)].map(([, quoted, one]) => quoted ?? one).join("");
  const bare = section.replaceAll(LITERAL, "").replaceAll(/\[[^\]]*\]|[_*]./g, "");
  if (/general|@|[dmyhs]/i.test(bare)) return false;
  return !/[0#?]/.test(bare) || /[\p{L}\p{N}<>≤≥~≈*†‡#]/u.test(literals);
}

const HOLDS: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  "<": (value, limit) => value < limit,
  "<=": (value, limit) => value <= limit,
  ">": (value, limit) => value > limit,
  ">=": (value, limit) => value >= limit,
  "=": (value, limit) => value === limit,
  "<>": (value, limit) => value !== limit,
};

/** Sections are for what is above zero, below, and zero; or each says for which it is. */
function sectionFor(value: number, format: string): string {
  const sections = format.match(/(?:"[^"]*"|\\.|[^;"\\])+|(?<=;|^)(?=;|$)/g) ?? [""];
  const conditions = sections.map((section) =>
    /\[([<>=]+)(-?[\d.]+)\]/.exec(section.replaceAll(LITERAL, ""))
  );
  if (conditions.some(Boolean)) {
    const at = conditions.findIndex((one) => !one || HOLDS[one[1]!]?.(value, Number(one[2])));
    return sections[at] ?? "General";
  }
  const at = value > 0 ? 0 : value < 0 ? 1 : 2;
  return sections[at] ?? sections[0]!;
}
