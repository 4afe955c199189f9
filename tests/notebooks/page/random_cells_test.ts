import fc from "fast-check";
import { RANDOM_PAGE, renderRandom } from "./random_pages.ts";

Deno.test("renderPage() makes an inert page of whatever cells and outputs hold", async () => {
  // The page is checked before it is given: a way past the sanitisers throws.
  await fc.assert(
    fc.asyncProperty(RANDOM_PAGE, async (parts) => void await renderRandom(parts)),
    { numRuns: 500 },
  );
});
