// The Nu HTML Checker and html-validate find nothing in any page or style sheet.

import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { resolve } from "node:path";

import { HtmlValidate, StaticConfigLoader } from "html-validate";

import { site } from "../support/address.js";
import { files, text } from "../support/built.js";
import { expect, test } from "../support/test.js";

/** What the checker says and is not so, each with its reason. */
const mistaken = [
  // A file on disk has no origin that could be 'self'; the other specs run under the policy.
  /^Resource violates Content Security Policy \(meta tag\): (external stylesheet|external script|image) /,
  // Linked data is a block of data, which returns before the policy is asked
  // (https://html.spec.whatwg.org/multipage/scripting.html#prepare-the-script-element). That nothing
  // else is inline is known from `links.spec.js`, and that the console is silent from every spec.
  /^Inline script violates Content Security Policy \(meta tag\): blocked by “script-src” directive/,
  // A guess from the words of the whole page; `languages.spec.js` knows which words are whose.
  /^This document appears to be written in /,
  // Its grammar of CSS is older than these, which every browser has had since 2023 or before.
  /^CSS: (“(container-type|paint-order|vector-effect)”: Property .* doesn't exist|Unrecognized at-rule “@container”)/,
];

const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");

test("the Nu HTML Checker finds nothing in any page", () => {
  test.setTimeout(300_000);
  expect(nu(files(".html"), [])).toEqual([]);
});

test("the Nu HTML Checker finds nothing in any style sheet", () => {
  test.setTimeout(120_000);
  expect(nu(files(".css"), ["--css"])).toEqual([]);
});

test("html-validate finds nothing in any page", async () => {
  test.setTimeout(300_000);
  const validator = new HtmlValidate(new StaticConfigLoader({ extends: ["html-validate:standard", "html-validate:a11y"] }));
  const found = [];
  for (const file of files(".html")) {
    const { results } = await validator.validateString(text(file));
    for (const { messages } of results) found.push(...messages.map(({ line, column, ruleId, message }) => `${file}:${line}:${column} ${ruleId}: ${message}`));
  }
  expect(found).toEqual([]);
});

function nu(names, flags) {
  expect(names.length).toBeGreaterThan(0);
  const paths = names.map((name) => resolve(site, name));
  const { stderr, error } = spawnSync("java", ["-jar", jar, "--format", "json", "--exit-zero-always", ...flags, ...paths], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (error) throw error;
  const messages = JSON.parse(stderr).messages.filter(({ message }) => !mistaken.some((it) => it.test(message)));
  return messages.map(({ url, lastLine, subType, type, message }) => `${decodeURI(url).split(resolve(site)).at(-1)}:${lastLine} ${subType ?? type}: ${message}`);
}
