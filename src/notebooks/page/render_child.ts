/**
 * The process that renders pages: whoever reads what strangers wrote may read their folder, and nothing else. It takes a
 * page a line on standard input, and answers with a line of JSON each.
 */
import { TextLineStream } from "@crosses/text/command";
import { type PageInput, renderPage } from "./render_page.ts";

/** The page that `encodeInput` wrote. */
function decodeInput(line: string): PageInput {
  const { downloads, generatedAt, ...input } = JSON.parse(line);
  return {
    ...input,
    generatedAt: new Date(generatedAt),
    downloads: downloads?.map((one: { bytes: string }) => ({
      ...one,
      bytes: Uint8Array.fromBase64(one.bytes),
    })),
  };
}

const encoder = new TextEncoder();

for await (const line of Deno.stdin.readable.pipeThrough(new TextLineStream())) {
  let answer: unknown;
  try {
    answer = { page: await renderPage(decodeInput(line)) };
  } catch (error) {
    const { name, message, stack, place, hint } = error as Error & Record<string, unknown>;
    answer = { error: { name, message, stack, place, hint } };
  }
  const bytes = encoder.encode(`${JSON.stringify(answer)}\n`);
  for (let written = 0; written < bytes.length;) {
    written += Deno.stdout.writeSync(bytes.subarray(written));
  }
}
