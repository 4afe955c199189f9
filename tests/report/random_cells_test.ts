import fc from "fast-check";
import { RANDOM_PAGE, renderRandom } from "./random_pages.ts";

Deno.test("renderReport() makes an inert page of whatever cells and outputs hold", () => {
  // The page is checked before it is given: a way past the sanitisers throws.
  fc.assert(fc.property(RANDOM_PAGE, (parts) => void renderRandom(parts)), { numRuns: 500 });
});
