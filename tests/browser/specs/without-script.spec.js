// Mode 1: no script at all. Every page is whole, and nothing on it is dead.

import { expectPlain } from "../support/plain.js";
import { pages, pathOf } from "../support/pages.js";
import { expect, test } from "../support/test.js";

test.use({ javaScriptEnabled: false, tolerated: /404 \(Not Found\)/ });

for (const { kind, lang, path } of pages) {
  test(`${kind} (${lang}) reads whole`, async ({ page }) => {
    const response = await page.goto(path);
    expect(response.status()).toBe(kind === "lost" ? 404 : 200);
    await expectPlain(page, { kind, lang });
    await expect(page.locator("html")).toHaveAttribute("lang", kind === "lost" ? /^(fr|en)$/ : lang);
    for (const landmark of ["banner", "main", "contentinfo"]) await expect(page.getByRole(landmark)).toHaveCount(1);
    await expect(page.locator("h1")).toHaveCount(1);
  });
}

test("an ally of the map is a link to its page", async ({ page }) => {
  await page.goto(pathOf("map"));
  const ally = page.locator("[data-map-view] [data-ally]").nth(3);
  const name = await ally.getAttribute("data-name");
  await ally.click();
  await expect(page.locator("h1")).toContainText(name);
});

test("the style sheet arrives under a sub-path, on a lost page too", async ({ page }) => {
  for (const path of ["", pathOf("note"), pathOf("lost"), pathOf("lost", "en")]) {
    await page.goto(path);
    const family = await page.locator("body").evaluate((it) => getComputedStyle(it).marginTop);
    expect(family, path).toBe("0px");
  }
});
