/**
 * Somebody's table of counts (.csv, .tsv, .xlsx, .ods, .html, .pdf, pasted), understood in sight and made a release folder: what each
 * column holds, what each mark means, what each total sums up, each with the answer that says otherwise.
 *
 * @example A table with a mark, drafted as a release
 * ```ts
 * import { draftRelease } from "@crosses/intake";
 * import assert from "node:assert/strict";
 *
 * const bytes = new TextEncoder().encode("office,2023,2024\nDakar,41,x\nLima,38,–\nTotal,79,52\n");
 * const draft = await draftRelease([{ path: "visas.csv", bytes }], {
 *   name: "visas",
 *   today: "2025-01-31",
 *   answers: { mark: ["–=zero"] },
 * });
 * assert.deepEqual([...draft.tables.keys()], ["visas.csv"]);
 * const said = draft.inferences.map(({ said }) => said.en);
 * assert.ok(said.includes("“x” stands for a count that is withheld, of any size (1 of 6 cells)"));
 * assert.ok(said.includes("“Total” is the sum of Dakar, Lima"));
 * ```
 * @module
 */
export { type Draft, type DraftOptions, draftRelease, type SourceFile } from "./release/draft.ts";
export { type Ask, settle, type Settled } from "./ask/ask.ts";
export { type Flag, FLAGS, type Given } from "./inferences/answers.ts";
export type { Inference } from "./inferences/inferences.ts";
