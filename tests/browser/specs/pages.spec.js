// Every kind of page is among the samples that the other specs open.

import { pageFiles } from "../support/built.js";
import { kindOf, pages } from "../support/pages.js";
import { expect, test } from "../support/test.js";

for (const lang of ["fr", "en"]) {
  test(`each built page is of a kind that is sampled (${lang})`, () => {
    const sampled = pages.filter((it) => it.lang === lang).map(({ kind }) => kind);
    const files = pageFiles().filter((file) => file.startsWith("en/") === (lang === "en"));
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !sampled.includes(kindOf(file)))).toEqual([]);
  });
}
