/** A folder read anew: answers change it, hand edits stay, checksums are renewed; and the page that shows what was read. */
import assert from "node:assert/strict";
import { checkChecksum } from "../../src/counts/release/files.ts";
import { workbook } from "./workbook.ts";
import { draftOf } from "./tables.ts";
import { reviewPage } from "../../src/intake/ask/review_page.ts";
import { type Held, renewed, updated } from "../../src/intake/release/update.ts";
import { draftOfTable } from "./tables.ts";

const TABLE = "Kind,2023,2024\nHomes,–,4\nShops,12,x\n";
const zero = await draftOfTable(TABLE, { mark: ["–=zero"] });
const hidden = await draftOfTable(TABLE, { mark: ["–=suppressed"] });
const kinds = ({ descriptor }: Held) =>
  (descriptor.resources as { schema: { missingValues: { value: string; kind: string }[] } }[])[0]!
    .schema.missingValues.map(({ value, kind }) => `${value} ${kind}`);

/** A folder with one title corrected, one inference reviewed, and one cell edited. */
function corrected(): Held {
  const { review, ...rest } = structuredClone(zero.descriptor);
  return {
    descriptor: { ...rest, title: "Permits", review: (review as unknown[]).slice(1) },
    tables: new Map([["a.csv", zero.tables.get("a.csv")!.replace("12", "13")]]),
  };
}

Deno.test("updated() takes the new answer and keeps what was corrected by hand", () => {
  const { descriptor, tables } = updated(zero, corrected(), hidden);
  assert.deepEqual(kinds({ descriptor, tables }), ["– suppressed", "x suppressed"]);
  assert.equal(descriptor.title, "Permits");
  assert.equal(tables.get("a.csv"), "Kind,2023,2024\nHomes,–,4\nShops,13,x\n");
  const [resource] = descriptor.resources as { bytes: number; hash: string }[];
  const problems: unknown[] = [];
  checkChecksum(
    new TextEncoder().encode(tables.get("a.csv")),
    resource!,
    (one) => problems.push(one),
  );
  assert.deepEqual(problems, []);
});

Deno.test("updated() brings back no inference that was reviewed, unless it is another now", () => {
  const said = ({ descriptor }: Held) =>
    (descriptor.review as { inferred: { en: string } }[]).map(({ inferred }) => inferred.en);
  const again = said(updated(zero, corrected(), zero));
  assert.deepEqual(again, said(corrected()));
  assert.ok(
    said(updated(zero, corrected(), hidden)).some((one) =>
      /“–” stands for a count that is withheld/.test(one)
    ),
  );
});

Deno.test("updated() refuses to guess where an edited cell went", async () => {
  const fewer = await draftOfTable(TABLE, { column: ["2023=ignore"] });
  assert.throws(
    () => updated(zero, corrected(), fewer),
    /"a.csv": it was edited by hand, and the answers give it other rows or columns/,
  );
});

Deno.test("renewed() changes checksums and nothing else", () => {
  const { descriptor } = renewed(corrected());
  assert.deepEqual({ ...descriptor, resources: [] }, { ...corrected().descriptor, resources: [] });
  assert.notDeepEqual(descriptor.resources, corrected().descriptor.resources);
});

Deno.test("reviewPage() shows the source beside the reading, without a script, and escapes what files hold", async () => {
  const draft = await draftOfTable("Kind,n\n<b>&,5\nB,x\nTotal,12\n");
  const page = reviewPage("next", draft, "deno task new data/next --update");
  assert.match(page, /<td>&lt;b&gt;&amp;<\/td>/);
  assert.match(page, /“x” stands for a count that is withheld[^]*lang="fr">«\sx\s»/);
  assert.match(
    page,
    /<code>deno task new data\/next --update --total &quot;Total=no&quot;<\/code>/,
  );
  assert.doesNotMatch(page, /<script|https?:|resources\[|dimensions\[/);
});

Deno.test("reviewPage() says beside each flag where it is about: a cell of a workbook, a line of a text", async () => {
  const rows = [["Office", "2023", "2024"], ["Dakar", 41, "few"], ["Lima", 38, 12]];
  const given = { mark: ["few=suppressed"] };
  const sheet = await draftOf({
    "a.xlsx": workbook({ S: [[], ["", ...rows[0]!], ["", ...rows[1]!], ["", ...rows[2]!]] }),
  }, given);
  const text = await draftOf({ "a.csv": rows.map((row) => row.join(",")).join("\n") }, given);
  assert.match(
    reviewPage("n", sheet, "new"),
    /<b>D3<\/b> “few” stands for[^]*<code>new --mark &quot;few=not-available&quot;<\/code>/,
  );
  assert.match(reviewPage("n", sheet, "new"), /<th scope="col" class="n">D<\/th>/);
  assert.match(reviewPage("n", text, "new"), /<b>line 2, column 3<\/b> “few” stands for/);
});
