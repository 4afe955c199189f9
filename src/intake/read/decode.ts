/** Bytes to text in the encoding that they can be known to have. */
import type { Unreadable } from "./grid.ts";
import { READABLE } from "./file_kind.ts";

interface Decoded {
  readonly text: string;
  readonly encoding: "UTF-8" | "UTF-16" | "Windows-1252";
}

export function decode(bytes: Uint8Array): Decoded | Unreadable {
  const wide = wideEncoding(bytes);
  if (wide) return { text: new TextDecoder(wide).decode(bytes), encoding: "UTF-16" };
  if (bytes.includes(0)) {
    const hint = "save the table as CSV, or paste it: --from - reads what is pasted";
    return { found: "holds bytes that no text has", wanted: READABLE, hint };
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "UTF-8" };
  } catch {
    const text = new TextDecoder("windows-1252").decode(bytes);
    const odd = text.search(ODD);
    if (odd < 0) return { text, encoding: "Windows-1252" };
    return {
      line: text.slice(0, odd).split("\n").length,
      found: "holds a letter that is none in UTF-8, UTF-16 or Windows-1252",
      wanted: "the encoding of a text can be told",
      hint: 'save it again as UTF-8; spreadsheets call it "CSV UTF-8"',
    };
  }
}

/** What Western European tables do not hold: another encoding read as Windows-1252 does. */
const ODD =
  // deno-lint-ignore no-control-regex
  /[\u0000-\u0008\u000e-\u001f\u0080-\u009f‚ƒ„ˆ‹ŽžŸ˜›¤¦¨¬¯¸]|(?<=\p{L})[±³¹²¿¶¼½¾µ](?=\p{L})/u;

function wideEncoding(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  if (bytes.length < 4 || bytes.length % 2 !== 0) return undefined;
  const head = bytes.subarray(0, 400);
  const zeros = (parity: number) =>
    head.filter((byte, at) => at % 2 === parity && byte === 0).length > 0.4 * head.length;
  return zeros(1) ? "utf-16le" : zeros(0) ? "utf-16be" : undefined;
}
