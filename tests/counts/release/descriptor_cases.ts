/** Descriptors that are broken by one edit each. */
import assert from "node:assert/strict";
import { edited, messagesOf } from "./folders.ts";

// deno-lint-ignore no-explicit-any -- an edit may break the shape in any way
export type Edit = (descriptor: any) => void;

/** What is wrong with a descriptor of the right syntax, how it comes to be so, and every message. */
export type Case = readonly [name: string, edit: Edit, messages: RegExp[]];

/** The message of a problem of datapackage.json at whatever place. */
export function exact(message: string): RegExp {
  const place = "line \\d+, column \\d+";
  return new RegExp(`^Cannot read "datapackage\\.json": ${place} ${RegExp.escape(message)}$`);
}

/** One test for each case. A second table, granted.csv, stands ready for those that need one. */
export function testRefused(cases: readonly Case[]): void {
  for (const [name, edit, messages] of cases) {
    Deno.test(`loadRelease() refuses a descriptor ${name}`, async () => {
      const actual = await messagesOf(
        edited(edit, { "granted.csv": "kind,2023,2024\nPaper,0,1\nOnline,2,3\n" }),
      );
      assert.equal(actual.length, messages.length, actual.join("\n"));
      messages.forEach((message, i) => assert.match(actual[i]!, message));
    });
  }
}
