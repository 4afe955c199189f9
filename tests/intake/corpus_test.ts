/** The corpus: none of its tables is misread, and most are read with nothing to answer. */
import assert from "node:assert/strict";
import { assertSum, assertUnderstood, bytesOf, SAMPLES } from "./corpus.ts";
import { draftOf, questionsOf, refusalOf, written } from "./tables.ts";

for (const sample of SAMPLES) {
  Deno.test(`corpus: ${sample.file}, after ${sample.office}`, async () => {
    const files = { [sample.file]: await bytesOf(sample) };
    if (sample.question !== undefined) {
      const refusal = await refusalOf(files);
      const questions = refusal === "" ? questionsOf(await draftOf(files)) : [refusal];
      assert.match(questions.join("\n"), new RegExp(sample.question));
      return;
    }
    const draft = await draftOf(files, sample.answers);
    assert.deepEqual(questionsOf(draft), []);
    assertUnderstood(draft, sample);
    assertSum(draft, await written(draft));
  });
}

Deno.test("the corpus has 60 tables of 12 offices, and 50 are read", () => {
  assert.ok(SAMPLES.length >= 60);
  assert.ok(new Set(SAMPLES.map(({ office }) => office)).size >= 12);
  assert.ok(SAMPLES.filter(({ question }) => question === undefined).length >= 50);
});
