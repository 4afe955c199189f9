/** Writing files so that nobody ever sees half of one. */

/**
 * Writes beside the place and renames: whoever reads the path finds the old file or the new one. A failure leaves the
 * old file, and no temporary one.
 */
export async function writeAside(path: string, content: string | Uint8Array): Promise<void> {
  const aside = `${path}.${crypto.randomUUID().slice(0, 8)}.part`;
  try {
    const file = await Deno.open(aside, { write: true, createNew: true });
    try {
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      for (let written = 0; written < bytes.length;) {
        written += await file.write(bytes.subarray(written));
      }
      await file.sync();
    } finally {
      file.close();
    }
    await Deno.rename(aside, path);
  } catch (error) {
    await Deno.remove(aside).catch(() => {});
    throw error;
  }
}
