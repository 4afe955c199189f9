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
  let format: string | undefined;
  let value: string | undefined;
  let isValue = false;
  const isVisible = () =>
    !rows.has(row) && !columns.some(([from, to]) => column >= from && column <= to);
  const close = () => {
    if (format && value && isVisible() && isDisguised(Number(value), format)) {
      disguised.push(`${lettersOf(column)}${row}`);
    }
    format = value = undefined;
  };
  read(xml, source, (tag, attributes) => {
    if (tag === "col" && isOff(attributes)) {
      columns.push([Number(attributes.min), Number(attributes.max)]);
    } else if (tag === "row") {
      close();
      row = Number(attributes.r ?? row + 1);
      column = 0;
      if (isOff(attributes)) rows.add(row);
    } else if (tag === "c") {
      close();
      const letters = /^[A-Z]+/.exec(attributes.r ?? "")?.[0];
      column = letters ? numberOf(letters) : column + 1;
      format = /^n?$/.test(attributes.t ?? "") ? formats[Number(attributes.s ?? 0)] : undefined;
    }
    isValue = tag === "v";
  }, (text) => {
    if (isValue) value = (value ?? "") + text;
  });
  close();
  return { rows, columns, disguised };
}

const numberOf = (letters: string) =>
  [...letters].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0);

function lettersOf(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return (rest > 0 ? lettersOf(rest) : "") + String.fromCharCode(65 + (column - 1) % 26);
}

const LITERAL = /"([^"]*)"|\\(.)/g;

/** Whether a format shows words or signs in the place of a number, or beside it: `"<5"`, `[<5]"x";0`, `;;;`. */
function isDisguised(value: number, format: string): boolean {
  const section = sectionFor(value, format);
  const literals = [...section.matchAll(LITERAL)].map(([, quoted, one]) => quoted ?? one).join("");
  const bare = section.replaceAll(LITERAL, "").replaceAll(/\[[^\]]*\]|[_*]./g, "");
  if (/general|@|[dmyhs]/i.test(bare)) return false;
  return !/[0#?]/.test(bare) || /[\p{L}\p{N}<>≤≥~≈*†‡#]/u.test(literals);
}

/** Sections are for what is above zero, below, and zero; or each says for which it is. */
function sectionFor(value: number, format: string): string {
  const sections = format.match(/(?:"[^"]*"|\\.|[^;"\\])+|(?<=;|^)(?=;|$)/g) ?? [""];
  const conditions = sections.map((section) =>
    /\[([<>=]+)(-?[\d.]+)\]/.exec(section.replaceAll(LITERAL, ""))
  );
  if (conditions.some(Boolean)) {
    const at = conditions.findIndex((one) => !one || holds(value, one[1]!, Number(one[2])));
    return sections[at] ?? "General";
  }
  const at = value > 0 || sections.length === 1 ? 0 : value < 0 ? 1 : sections.length > 2 ? 2 : 0;
  return sections[at]!;
}

function holds(value: number, sign: string, limit: number): boolean {
  if (sign === "<>") return value !== limit;
  return sign.includes("=") && value === limit || sign.includes("<") && value < limit ||
    sign.includes(">") && value > limit;
}
