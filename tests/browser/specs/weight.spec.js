// What a reader downloads, as `gzip -9` packs it. The bars are those of the plan of the house.

import { gzipSync } from "node:zlib";

import { bytes, files, pageFiles, text } from "../support/built.js";
import { kindOf } from "../support/pages.js";
import { expect, test } from "../support/test.js";

const kilobyte = 1000;
const bars = { loader: 1, cite: 20, filter: 60, map: 80 };

for (const [name, bar] of Object.entries(bars)) {
  test(`the ${name} weighs less than ${bar} KB`, () => {
    const parts = files("").filter((file) => new RegExp(`^widgets/${name}\\.[^/]*\\.(js|wasm)$`).test(file) && !file.endsWith(".file.js"));
    expect(parts).toHaveLength(name === "loader" ? 1 : 2);
    const weight = weigh(parts);
    console.log(`  ${name}: ${weight} bytes`);
    expect(weight).toBeLessThan(bar * kilobyte);
  });
}

test("all that a page needs to cite weighs less than 20 KB", () => {
  const parts = files("").filter((file) => /^widgets\/(loader|cite)\.[^/]*\.(js|wasm)$/.test(file) && !file.endsWith(".file.js"));
  expect(parts).toHaveLength(3);
  expect(weigh(parts)).toBeLessThan(20 * kilobyte);
});

// The bar is for a page without its text: how much somebody writes is theirs to say.
test("each note weighs less than 15 KB with its styles, without its text and images", () => {
  const notes = pageFiles().filter((file) => kindOf(file) === "note");
  const bare = (file) => text(file).replace(/<div class="?prose"?>[^]*?(?=<section\b)/, "");
  const weights = notes.map((file) => [gzipSync(bare(file), { level: 9 }).length + weigh(styles(file)), file]).sort(([a], [b]) => b - a);
  console.log(`  heaviest note: ${weights[0].join(" bytes, ")}`);
  expect(weights.filter(([weight]) => weight >= 15 * kilobyte)).toEqual([]);
});

test("each page has one style sheet, and a second only for code", () => {
  const wrong = pageFiles().filter((file) => styles(file).filter((it) => it !== "highlight.css").length !== 1 || styles(file).length > 2);
  expect(wrong).toEqual([]);
});

function weigh(parts) {
  return parts.map((file) => gzipSync(bytes(file), { level: 9 }).length).reduce((sum, weight) => sum + weight, 0);
}

function styles(page) {
  const links = [...text(page).matchAll(/<link rel="?stylesheet"? href="?([^">?]*)/g)];
  return links.map(([, address]) => new URL(address, `http://host/${page}`).pathname.replace(/^\/(sub\/path\/)?/, ""));
}
