import assert from "node:assert/strict";
import { describeFinding, describeSize } from "../../../src/notebooks/page/context.ts";

Deno.test("describeFinding() names the notebook and the cell", () => {
  const place = { notebook: "a.ipynb", cell: 3 };
  assert.equal(
    describeFinding({ kind: "removed", place, subject: "<script>" }),
    '"a.ipynb", cell 3: removed <script>',
  );
});

Deno.test("describeSize() counts bytes, not characters", () => {
  assert.equal(describeSize("page.html", "é".repeat(1000)), "page.html: 2.0 kB");
});
