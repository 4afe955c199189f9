import assert from "node:assert/strict";
import { join } from "node:path";
import { openImages } from "../../../src/notebooks/page/images.ts";

const PNG = "\x89PNG\r\n\x1a\n";
const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** A folder `notebooks` with images, beside a secret one. */
async function withFolder(use: (folder: string) => Promise<void> | void): Promise<void> {
  const root = await Deno.makeTempDir({ prefix: "local-images-" });
  try {
    const folder = join(root, "notebooks");
    await Deno.mkdir(join(folder, "images"), { recursive: true });
    await Deno.writeFile(join(root, "secret.png"), bytes(PNG));
    await Deno.writeFile(join(folder, "images", "a b.png"), bytes(PNG));
    await use(folder);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("openImages() finds an image below the folder, by its name as a path or an address", () =>
  withFolder((folder) => {
    const wanted = { source: `data:image/png;base64,${btoa(PNG)}` };
    const find = openImages(folder);
    for (
      const address of ["images/a b.png", "./images/a%20b.png?v=1#x", "images/../images/a b.png"]
    ) {
      assert.deepEqual(find(address), wanted, address);
    }
  }));

Deno.test("openImages() tells types by content", () =>
  withFolder(async (folder) => {
    const find = openImages(folder);
    const types: Record<string, string> = {
      "\xff\xd8\xff\xe0": "image/jpeg",
      "GIF89a": "image/gif",
      "RIFF\x00\x00\x00\x00WEBPVP8 ": "image/webp",
      '<?xml version="1.0"?>\n<!-- a -->\n<svg xmlns="http://www.w3.org/2000/svg"/>':
        "image/svg+xml",
    };
    for (const [content, mime] of Object.entries(types)) {
      await Deno.writeFile(join(folder, "named.png"), bytes(content));
      assert.deepEqual(find("named.png"), { source: `data:${mime};base64,${btoa(content)}` });
    }
    for (const content of ["words", "", "<html><svg></svg></html>", "<svgx>"]) {
      await Deno.writeFile(join(folder, "named.png"), bytes(content));
      assert.deepEqual(find("named.png"), { fault: "it is not a PNG, JPEG, GIF, WebP or SVG" });
    }
  }));

Deno.test("openImages() leaves out what lies outside of the folder, by dots or by a link", () =>
  withFolder(async (folder) => {
    const find = openImages(folder);
    const outside = {
      fault: "it lies outside of the notebook's folder; --images DIR allows another",
    };
    await Deno.symlink(join(folder, "..", "secret.png"), join(folder, "link.png"));
    await Deno.symlink(join(folder, ".."), join(folder, "up"));
    for (
      const address of [
        "../secret.png",
        "%2e%2e/secret.png",
        "images/../../secret.png",
        "link.png",
        "up/secret.png",
      ]
    ) {
      assert.deepEqual(find(address), outside, address);
    }
  }));

Deno.test("openImages() reads no absolute path, no other scheme, no folder and no file that is not there", () =>
  withFolder((folder) => {
    const find = openImages(folder);
    const others = [
      join(folder, "images", "a b.png"),
      "//host/a.png",
      "\\\\host\\a.png",
      `file://${folder}/images/a%20b.png`,
      "attachment:a.png",
      "C:\\a.png",
      "images",
      "none.png",
      "images/a b.png/c",
      "a\0b.png",
      "a%00b.png",
      "",
      "#a",
    ];
    for (const address of others) assert.equal(find(address), undefined, address);
  }));

Deno.test("openImages() leaves out a file that is too large to send", () =>
  withFolder(async (folder) => {
    const file = await Deno.open(join(folder, "large.png"), { write: true, create: true });
    await file.truncate(4_000_000 + 1);
    file.close();
    assert.deepEqual(openImages(folder)("large.png"), { fault: "it is larger than 4 MB" });
  }));

Deno.test("openImages() finds an image above the notebook where its folder is allowed, and says how to allow it", () =>
  withFolder((folder) => {
    const png = { source: `data:image/png;base64,${btoa(PNG)}` };
    assert.deepEqual(openImages(folder, join(folder, ".."))("../secret.png"), png);
    assert.deepEqual(openImages(folder, join(folder, "images"))("../secret.png"), {
      fault: "it lies outside of the notebook's folder; --images DIR allows another",
    });
  }));
