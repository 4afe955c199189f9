/** README.md and the pages of docs/ that tell a user what to do, with their code blocks. */

export const GUIDES = [
  "README.md",
  "CONTRIBUTING.md",
  ...[
    "architecture",
    "cells",
    "commands",
    "descriptor",
    "letter",
    "marks",
    "offices",
    "scaling",
    "speed",
  ]
    .map((name) => `docs/${name}.md`),
];

export interface Block {
  /** The word after the fence; empty where there is none. */
  readonly language: string;
  readonly code: string;
  /** One-based line of its first line in the file. */
  readonly line: number;
}

export interface Guide {
  /** From the project's folder. */
  readonly path: string;
  readonly text: string;
  readonly blocks: readonly Block[];
}

export async function readGuide(path: string): Promise<Guide> {
  const text = await Deno.readTextFile(path);
  return { path, text, blocks: blocksOf(text) };
}

/** The fenced blocks, in order. */
function blocksOf(markdown: string): Block[] {
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
