/** The code blocks of a Markdown text. */

export interface Block {
  /** The word after the fence; empty where there is none. */
  readonly language: string;
  readonly code: string;
  /** One-based line of its first line in the file. */
  readonly line: number;
}

/** The fenced blocks, in order. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  for (const match of markdown.matchAll(/^( *)```([^\n`]*)\n([^]*?)^ *```$/gm)) {
    const [, indent, language, code] = match as unknown as [string, string, string, string];
    blocks.push({
      language: language.trim(),
      code: code.replaceAll(new RegExp(`^${indent}`, "gm"), "").trimEnd(),
      line: markdown.slice(0, match.index).split("\n").length + 1,
    });
  }
  return blocks;
}
