/** Files that a cell's links carry: named for what they are, and no spreadsheet runs what is in them. */
import { Buffer } from "node:buffer";
import { decodeAddress } from "./addresses.ts";

/** The ending of a file by its type: others are not carried. */
const ENDINGS: Readonly<Record<string, string>> = {
  "text/csv": "csv",
  "text/plain": "txt",
  "application/json": "json",
};

/** A `data:` address that may be carried, with its file's name; undefined for any other. */
export function readDownload(
  address: string,
  name: string,
): { readonly href: string; readonly download: string } | undefined {
  const [whole, mime, base64] = /^data:([a-z]+\/[a-z]+)(?:;charset=utf-8)?(;base64)?,/i
    .exec(address) ?? [];
  const ending = ENDINGS[mime?.toLowerCase() ?? ""];
  if (whole === undefined || ending === undefined) return undefined;
  const stem = name.replace(/\.[^.]*$/, "").replace(/[^\p{L}\p{N} _.-]/gu, "").replace(/^[. ]+/, "")
    .slice(0, 80).trim();
  const download = `${stem || "data"}.${ending}`;
  if (ending !== "csv") return { href: address, download };
  const data = address.slice(whole.length);
  const csv = base64 ? Buffer.from(data, "base64").toString("utf8") : decodeAddress(data);
  const safe = defuseCsv(csv);
  if (safe === csv) return { href: address, download };
  return {
    href: `${whole.replace(/;base64/i, "").slice(0, -1)};base64,${
      Buffer.from(safe).toString("base64")
    }`,
    download,
  };
}

/**
 * CSV in which no field begins what a spreadsheet would compute: such a field gets an apostrophe before it. Numbers
 * with a sign stay, and a lone sign. Fields end at a comma, a semicolon or a tab.
 */
export function defuseCsv(csv: string): string {
  return csv.replace(
    /(^\ufeff?|[,;\t\r\n])(?:("(?:[^"]|"")*")|([^",;\t\r\n]+))/g,
    (whole, before: string, quoted: string | undefined, plain: string | undefined) => {
      const text = quoted?.slice(1, -1) ?? plain!;
      if (!/^\s*[=+@\-\uff1d\uff0b\uff20\uff0d]/.test(text)) return whole;
      if (/^\s*[-+]?[\d.,\s]*(?:e[-+]?\d+)?\s*%?$/i.test(text)) return whole;
      return quoted === undefined ? `${before}'${text}` : `${before}"'${text}"`;
    },
  );
}
